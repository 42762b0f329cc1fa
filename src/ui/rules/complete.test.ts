import { describe, expect, test } from 'vitest'
import { wordsAfter } from './complete'

const text = ':FORWARD ACCEPT [0:0]\n:DOCKER - [0:0]\n'

describe('the words that may come next', () => {
  test('behind -j are targets and the chains of the text', () => {
    expect(wordsAfter('-A FORWARD -j ', text)).toEqual(expect.arrayContaining(['MASQUERADE', 'DROP', 'DOCKER']))
  })
  test('behind -g are chains only', () => expect(wordsAfter('-A FORWARD -g ', text)).toEqual(['DOCKER']))
  test('behind -A are chains', () => expect(wordsAfter('-A ', text)).toContain('DOCKER'))
  test('behind --ctstate are states', () => expect(wordsAfter('-A FORWARD --ctstate N', text)).toContain('NEW'))
  test('a dash begins an option', () => expect(wordsAfter('-A FORWARD -', text)).toContain('--dport'))
  test('an address is not guessed', () => expect(wordsAfter('-A FORWARD -s ', text)).toEqual([]))
})
