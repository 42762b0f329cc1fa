/** The ladder of the run on screen as Mermaid text, in the page's words. */
import { lifelines, rungsOf } from '../../draw/ladder'
import { mermaidOf } from '../../draw/ladder-mermaid'
import { copyText } from '../share/clipboard'
import { words as stage } from '../stage/words'
import { useScope } from '../store/store'
import { words } from './words'

export function mermaidNow(): string {
  const { run, trace } = useScope.getState()
  const name = (id: string) => run.scenario.nodes.find((node) => node.id === id)?.name ?? id
  const rungs = rungsOf(trace)
  const nodes = lifelines(run.scenario, rungs).map((id) => ({ id, name: name(id) }))
  return mermaidOf(rungs, nodes, {
    command: (command) => words.command(command, name(command.node)),
    drop: stage.drop,
    pass: words.pass,
    rewritten: words.was,
    again: words.again,
    more: words.more,
  })
}

export const copyMermaid = (): Promise<void> => copyText(mermaidNow(), words.copied)
