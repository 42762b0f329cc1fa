/** Entries against `nf_conntrack_max` over time; under it, where packets were dropped or entries pushed out. */
import { useRef } from 'react'
import { capacityOf, STRIP, type Bar } from '../../draw/capacity'
import type { Sample } from '../../model/traffic'
import { useSize } from '../stage/useSize'
import { trafficText as text } from '../text/traffic'
import { brief } from '../text/time'
import './capacity.css'

const PAD = { left: 62, right: 12, top: 8, axis: 18 }
const number = (n: number): string => n.toLocaleString('en')

export function CapacityChart({ samples }: { samples: readonly Sample[] }) {
  const root = useRef<HTMLDivElement>(null)
  const size = useSize(root)
  const last = samples.at(-1)
  return (
    <div className="capacity" ref={root}>
      {last && size ? (
        <Chart samples={samples} width={size.width} height={size.height} />
      ) : (
        <p className="capacity-none">{text.empty}</p>
      )}
    </div>
  )
}

function Chart({ samples, width, height }: { samples: readonly Sample[]; width: number; height: number }) {
  const [w, h] = [Math.max(40, width - PAD.left - PAD.right), Math.max(30, height - PAD.top - PAD.axis - 2 * STRIP - 6)]
  const shapes = capacityOf(samples, w, h)
  const last = samples[samples.length - 1]
  const lost = last.tableFull + last.exhausted
  const label = text.chartSays(number(shapes.most), number(last.max), number(lost))
  return (
    <svg width={width} height={height} role="img" aria-label={`${text.chart}. ${label}`}>
      <g transform={`translate(${PAD.left},${PAD.top})`}>
        {shapes.ticksY.map(({ y, n }) => (
          <g key={n} className="capacity-grid">
            <line x2={w} y1={y} y2={y} />
            <text x={-8} y={y} dy="0.32em" textAnchor="end">
              {number(n)}
            </text>
          </g>
        ))}
        <path className="capacity-under" d={shapes.under} />
        <path className="capacity-line" d={shapes.entries} />
        {shapes.limit !== undefined && (
          <g className="capacity-limit">
            <line x2={w} y1={shapes.limit} y2={shapes.limit} />
            <text x={w} y={shapes.limit - 4} textAnchor="end">
              {text.max(number(last.max))}
            </text>
          </g>
        )}
        <Strip bars={shapes.drops} y={h + 3} width={w} kind="drops" label={text.drops} count={lost} />
        <Strip
          bars={shapes.early}
          y={h + 5 + STRIP}
          width={w}
          kind="early"
          label={text.early}
          count={last.earlyDrops}
        />
        {shapes.ticksX.map(({ x, t }) => (
          <text key={t} className="capacity-t" x={x} y={h + 2 * STRIP + 18} textAnchor="middle">
            {brief(t)}
          </text>
        ))}
      </g>
    </svg>
  )
}

function Strip(props: { bars: readonly Bar[]; y: number; width: number; kind: string; label: string; count: number }) {
  const { bars, y, width, kind, label, count } = props
  return (
    <g className="capacity-strip" data-kind={kind} transform={`translate(0,${y})`}>
      <rect className="capacity-ground" width={width} height={STRIP} rx={2} />
      {bars.map((bar) => (
        <rect key={bar.x} x={bar.x} y={STRIP - bar.height} width={bar.width} height={bar.height} />
      ))}
      <text x={4} y={STRIP - 4}>
        {label}: {number(count)}
      </text>
    </g>
  )
}
