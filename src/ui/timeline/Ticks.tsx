/** The picture behind the scrubber: one path per kind of tick, so that ten thousand events are still six elements. */
import { memo } from 'react'
import { TICKS, type Tick } from './marks'

interface Props {
  ticks: readonly Tick[]
  playhead: number
  /** Pixels left free at both ends. */
  inset: number
}

/** With more events than this, those that do not stand out lose ink. */
const DENSE = 120

/** Signs that say without colour what a tick is; the others are told by height. */
const SIGN: Partial<Record<Tick, string>> = { drop: '✕', command: '▾', edit: '✎' }

export function Ticks({ ticks, playhead, inset }: Props) {
  const length = Math.max(1, ticks.length)
  return (
    <div className="ticks" style={{ insetInline: inset }} aria-hidden="true">
      <Drawn ticks={ticks} />
      <div className="ticks-track" />
      <div className="ticks-past" style={{ width: `${(100 * playhead) / length}%` }} />
    </div>
  )
}

const Drawn = memo(function Drawn({ ticks }: { ticks: readonly Tick[] }) {
  const length = Math.max(1, ticks.length)
  const faint = Math.max(0.12, Math.min(1, DENSE / length))
  const paths = new Map<Tick, string>(TICKS.map((tick) => [tick, '']))
  ticks.forEach((tick, n) => paths.set(tick, `${paths.get(tick)}M${n + 1} 0V1`))
  const signs = ticks.flatMap((tick, n) => (SIGN[tick] ? [{ n, tick, sign: SIGN[tick] }] : []))
  return (
    <>
      {TICKS.map((tick) => (
        <svg key={tick} className={`ticks-kind ticks-${tick}`} viewBox={`0 0 ${length} 1`} preserveAspectRatio="none">
          <path d={paths.get(tick)} vectorEffect="non-scaling-stroke" opacity={tick === 'plain' ? faint : 1} />
        </svg>
      ))}
      {signs.map(({ n, tick, sign }) => (
        <i key={n} className={`ticks-sign ticks-${tick}`} style={{ left: `${(100 * (n + 1)) / length}%` }}>
          {sign}
        </i>
      ))}
    </>
  )
})
