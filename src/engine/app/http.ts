/** HTTP/1.1 (RFC 9112), as little of it as a page and its request need. */
import { decode, encode } from './text'

export const request = (host: string): string => `GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`

export function response(body: string): string {
  const length = encode(body).length
  return `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: ${length}\r\n\r\n${body}`
}

/** The head of the message has ended (RFC 9112 §2.1). */
export const headEnds = (message: string): boolean => message.includes('\r\n\r\n')

/** "Connection: close" (RFC 9112 §9.6). */
export const wantsClose = (message: string): boolean => /^connection:[ \t]*close\r?$/im.test(message)

/** All of the answer is there: as many bytes as it announces, or any bytes at all where it is not HTTP. */
export function isComplete(answer: Uint8Array): boolean {
  const message = decode(answer)
  if (!message.startsWith('HTTP/')) return answer.length > 0
  const head = message.indexOf('\r\n\r\n')
  const length = /^content-length:[ \t]*(\d+)/im.exec(message)
  return head >= 0 && length !== null && answer.length >= encode(message.slice(0, head + 4)).length + Number(length[1])
}
