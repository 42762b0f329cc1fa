import { describe, expect, test } from 'vitest'
import { find, score } from './rank'

const names = ['Step', 'Back', 'Show State chart', 'Theme: Dark', 'Open Ping', 'To the end'].map((name) => ({ name }))
const found = (typed: string) => find(names, typed).map(({ name }) => name)

describe('finding a command', () => {
  test('nothing typed leaves all of them, in order', () => expect(found('')).toEqual(names.map(({ name }) => name)))
  test('a word at its beginning comes before letters within', () => expect(found('st')[0]).toBe('Step'))
  test('the beginnings of words are enough', () => expect(found('ssc')).toEqual(['Show State chart']))
  test('words may be cut short', () => expect(found('th da')).toEqual(['Theme: Dark']))
  test('what is not there is not found', () => expect(score('Step', 'xyz')).toBeNull())
})
