/** The packet itself, as fields, bytes or sums, and who changed what of it. */
import { Suspense, useEffect, useMemo, useRef } from 'react'
import type { PacketView } from '../../model/view'
import { laterWith } from '../app/later'
import { panels } from '../text/panels'
import { causeText } from './cause'
import { blocksOf, toneOfCause, type Block, type Cell } from './cells'
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
    // Long packets scroll, and what scrolls must be reachable by keyboard.
    <div className="inspector-body" ref={body} tabIndex={0} role="group" aria-label={text.number(packet.id)}>
      {as === 'fields' && <Grid blocks={blocks} here={here} />}
      {as === 'bytes' && <Hex was={arrived} now={bytes} tone={tone} />}
      {as === 'sums' ? (
        <Suspense>
          <Sums was={arrived} now={bytes} />
        </Suspense>
      ) : (
        <Who blocks={blocks} />
      )}
    </div>
  )
}

/** A line for each who changed something: the tooltip's words, for those who have no pointer. */
function Who({ blocks }: { blocks: readonly Block[] }) {
  const lines = new Map<string, { tone: string; fields: Set<string> }>()
  for (const { label, by, checksum } of cells(blocks)) {
    if (!by || checksum) continue
    const who = causeText(by.cause)
    const line = lines.get(who) ?? { tone: toneOfCause(by.cause), fields: new Set() }
    lines.set(who, { ...line, fields: line.fields.add(label) })
  }
  if (lines.size === 0) return null
  return (
    <ul className="inspector-who">
      {[...lines].map(([who, { tone, fields }]) => (
        <li key={who} data-tone={tone}>
          {text.cause.did(together(fields), who)}
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
