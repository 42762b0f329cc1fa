/** The ladder as Mermaid text (`sequenceDiagram`), for a wiki or an issue. */
import type { Command } from '../model/command'
import type { DropReason } from '../model/trace'
import { endText, factsOf, titleOf, type Facts } from './facts'
import { isRewritten, rewrittenAt, type Rewritten, type Rung } from './ladder'

export interface MermaidWords {
  command(command: Command): string
  drop: Readonly<Record<DropReason, string>>
  /** Between two times in microseconds. */
  pass(from: number, to: number): string
  rewritten(was: string): string
  again: string
  /** So many more were left out. */
  more(n: number): string
}

/** Mermaid draws a few hundred arrows at most before it gives up (`maxTextSize`, 50,000 characters). */
const MOST = 300

/** `nodes` are the lifelines from left to right. */
export function mermaidOf(
  rungs: readonly Rung[],
  nodes: readonly { id: string; name: string }[],
  words: MermaidWords,
): string {
  const alias = new Map(nodes.map(({ id }, i) => [id, `n${i}`]))
  const name = (id: string): string => alias.get(id) ?? clean(id)
  const over = nodes.length > 1 ? `n0,n${nodes.length - 1}` : 'n0'
  const lines = nodes.map(({ name }, i) => `participant n${i} as ${clean(name)}`)

  for (const rung of rungs.slice(0, MOST)) {
    if (rung.kind === 'command') lines.push(`Note over ${over}: ${clean(words.command(rung.command))}`)
    else if (rung.kind === 'pass') lines.push(`Note over ${over}: ${clean(words.pass(rung.from, rung.t))}`)
    else if (rung.kind === 'drop')
      lines.push(
        `Note over ${name(rung.node)}: ✕ ${clean(`${titleOf(factsOf(rung.bytes))}: ${words.drop[rung.reason]}`)}`,
      )
    else {
      const change = rewrittenAt(rung)
      const said = [
        titleOf(change.now),
        arrow(change.now),
        isRewritten(change) && words.rewritten(wasOf(change)),
        rung.again && words.again,
        rung.lost && `✕ ${words.drop[rung.lost]}`,
      ].filter(Boolean)
      const head = rung.lost || rung.to === null ? '-x' : rung.error ? '-->>' : '->>'
      lines.push(`${name(rung.from)}${head}${name(rung.to ?? rung.from)}: ${clean(said.join(' · '))}`)
    }
  }
  if (rungs.length > MOST) lines.push(`Note over ${over}: ${clean(words.more(rungs.length - MOST))}`)
  return `sequenceDiagram\n${lines.map((line) => `  ${line}\n`).join('')}`
}

const arrow = ({ src, dst, id }: Facts): string =>
  `${endText(src)} → ${endText(dst)}${id === undefined ? '' : ` id ${id}`}`

const wasOf = ({ now, src, dst, id }: Rewritten): string =>
  arrow({ ...now, src: src ?? now.src, dst: dst ?? now.dst, id: id ?? now.id })

/** A semicolon or a line's end closes a statement in Mermaid, and # begins an entity. */
const clean = (text: string): string =>
  text.replaceAll(/\s+/g, ' ').replaceAll(/[#;]/g, (sign) => (sign === '#' ? '#35;' : '#59;'))
