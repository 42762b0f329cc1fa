/** Every header field of the packet in view, old beside new where this node changed it, or its bytes. */
import { Suspense, useEffect, useMemo, useRef, useState } from 'react'
import type { PacketView } from '../../model/view'
import { laterWith } from '../app/later'
import { Segmented } from '../segmented/Segmented'
import { useScope } from '../store/store'
import { panels } from '../text/panels'
import { causeText } from './cause'
import { blocksOf, toneOfCause, type Block, type Cell } from './cells'
import { chosenPacket } from './chosen'
import { Grid } from './Grid'
import { Hex } from './Hex'
import './inspector.css'

const { packet: text } = panels
const VIEWS = [
  { id: 'fields', name: text.fields },
  { id: 'bytes', name: text.bytes },
  { id: 'sums', name: text.sums },
] as const
type As = (typeof VIEWS)[number]['id']

const Sums = laterWith(async () => (await import('./Sums')).Sums)
const CopyMenu = laterWith(async () => (await import('./CopyMenu')).CopyMenu)

export function Inspector() {
  const view = useScope((scope) => scope.view)
  const selection = useScope((scope) => scope.selection)
  const trace = useScope((scope) => scope.trace)
  const [as, setAs] = useState<As>('fields')
  const packet = chosenPacket(view, selection, trace)
  return (
    <section className="box inspector" aria-labelledby="inspector-title">
      <header className="inspector-head">
        <h2 id="inspector-title">{text.title}</h2>
        {packet && <p className="inspector-when">{when(packet, view.n - 1)}</p>}
        {packet && <Segmented label={text.view} options={VIEWS} chosen={as} onChoose={(id) => setAs(id)} />}
        {packet && (
          <Suspense>
            <CopyMenu bytes={packet.bytes} />
          </Suspense>
        )}
      </header>
      {packet ? (
        <Packet key={packet.id} packet={packet} as={as} here={view.n - 1} />
      ) : (
        <p className="inspector-none">{text.none}</p>
      )}
    </section>
  )
}

/** Old beside new is since it came to this node. */
function when({ rewrites }: PacketView, here: number): string {
  if (rewrites.at(-1)?.n === here) return text.step
  return rewrites.length ? text.node : text.unchanged
}

function Packet({ packet, as, here }: { packet: PacketView; as: As; here: number }) {
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
