/** The header as the RFC draws it: 32 columns, a row for each word; a changed field holds old and new in its cell. */
import type { Rewrite } from '../../model/view'
import { panels } from '../text/panels'
import { toneOfCause, type Block, type Cell } from './cells'

interface GridProps {
  blocks: readonly Block[]
  /** The number of the event at the playhead: what it changed stands out among earlier changes. */
  here: number
  who(by: Rewrite): string
}

export function Grid({ blocks, here, who }: GridProps) {
  return blocks.map((block) => (
    <div key={block.key} className="inspector-layer" role="group" aria-label={block.name}>
      <h3 className="inspector-cap">
        {block.name} {block.note && <em>{block.note}</em>} {block.rfc && <span>{block.rfc}</span>}
      </h3>
      <dl className="inspector-bits">
        {block.cells.map((cell) => (
          <CellView key={cell.key} cell={cell} here={here} who={who} />
        ))}
      </dl>
      {block.inner && (
        <div className="inspector-inner">
          <p className="inspector-inner-cap">{panels.packet.inner}</p>
          <Grid blocks={block.inner} here={here} who={who} />
        </div>
      )}
    </div>
  ))
}

function CellView({ cell, here, who }: { cell: Cell } & Omit<GridProps, 'blocks'>) {
  const { by, was, value, label } = cell
  const tone = by && (cell.checksum ? 'sum' : toneOfCause(by.cause))
  return (
    <div
      className="inspector-f"
      data-tone={tone}
      data-by={by && toneOfCause(by.cause)}
      data-now={by?.n === here || undefined}
      data-long={cell.long || undefined}
      data-narrow={cell.span <= 4 || undefined}
      data-byte={cell.span === 8 || undefined}
      data-wrong={cell.wrong || undefined}
      style={{ gridColumn: `span ${cell.span}` }}
      title={by ? `${label}: ${was} → ${value}, ${who(by)}` : undefined}
    >
      {label ? <dt>{label}</dt> : <dt hidden>{panels.packet.unnamed}</dt>}
      <dd className="mono">
        {was !== undefined && (
          <>
            <s>
              <span className="hidden-text">{panels.packet.was} </span>
              {was}
            </s>{' '}
          </>
        )}
        <b>{value}</b>
        {cell.kept && <small> {panels.packet.kept}</small>}
        {cell.wrong && <em title={panels.packet.wrongHint}>{panels.packet.wrong}</em>}
      </dd>
    </div>
  )
}
