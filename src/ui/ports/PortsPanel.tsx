/** The Ports tab: an outside address, its 65,536 ports, and who has them. */
import { useMemo, useState } from 'react'
import { BANDS, outsides, portsOf } from '../../draw/ports'
import { protocolName } from '../../explain/conntrack-list'
import { formatAddress } from '../../packet/address'
import { Tools } from '../app/Tools'
import { useShell } from '../app/shell'
import { useEntries } from '../conntrack/useEntries'
import { useTracker } from '../conntrack/useTracker'
import { portsText as text } from '../text/ports'
import { useTheme } from '../theme/theme'
import { colourOf } from './colours'
import { PortPicture } from './PortPicture'
import './ports.css'

/** Owners listed by name. */
const LISTED = 24

export function PortsPanel() {
  const { rows } = useEntries(useTracker().node)
  const shown = useShell((shell) => shell.tab === 'ports')
  const dark = useTheme(({ theme }) => theme === 'dark' || theme === 'contrast')
  const [wish, setWish] = useState('')
  const choices = useMemo(() => outsides(rows), [rows])
  const chosen = choices.find((c) => keyOf(c) === wish) ?? choices[0]
  const { address, proto } = chosen ?? { address: 0, proto: 0 }
  const use = useMemo(() => portsOf(rows, address, proto), [rows, address, proto])
  if (!chosen) return <p className="ports-none">{text.none}</p>
  const what = text.used(use.used, text.unit(proto))
  return (
    <div className="ports">
      {shown && (
        <Tools>
          <select
            className="btn"
            aria-label={text.outside}
            value={keyOf(chosen)}
            onChange={(event) => setWish(event.target.value)}
          >
            {choices.map((c) => (
              <option key={keyOf(c)} value={keyOf(c)}>
                {text.option(formatAddress(c.address), protocolName(c.proto).toUpperCase(), c.entries)}
              </option>
            ))}
          </select>
        </Tools>
      )}
      <PortPicture use={use} what={what} />
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
    </div>
  )
}

const keyOf = (c: { address: number; proto: number }): string => `${c.address}/${c.proto}`

function usedIn(owner: Uint16Array, from: number, to: number): number {
  let used = 0
  for (let port = from; port <= to; port++) if (owner[port] !== 0) used++
  return used
}
