/** The routing table with the row that was taken. */
import { routeRows } from '../../draw/routes'
import type { NodeSpec } from '../../model/scenario'
import type { EventOf } from '../../model/trace'
import { words } from './words'
import { useLitInView } from './useLitInView'

const say = words.routes

export function Routes({ spec, route }: { spec: NodeSpec; route: EventOf<'route'> }) {
  const body = useLitInView<HTMLDivElement>(route)
  const rows = routeRows(spec, route.dst, route.found)
  return (
    <section className="sheet" aria-label={say.title}>
      <header className="sheet-head">
        <h3>{say.title}</h3>
        <span className={route.found ? 'sheet-aside' : undefined}>{route.found ? say.for(route.dst) : say.none}</span>
      </header>
      <div className="sheet-body" ref={body} tabIndex={0} role="group" aria-label={say.title}>
        <table className="sheet-table">
          <tbody>
            {rows.map((row) => (
              <tr
                key={`${row.to} ${row.dev ?? ''}`}
                className="rule"
                data-lit={row.chosen || undefined}
                aria-current={row.chosen ? 'step' : undefined}
              >
                <td className="rule-text mono">
                  {row.type !== 'unicast' && row.type !== 'local' && `${row.type} `}
                  {row.to}
                  {row.via && ` via ${row.via}`}
                  {row.dev && ` dev ${row.dev}`}
                </td>
                <td className="rule-count">
                  {row.chosen && (
                    <b>
                      <i aria-hidden="true">✓</i> {say.chosen}
                    </b>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
