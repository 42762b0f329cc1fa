/** In a wide pane, right of the card: how its port was chosen. */
import type { Inside } from './inside'
import { choiceIn, isSearch, PortChoice } from './PortChoice'

export function Beside({ node, visit }: Pick<Inside, 'node' | 'visit'>) {
  const bind = choiceIn(visit)
  return bind && !isSearch(bind) && <PortChoice node={node} bind={bind} />
}
