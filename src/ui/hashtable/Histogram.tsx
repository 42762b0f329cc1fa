/** A bar for each length of chain: most buckets are empty, few are long. */
import { scaleSqrt } from 'd3'
import type { HashPicture } from '../../draw/buckets'
import { hashText as text } from '../text/hash'

/** Chains longer than this share a bar. */
const MOST = 12

export function Histogram({ picture: { histogram } }: { picture: HashPicture }) {
  const bars = histogram.slice(0, MOST).map((count, length) => ({ count, length }))
  // By the root: one bucket must still be seen beside a quarter of a million.
  const width = scaleSqrt([0, Math.max(...bars.map(({ count }) => count))], [0, 100])
  return (
    <div className="hashtable-histogram" role="group" aria-label={text.histogram} tabIndex={0}>
      <h2>{text.histogram}</h2>
      <ol>
        {bars.map(({ count, length }) => (
          <li key={length}>
            <span className="mono">{length}</span>
            <i style={{ width: `${count > 0 ? Math.max(0.6, width(count)) : 0}%` }} />
            <span className="hidden-text">{text.bar(length, count)}</span>
            <span className="mono" aria-hidden="true">
              {count.toLocaleString('en')}
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}
