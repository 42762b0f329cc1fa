/** The rules that gave the entry selected in the table its mapping: they light up, whatever packet the step is about. */
import { useMemo } from 'react'
import { bindsOf } from '../../draw/of-entry'
import type { RuleRef } from '../../model/trace'
import { useScope } from '../store/store'

/** Nothing where no entry of this node is selected. */
export function useSelectedEntry(node: string): { entry: number; rules: RuleRef[] } | undefined {
  const trace = useScope((scope) => scope.trace)
  const n = useScope((scope) => scope.view.n)
  const entry = useScope(({ selection }) => (selection.node === node ? selection.entry : undefined))
  const binds = useMemo(() => (entry === undefined ? [] : bindsOf(trace, node, entry)), [trace, node, entry])
  if (entry === undefined) return undefined
  return { entry, rules: binds.filter((bind) => bind.n < n).map((bind) => bind.rule) }
}
