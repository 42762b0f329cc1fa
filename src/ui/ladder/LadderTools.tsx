/** The ladder's switches beside the tabs: how tall it is, and a copy as text. */
import { useEffect, useState } from 'react'
import { mermaidOf } from '../../draw/ladder-mermaid'
import type { Rung } from '../../draw/ladder'
import { words as stage } from '../stage/words'
import { useScope } from '../store/store'
import { read, write } from '../theme/theme'
import { words } from './words'

const KEY = 'natscope.ladder.tall'

export function LadderTools({ rungs, nodes }: { rungs: readonly Rung[]; nodes: readonly string[] }) {
  const scenario = useScope((scope) => scope.run.scenario)
  const say = useScope((scope) => scope.say)
  const [tall, setTall] = useState(() => read(KEY) === 'yes')
  const name = (id: string) => scenario.nodes.find((node) => node.id === id)?.name ?? id

  // The room is the page's to give: its grid looks at this.
  useEffect(() => {
    document.documentElement.toggleAttribute('data-ladder-tall', tall)
    return () => document.documentElement.removeAttribute('data-ladder-tall')
  }, [tall])

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
    <>
      <button
        type="button"
        className="btn ladder-wide"
        aria-pressed={tall}
        title={words.tallHint}
        onClick={() => {
          setTall(!tall)
          write(KEY, tall ? 'no' : 'yes')
        }}
      >
        {words.tall}
      </button>
      <button type="button" className="btn" onClick={() => void copy()}>
        {words.mermaid}
      </button>
    </>
  )
}
