import { describe, expect, test } from 'vitest'
import { matchByName } from '../../rules/match'
import '../../rules/rare'
import { targetByName } from '../../rules/target'
import { VERDICTS } from '../../rules/target/verdict'
import { wordsAfter } from './complete'

const text = ':FORWARD ACCEPT [0:0]\n:DOCKER - [0:0]\n'

describe('the words that may come next', () => {
  test('behind -j are targets and the chains of the text', () => {
    expect(wordsAfter('-A FORWARD -j ', text)).toEqual(expect.arrayContaining(['MASQUERADE', 'DROP', 'DOCKER']))
  })
  test('every match and target that the engine does is among them', () => {
    expect(wordsAfter('-A FORWARD -m ', '').toSorted()).toEqual([...matchByName.keys()].toSorted())
    expect(wordsAfter('-A FORWARD -j ', '').toSorted()).toEqual([...targetByName.keys(), ...VERDICTS].toSorted())
  })
  test('behind -g are chains only', () => expect(wordsAfter('-A FORWARD -g ', text)).toEqual(['DOCKER']))
  test('behind -A are chains', () => expect(wordsAfter('-A ', text)).toContain('DOCKER'))
  test('behind --ctstate are states', () => expect(wordsAfter('-A FORWARD --ctstate N', text)).toContain('NEW'))
  test('a dash begins an option', () => expect(wordsAfter('-A FORWARD -', text)).toContain('--dport'))
  test('an address is not guessed', () => expect(wordsAfter('-A FORWARD -s ', text)).toEqual([]))
})
