import { describe, expect, test } from 'vitest'
import type { Command } from '../../model/command'
import { branchesOf, edited, forkOf, openOf, removed, renamed, switched, treeOf, type Branches } from './branches'

const ping: Command = { do: 'ping', node: 'laptop', dst: '198.51.100.4' }
const rules: Command = { do: 'rules', node: 'router', text: '*filter\nCOMMIT\n' }

/** The tree in a line: "0(1(2)*)", the open one with a star. */
function drawn(branches: Branches, parent: number | null = null): string {
  return branches.list
    .filter((branch) => branch.parent === parent)
    .map(({ id }) => {
      const grown = drawn(branches, id)
      return `${id}${id === branches.open ? '*' : ''}${grown && `(${grown})`}`
    })
    .join(' ')
}

describe('an edit', () => {
  test('of the scenario as it is starts a branch, and the scenario stays', () => {
    const made = edited(branchesOf(), 14, ping)
    expect(drawn(made)).toBe('0(1*)')
    expect(made.list.map(({ edits }) => edits.length)).toEqual([0, 1])
  })
  test('behind the last one goes on with the branch', () => {
    expect(drawn(edited(edited(branchesOf(), 14, ping), 30, rules))).toBe('0(1*)')
  })
  test('before a later one starts a branch from the branch', () => {
    const made = edited(edited(branchesOf(), 14, ping), 9, rules)
    expect(drawn(made)).toBe('0(1(2*))')
    expect(openOf(made).edits).toEqual([{ when: { event: 9 }, command: rules }])
    expect(forkOf(made, openOf(made))).toBe(9)
  })
  test('that came with a link is a branch beside the scenario', () => {
    expect(drawn(branchesOf([{ when: { event: 3 }, command: ping }]))).toBe('0(1*)')
    expect(drawn(branchesOf())).toBe('0*')
  })
})

describe('branches', () => {
  const two = edited(switched(edited(branchesOf(), 14, ping), 0, 20), 16, rules)

  test('are switched between, and remember where they were left', () => {
    expect(drawn(two)).toBe('0(1 2*)')
    const back = switched(two, 1, 33)
    expect([drawn(back), back.list.map(({ left }) => left)]).toEqual(['0(1* 2)', [16, 20, 33]])
    expect(switched(two, 9, 0)).toBe(two)
  })
  test('can be named, and the name taken back', () => {
    const named = renamed(two, 1, '  with ping ')
    expect(named.list[1].name).toBe('with ping')
    expect(renamed(named, 1, ' ').list[1].name).toBeUndefined()
  })
  test('can be deleted: what grew from one grows from its parent, and an open one gives way to it', () => {
    const three = edited(two, 4, ping)
    expect(drawn(three)).toBe('0(1 2(3*))')
    expect(drawn(removed(three, 2))).toBe('0(1 3*)')
    expect(drawn(removed(three, 3))).toBe('0(1 2*)')
    expect(removed(three, 0)).toBe(three)
  })
  test('are listed as a tree', () => {
    expect(treeOf(edited(two, 4, ping)).map(({ branch, depth }) => `${depth}:${branch.id}`)).toEqual([
      '0:0',
      '1:1',
      '1:2',
      '2:3',
    ])
  })
})
