/** A 5-tuple as SVG text: each address in its realm's colour with its sign; what was rewritten stands struck out above. */
import { endText, type End, type Facts } from '../../draw/facts'
import type { Rewritten } from '../../draw/ladder'
import { SIGN_OF, toneOf } from '../../draw/realm'
import type { Scenario } from '../../model/scenario'
import { words } from './words'

interface Props {
  scenario: Scenario
  change: Rewritten
  /** Where the text begins or, with `end`, ends. The line of what is; what was stands above. */
  x: number
  y: number
  end?: boolean
  /** What the node here changed is shown only at the tail of an arrow. */
  plain?: boolean
}

const LINE = 14

export function Tuple({ scenario, change, x, y, end, plain }: Props) {
  const { now, src, dst, id } = change
  const changed = !plain && (src !== undefined || dst !== undefined || id !== undefined)
  const anchor = end ? 'end' : 'start'
  return (
    <>
      {changed && (
        <text className="ladder-was" x={x} y={y - LINE} textAnchor={anchor}>
          {wasText(change)}
        </text>
      )}
      <text className="ladder-tuple" x={x} y={y} textAnchor={anchor}>
        {changed && <tspan className="ladder-nat">{words.nat} </tspan>}
        <Part scenario={scenario} end={now.src} changed={changed && src !== undefined} />
        <tspan className="ladder-to"> → </tspan>
        <Part scenario={scenario} end={now.dst} changed={changed && dst !== undefined} />
        {now.id !== undefined && (
          <tspan className={changed && id !== undefined ? 'ladder-new' : 'ladder-to'}> id {now.id}</tspan>
        )}
      </text>
    </>
  )
}

function Part({ scenario, end, changed }: { scenario: Scenario; end: End; changed: boolean }) {
  const tone = toneOf(scenario, end.address)
  return (
    <tspan className={changed ? 'ladder-new' : undefined} data-tone={tone}>
      {SIGN_OF[tone]} {endText(end)}
    </tspan>
  )
}

/** Only what is no more. */
function wasText({ src, dst, id }: Rewritten): string {
  return [src && endText(src), dst && `→ ${endText(dst)}`, id !== undefined && `id ${id}`].filter(Boolean).join(' ')
}

export const tupleText = ({ src, dst, id }: Facts): string =>
  `${endText(src)} → ${endText(dst)}${id === undefined ? '' : ` id ${id}`}`
