/** Says whose entries these are while traffic's are shown, and leads back to the scenario's. */
import { tableTools as text } from '../text/tabletools'
import { clock } from '../text/time'
import { useTable } from './table'

export function TrafficNote({ node }: { node: string | undefined }) {
  const live = useTable((table) => table.live)
  const set = useTable((table) => table.set)
  if (!live || live.node !== node) return null
  return (
    <p className="traffic-note">
      <span>{text.ofTraffic(live.rows.count, clock(live.now))}</span>
      <button type="button" onClick={() => set({ live: null })}>
        {text.back}
      </button>
    </p>
  )
}
