/** What is wrong with the filter, the place marked in its text. The last good one stays in force. */
import { useTable } from './table'

export function FilterError({ at, length, message }: { at: number; length: number; message: string }) {
  const filter = useTable((table) => table.filter)
  return (
    <p className="conntrack-error" id="conntrack-error" role="alert">
      <span className="mono" aria-hidden="true">
        {filter.slice(0, at)}
        <mark>{filter.slice(at, at + length) || '␣'}</mark>
        {filter.slice(at + length)}
      </span>
      {message}
    </p>
  )
}
