/** The ladder's button beside the tabs: a copy as text. */
import { mermaidOf } from '../../draw/ladder-mermaid'
import type { Rung } from '../../draw/ladder'
import { words as stage } from '../stage/words'
import { useScope } from '../store/store'
import { words } from './words'

export function LadderTools({ rungs, nodes }: { rungs: readonly Rung[]; nodes: readonly string[] }) {
  const scenario = useScope((scope) => scope.run.scenario)
  const say = useScope((scope) => scope.say)
  const name = (id: string) => scenario.nodes.find((node) => node.id === id)?.name ?? id

  async function copy() {
    const text = mermaidOf(
      rungs,
      nodes.map((id) => ({ id, name: name(id) })),
      {
        command: (command) => words.command(command, name(command.node)),
        drop: stage.drop,
        pass: words.pass,
        rewritten: words.was,
        again: words.again,
        more: words.more,
      },
    )
    try {
      await navigator.clipboard.writeText(text)
      say({ kind: 'info', text: words.copied })
    } catch {
      say({ kind: 'error', text: words.refused })
    }
  }

  return (
    <button type="button" className="btn" onClick={() => void copy()}>
      {words.mermaid}
    </button>
  )
}
