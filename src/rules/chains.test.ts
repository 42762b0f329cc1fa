import fc from 'fast-check'
import { expect, it } from 'vitest'
import { chainOf, namesOf } from './chains'
import * as edit from './edit'
import type { Chain, Table } from './ruleset'

const name = fc.constantFrom('A', 'B', 'a', 'KUBE-SEP-1', 'KUBE-SEP-10', 'KUBE-SEP-2', 'INPUT', 'Z', '')
const command = fc.oneof(
  fc.record({ do: fc.constant('add' as const), name }),
  fc.record({ do: fc.constant('delete' as const), name }),
  fc.record({ do: fc.constant('rename' as const), name, to: name }),
  fc.record({ do: fc.constant('copy' as const) }),
)

/** The same, with nothing but the list: looked through each time, and sorted as a whole. */
const plain = (chains: readonly Chain[], wanted: string): Chain | undefined => chains.find((c) => c.name === wanted)
const inOrder = (chains: readonly Chain[]): string[] => [
  ...chains.filter((c) => c.policy !== null).map((c) => c.name),
  ...chains
    .filter((c) => c.policy === null)
    .map((c) => c.name)
    .toSorted((a, b) => (a < b ? -1 : 1)),
]

it('finds what a look through the list finds, and keeps the order, whatever is done to the table', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
      let table: Table = edit.emptyTable('filter')
      const own = new Set<string>()
      for (const each of commands) {
        try {
          if (each.do === 'add') edit.newChain(table, each.name)
          else if (each.do === 'delete') edit.deleteChain(table, each.name)
          else if (each.do === 'rename') edit.renameChain(table, each.name, each.to)
          else table = edit.copyTable(table)
        } catch (error) {
          if (!(error instanceof edit.CannotDo)) throw error
          continue
        }
        if (each.do === 'delete' || each.do === 'rename') own.delete(each.name)
        if (each.do === 'add') own.add(each.name)
        if (each.do === 'rename') own.add(each.to)
        const names = table.chains.map((c) => c.name)
        expect(names).toEqual(inOrder(table.chains))
        expect(table.chains.filter((c) => c.policy === null).map((c) => c.name)).toEqual([...own].toSorted())
        expect([...namesOf(table)].toSorted()).toEqual(names.toSorted())
        for (const it of ['A', 'a', 'KUBE-SEP-10', 'INPUT', 'nobody'])
          expect(chainOf(table, it)).toBe(plain(table.chains, it))
      }
    }),
  )
})
