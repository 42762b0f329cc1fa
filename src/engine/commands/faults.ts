/** Why a command of iptables 1.8.9 came to nothing, and how `iptables` and `iptables-restore` say so. */
import { failed, type Output } from './output'

export const VERSION = 'v1.8.9 (nf_tables)'

/**
 * What kind of thing went wrong: `usage` the words make no command (exit 2), `cannot` what they ask for is not there (1),
 * `foreign` likewise, of a chain to be listed (1), `table` there is no such table (3), `kernel` the kernel refused (4).
 */
export type Blame = 'usage' | 'cannot' | 'foreign' | 'table' | 'kernel'

export class Fault extends Error {
  constructor(
    readonly blame: Blame,
    message: string,
    /** What was printed before. */
    readonly stdout: readonly string[] = [],
  ) {
    super(message)
  }
}

export function faultOfIptables({ blame, message }: Fault): Output {
  const hint = "Try `iptables -h' or 'iptables --help' for more information."
  switch (blame) {
    case 'usage':
      return failed(2, ...usage('iptables', message), hint)
    case 'cannot':
      return failed(
        1,
        `iptables: ${message}${message === 'Bad policy name.' ? " Run `dmesg' for more information." : ''}`,
      )
    case 'foreign':
      return failed(1, `iptables ${VERSION}: ${message}`)
    case 'table':
      return failed(3, `iptables ${VERSION}: ${message}`, 'Perhaps iptables or your kernel needs to be upgraded.')
    case 'kernel':
      return failed(4, `iptables ${VERSION}:  ${message}`)
  }
}

/** `line` counts from 1. */
export function faultOfRestore({ blame, message }: Fault, line: number): Output {
  const hint = "Try `iptables-restore -h' or 'iptables-restore --help' for more information."
  switch (blame) {
    case 'cannot':
      return failed(1, `iptables-restore: line ${line} failed: ${message}`)
    case 'kernel':
      return failed(4, `iptables-restore ${VERSION}: `, `line ${line}: ${message}`)
    default:
      return failed(2, ...usage('iptables-restore', message), `Error occurred at line: ${line}`, hint)
  }
}

/** Some complaints bring a line end of their own, and so are followed by an empty line. */
const ENDED = [
  /option "[^"]*" (?:must be specified|can only be used once|cannot be|also requires)/,
  /: bad (?:integer )?value for option/,
  /: (?:Argument to|Too many components for option) "/,
  /trailing garbage after value for option/,
  /^Port "[^"]*" does not resolve/,
  /^getaddrinfo/,
  /could not map name/,
  /^Can't use -[io] with/,
  /^Couldn't load (?:match|target)/,
  /^log level "/,
  /^Argument must have a minimum/,
  /^Set \S* doesn't exist\.$/,
  /^The protocol family of set/,
  /^--wait-interval only/,
  /^The -t option cannot be used/,
]

function usage(program: string, message: string): string[] {
  if (message === '') return []
  if (message.startsWith('Bad argument `')) return [message]
  if (message.startsWith('The "nat" table')) return [`${program} ${VERSION}: `, message, '', '']
  return [`${program} ${VERSION}: ${message}`, ...(ENDED.some((pattern) => pattern.test(message)) ? [''] : [])]
}
