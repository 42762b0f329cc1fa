/** What waits and talks on the router itself: its services, and its sockets so far. */
import type { NodeSpec } from '../../model/scenario'
import type { NodeView } from '../../model/view'
import { words } from './words'

const say = words.programs

export function Programs({ spec, node }: { spec: NodeSpec; node: NodeView }) {
  const services = (spec.services ?? []).map(({ proto, port }) => ({ text: `${proto} ${port}`, state: say.waits }))
  const sockets = [...node.sockets.values()].map(({ proto, local, remote, state }) => ({
    text: `${proto} ${local}${remote ? ` → ${remote}` : ''}`,
    state,
  }))
  const rows = [...services, ...sockets]
  return (
    <section className="sheet" aria-label={say.title}>
      <header className="sheet-head">
        <h3>{say.title}</h3>
        <span>{rows.length === 0 ? say.none : ''}</span>
      </header>
      {rows.length > 0 && (
        <div className="sheet-body" tabIndex={0} role="group" aria-label={say.title}>
          <table className="sheet-table">
            <tbody>
              {rows.map(({ text, state }, i) => (
                <tr key={i} className="rule">
                  <td className="rule-text mono">{text}</td>
                  <td className="rule-count">{state}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
