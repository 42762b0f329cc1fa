/** The Ports tab: an outside address, its 65,536 ports, and who has them. */
import { useMemo, useState } from 'react'
import { BANDS, outsides, portsOf } from '../../draw/ports'
import { protocolName } from '../../explain/conntrack-list'
import type { EntryId } from '../../model/conntrack'
import { ROW, type Rows } from '../../model/rows'
import { formatAddress } from '../../packet/address'
import { PROTO } from '../../packet/protocol'
import { Tools } from '../app/Tools'
import { useShell } from '../app/shell'
import { useTable } from '../conntrack/table'
import { useEntries } from '../conntrack/useEntries'
import { useTracker } from '../conntrack/useTracker'
import { entryInView } from '../statechart/life'
import { useScope } from '../store/store'
import { portsText as text } from '../text/ports'
import { useTheme } from '../theme/theme'
import { colourOf } from './colours'
import { PortPicture } from './PortPicture'
import './ports.css'

/** Owners listed by name. */
const LISTED = 24

export function PortsPanel() {
  const { node } = useTracker()
  const { rows } = useEntries(node)
  const { row, selected } = useRowInView(rows, node)
  const shown = useShell((shell) => shell.tab === 'ports')
  const [wish, setWish] = useState<{ key: string; selected: EntryId | undefined } | null>(null)
  const choices = useMemo(() => outsides(rows), [rows])
  const own = row === null ? '' : keyOf(outsideOf(rows, row))
  // A person's choice holds until another entry is selected.
  const wanted = wish && wish.selected === selected ? wish.key : ''
  const chosen =
    choices.find((c) => keyOf(c) === wanted) ?? choices.find((c) => keyOf(c) === own) ?? choices.at(0) ?? null
  if (!chosen) return <p className="ports-none">{text.none}</p>
  return (
    <div className="ports">
      {shown && (
        <Tools>
          <select
            className="btn"
            aria-label={text.outside}
            value={keyOf(chosen)}
            onChange={(event) => setWish({ key: event.target.value, selected })}
          >
            {choices.map((c) => (
              <option key={keyOf(c)} value={keyOf(c)}>
                {text.option(formatAddress(c.address), protocolName(c.proto).toUpperCase(), c.entries)}
              </option>
            ))}
          </select>
        </Tools>
      )}
      <Lent
        rows={rows}
        node={node}
        address={chosen.address}
        proto={chosen.proto}
        lit={row !== null && keyOf(chosen) === own ? portOf(rows, row) : null}
      />
    </div>
  )
}

interface LentProps {
  rows: Rows
  node: string | undefined
  address: number
  proto: number
  lit: number | null
}

function Lent({ rows, node, address, proto, lit }: LentProps) {
  const dark = useTheme(({ theme }) => theme === 'dark' || theme === 'contrast')
  const select = useScope((scope) => scope.select)
  const use = useMemo(() => portsOf(rows, address, proto), [rows, address, proto])
  const what = text.used(use.used, text.unit(proto))
  const key = keyOf({ address, proto })

  function pick(port: number): void {
    for (let i = 0; i < rows.count; i++)
      if (keyOf(outsideOf(rows, i)) === key && portOf(rows, i) === port) return select({ node, entry: rows.id[i] })
  }
  return (
    <>
      <PortPicture use={use} what={what} lit={lit} onPick={pick} />
      <div className="ports-side" role="group" aria-label={what} tabIndex={0}>
        <p>
          <b>{what}</b> {text.entries(use.entries)}
        </p>
        <p className="ports-cap">{text.bands}</p>
        <ul>
          {BANDS.map(([from, to]) => (
            <li key={from} className="mono">
              {text.band(from, to, usedIn(use.owner, from, to))}
            </li>
          ))}
        </ul>
        <p className="ports-cap">{text.owners}</p>
        <ul className="ports-owners">
          {use.owners.slice(0, LISTED).map(({ address: owner, ports }, i) => (
            <li key={owner} className="mono">
              <i aria-hidden="true" style={{ background: colourOf(i + 1, dark) }} />
              {formatAddress(owner)} <span>{ports.toLocaleString('en')}</span>
            </li>
          ))}
        </ul>
        {use.owners.length > LISTED && <p>{text.more(use.owners.length - LISTED)}</p>}
      </div>
    </>
  )
}

/** The row of the entry that the state chart is about, too, where its source is translated. */
function useRowInView(rows: Rows, node: string | undefined): { row: number | null; selected: EntryId | undefined } {
  const { trace, view, selection } = useScope()
  const live = useTable((table) => table.live !== null)
  const selected = (selection.node ?? node) === node ? selection.entry : undefined
  // Traffic's entries have nothing to do with the packet on the stage.
  const found = live ? null : entryInView(trace, view.n, { node, entry: selected }, view.focus)
  const entry = selected ?? (found?.node === node ? found?.entry : undefined)
  const row = entry === undefined ? -1 : rows.id.subarray(0, rows.count).indexOf(entry)
  return { row: row >= 0 && rows.flags[row] & ROW.SRC_NAT ? row : null, selected }
}

const outsideOf = (rows: Rows, i: number) => ({ address: rows.rdst[i], proto: rows.proto[i] })

/** The outside port that row `i` has; an ICMP query's identifier counts as one. */
const portOf = (rows: Rows, i: number): number => (rows.proto[i] === PROTO.ICMP ? rows.rsport[i] : rows.rdport[i])

const keyOf = (c: { address: number; proto: number }): string => `${c.address}/${c.proto}`

function usedIn(owner: Uint16Array, from: number, to: number): number {
  let used = 0
  for (let port = from; port <= to; port++) if (owner[port] !== 0) used++
  return used
}
