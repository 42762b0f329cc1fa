/** The packet itself, as fields, bytes or sums, and who changed what of it. */
import { useEffect, useMemo, useRef } from 'react'
import type { PacketView, Rewrite } from '../../model/view'
import { laterWith } from '../app/later'
import { useScope } from '../store/store'
import { panels } from '../text/panels'
import { causeText } from './cause'
import { blocksOf, toneOfCause, type Block, type Cell, type ChangeTone } from './cells'
import { Grid } from './Grid'
import { Hex } from './Hex'
import './fields.css'

const { packet: text } = panels
const Sums = laterWith(async () => (await import('./Sums')).Sums)

interface BodyProps {
  packet: PacketView
  as: 'fields' | 'bytes' | 'sums'
  here: number
}

export function Body({ packet, as, here }: BodyProps) {
  const { arrived, bytes, rewrites } = packet
  const trace = useScope((scope) => scope.trace)
  const who = (by: Rewrite) => causeText(by, packet.id, trace)
  const blocks = useMemo(() => blocksOf(arrived, bytes, rewrites), [arrived, bytes, rewrites])
  const body = useRef<HTMLDivElement>(null)
  // Where the panel is too low for the whole packet, what this step changed comes into sight by itself.
  useEffect(() => {
    const panel = body.current
    const changed = panel?.querySelectorAll<HTMLElement>('[data-now]')
    if (!panel || !changed?.length) return
    const [first, last] = [changed[0], changed[changed.length - 1]]
    const top = first.offsetTop - panel.offsetTop
    const bottom = last.offsetTop + last.offsetHeight - panel.offsetTop
    if (top < panel.scrollTop || bottom > panel.scrollTop + panel.clientHeight) panel.scrollTop = Math.max(0, top - 24)
  }, [here, as])
  const tone = (at: number): string | undefined => {
    const by = rewrites.findLast(({ edits }) => edits.some((e) => e.at <= at && at < e.at + e.now.length))
    return by && toneOfCause(by.cause)
  }
  return (
    <>
      {/* Above what scrolls: who did it is never out of sight. */}
      <Who blocks={blocks} here={here} who={who} />
      {/* Long packets scroll, and what scrolls must be reachable by keyboard. */}
      <div className="inspector-body" ref={body} tabIndex={0} role="group" aria-label={text.number(packet.id)}>
        {as === 'fields' && <Grid blocks={blocks} here={here} who={who} />}
        {as === 'bytes' && <Hex was={arrived} now={bytes} tone={tone} />}
        {as === 'sums' && <Sums was={arrived} now={bytes} />}
      </div>
    </>
  )
}

/** A line for each who changed something, NAT first: the tooltip's words, for those who have no pointer. */
function Who({ blocks, here, who }: { blocks: readonly Block[]; here: number; who(by: Rewrite): string }) {
  const lines = new Map<string, { tone: ChangeTone; now: boolean; fields: Set<string> }>()
  for (const { label, by, checksum } of cells(blocks)) {
    if (!by || checksum) continue
    const name = who(by)
    const line = lines.get(name) ?? { tone: toneOfCause(by.cause), now: by.n === here, fields: new Set() }
    lines.set(name, { ...line, fields: line.fields.add(label) })
  }
  return (
    <ul className="inspector-who">
      {[...lines]
        .toSorted(([, a], [, b]) => Number(a.tone === 'route') - Number(b.tone === 'route'))
        .map(([name, { tone, now, fields }]) => (
          <li key={name} data-tone={tone} data-now={now || undefined}>
            {text.cause.did(together(fields), name)}
          </li>
        ))}
    </ul>
  )
}

/** "source, source port" → "source and port": the two belong to one change. */
const together = (fields: ReadonlySet<string>): string =>
  [...fields].join(', ').replace(/(source|destination), \1 port/g, text.cause.endAndPort)

const cells = (blocks: readonly Block[]): Cell[] =>
  blocks.flatMap((block) => [...block.cells, ...cells(block.inner ?? [])])
