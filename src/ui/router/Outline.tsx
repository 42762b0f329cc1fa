/** The chains by name, to jump in: which have been met, which the packet is in, how many rules each has. */
import type { Shelf } from '../../draw/chains'
import type { Tested } from '../../draw/visit'
import { allWords as say } from './allWords'

interface OutlineProps {
  shelves: Shelf[]
  /** "nat/PREROUTING" */
  here?: string
  tested: ReadonlyMap<string, Tested>
  onJump(table: string, chain: string): void
}

export function Outline({ shelves, here, tested, onJump }: OutlineProps) {
  const met = new Set([...tested.keys()].map((key) => key.split('/').slice(0, 2).join('/')))
  return (
    <nav className="outline" aria-label={say.outline}>
      {shelves.map(({ hook, table: own, places }) => (
        <div key={hook ?? own} className="outline-shelf">
          <h3>{hook ?? say.own(own ?? '')}</h3>
          <ul>
            {places.map(({ table, chain }) => {
              const key = `${table}/${chain.name}`
              const now = key === here
              return (
                <li key={key}>
                  <button
                    type="button"
                    className="outline-chain"
                    data-here={now || undefined}
                    data-met={met.has(key) || undefined}
                    aria-label={say.goTo(table, chain.name)}
                    onClick={() => onJump(table, chain.name)}
                  >
                    <i aria-hidden="true">{now ? '●' : met.has(key) ? '✓' : '·'}</i>
                    <span>{hook ? table : chain.name}</span>
                    <small>{chain.rules.length || ''}</small>
                  </button>
                </li>
              )
            })}
          </ul>
        </div>
      ))}
    </nav>
  )
}
