import { describe, expect, test } from 'vitest'
import type { Command, TimedCommand } from '../../model/command'
import { branch, shared } from './branch'

const ping: Command = { do: 'ping', node: 'laptop', dst: '198.51.100.4' }
const rules = (text: string): Command => ({ do: 'rules', node: 'router', text })
const at = (event: number, command: Command): TimedCommand => ({ when: { event }, command })

describe('an edit at the playhead', () => {
  test('comes when just the events before the playhead have been said', () => {
    expect(branch([], 14, ping)).toEqual([at(14, ping)])
  })
  test('gives up the edits of a later future', () => {
    expect(branch([at(3, ping), at(40, ping)], 14, rules('a'))).toEqual([at(3, ping), at(14, rules('a'))])
  })
  test('keeps what was edited at the same place', () => {
    expect(branch([at(14, ping)], 14, rules('a'))).toEqual([at(14, ping), at(14, rules('a'))])
  })
  test('replaces a rule set applied at the same place', () => {
    expect(branch([at(14, rules('a'))], 14, rules('b'))).toEqual([at(14, rules('b'))])
  })
})

describe('events that two runs share', () => {
  test('end at the first edit that differs', () => {
    expect(shared([at(3, ping), at(14, ping)], [at(3, ping)])).toBe(14)
    expect(shared([at(3, ping)], [at(3, rules('a')), at(14, ping)])).toBe(3)
  })
  test('are all of them when nothing differs', () => {
    expect(shared([at(3, ping)], [at(3, ping)])).toBe(Infinity)
  })
  test('are none when a command at a fixed time differs', () => {
    expect(shared([{ when: { time: 5 }, command: ping }], [])).toBe(0)
  })
})
