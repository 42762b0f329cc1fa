/** The few words of HTTP and DNS that programs here speak, as bytes. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { address } from '../../packet/address'
import { toHex } from '../../packet/bytes'
import * as dns from './dns'
import * as http from './http'
import { decode, encode } from './text'

describe('text', () => {
  test('goes to UTF-8 and back', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => decode(encode(text)) === text))
    expect(toHex(encode('é€'))).toBe('c3a9e282ac')
  })

  test('what is no UTF-8 is read byte by byte', () => {
    expect(decode(Uint8Array.of(0x61, 0xff))).toBe('aÿ')
    expect(toHex(encode('\ud800'))).toBe('efbfbd')
  })
})

describe('an HTTP answer', () => {
  const answer = encode(http.response('Grüße'))

  test('is complete at its last byte and not before', () => {
    expect(http.isComplete(answer)).toBe(true)
    expect(http.isComplete(answer.slice(0, -1))).toBe(false)
    expect(http.isComplete(answer.slice(0, 20))).toBe(false)
  })

  test('that is not HTTP is complete as soon as there is any', () => {
    expect(http.isComplete(encode('hello'))).toBe(true)
    expect(http.isComplete(encode(''))).toBe(false)
  })

  test('a request asks to close in any case of letters', () => {
    expect(http.headEnds(http.request('192.0.2.1'))).toBe(true)
    expect(http.wantsClose(http.request('192.0.2.1'))).toBe(false)
    expect(http.wantsClose('GET / HTTP/1.1\r\nconnection: CLOSE\r\n\r\n')).toBe(true)
  })
})

describe('DNS', () => {
  /** Header, name, type and class, and the rest. */
  const hexOf = (b: Uint8Array) => [toHex(b, 0, 12), toHex(b, 12, 25), toHex(b, 25, 29), toHex(b, 29)].join(' ').trim()
  const query = dns.query(0x1234, 'example.com')

  test('a query is a header, a name and what is asked of it', () => {
    expect(hexOf(query)).toBe('123401000001000000000000 076578616d706c6503636f6d00 00010001')
  })

  test('its answer repeats the question and adds one address', () => {
    const answer = dns.answer(query, address('192.0.2.80'))
    expect(answer && hexOf(answer)).toBe(
      '123481800001000100000000 076578616d706c6503636f6d00 00010001 c00c0001000100000e100004c0000250',
    )
  })

  test('nothing is answered to an answer, or to too little', () => {
    const answer = dns.answer(query, 1)
    expect(answer && dns.answer(answer, 1)).toBeNull()
    expect(dns.answer(query.slice(0, 11), 1)).toBeNull()
  })
})
