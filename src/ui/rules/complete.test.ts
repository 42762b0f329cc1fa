import { describe, expect, test } from 'vitest'
import { matchByName } from '../../rules/match'
import '../../rules/rare'
import { targetByName } from '../../rules/target'
import { VERDICTS } from '../../rules/target/verdict'
import { typeCalled } from '../../engine/ipset/kinds'
import { wordsAfter } from './complete'
import { SET_TYPES } from './complete-sets'

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

describe('in lines of ipset save', () => {
  const sets = 'create web hash:ip,port family inet timeout 60 comment\ncreate all list:set size 8\n'
  test.each([
    ['c', '', ['create', 'add']],
    ['create ', '', []],
    ['create web hash:', '', SET_TYPES],
    ['create web hash:ip f', '', expect.arrayContaining(['family', 'maxelem', 'timeout', 'netmask'])],
    ['create web hash:ip family ', '', ['inet']],
    ['create web hash:ip timeout ', '', []],
    ['create p bitmap:port ', '', expect.arrayContaining(['range'])],
    ['add ', sets, ['web', 'all']],
    ['add web ', sets, []],
    ['add all ', sets, ['web']],
    ['add web 192.0.2.1,tcp:80 ', sets, ['timeout', 'comment']],
  ])('%s', (before, above, words) => expect(wordsAfter(before, above, above)).toEqual(words))
  test('not below a table', () => expect(wordsAfter('a', '', '*filter\n')).toEqual([]))
  test('rules name the sets, and then sides', () => {
    expect(wordsAfter('-A FORWARD -m set --match-set ', sets, sets)).toEqual(['web', 'all'])
    expect(wordsAfter('-A FORWARD -m set --match-set web ', sets, sets)).toContain('src,dst')
  })
  test('every type is one that the engine makes', () => {
    for (const type of SET_TYPES) expect(typeCalled(type)?.name).toBe(type)
  })
})
