import { describe, expect, test } from 'vitest'
import type { Command, TimedCommand } from '../../model/command'
import { branch, shared } from './branch'

const ping: Command = { do: 'ping', node: 'laptop', dst: '198.51.100.4' }
const rules = (text: string): Command => ({ do: 'rules', node: 'router', text })
const after = (event: number, command: Command): TimedCommand => ({ when: { event }, command })

describe('an edit at the playhead', () => {
  test('comes right after the last event that was passed', () => {
    expect(branch([], 14, ping)).toEqual([after(13, ping)])
  })
  test('gives up the edits of a later future', () => {
    expect(branch([after(3, ping), after(40, ping)], 14, rules('a'))).toEqual([after(3, ping), after(13, rules('a'))])
  })
  test('keeps what was edited at the same place', () => {
    expect(branch([after(13, ping)], 14, rules('a'))).toEqual([after(13, ping), after(13, rules('a'))])
  })
  test('replaces a rule set applied at the same place', () => {
    expect(branch([after(13, rules('a'))], 14, rules('b'))).toEqual([after(13, rules('b'))])
  })
})

describe('events that two runs share', () => {
  test('end at the first edit that differs', () => {
    expect(shared([after(3, ping), after(13, ping)], [after(3, ping)])).toBe(14)
    expect(shared([after(3, ping)], [after(3, rules('a')), after(13, ping)])).toBe(4)
  })
  test('are all of them when nothing differs', () => {
    expect(shared([after(3, ping)], [after(3, ping)])).toBe(Infinity)
  })
  test('are none when a command at a fixed time differs', () => {
    expect(shared([{ when: { time: 5 }, command: ping }], [])).toBe(0)
  })
})
