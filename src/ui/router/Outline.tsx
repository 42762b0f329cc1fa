/** The chains by name, to jump in: which have been met, which the packet is in, how many rules each has. */
import { memo } from 'react'
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
              return (
                <Line
                  key={key}
                  table={table}
                  chain={chain.name}
                  rules={chain.rules.length}
                  name={hook ? table : chain.name}
                  now={key === here}
                  met={met.has(key)}
                  onJump={onJump}
                />
              )
            })}
          </ul>
        </div>
      ))}
    </nav>
  )
}

interface LineProps {
  table: string
  chain: string
  rules: number
  name: string
  now: boolean
  met: boolean
  onJump(table: string, chain: string): void
}

/** Of thousands a step changes two. */
const Line = memo(function Line({ table, chain, rules, name, now, met, onJump }: LineProps) {
  return (
    <li>
      <button
        type="button"
        className="outline-chain"
        data-here={now || undefined}
        data-met={met || undefined}
        aria-label={say.goTo(table, chain)}
        onClick={() => onJump(table, chain)}
      >
        <i aria-hidden="true">{now ? '●' : met ? '✓' : '·'}</i>
        <span>{name}</span>
        <small>{rules || ''}</small>
      </button>
    </li>
  )
})
