/** Level 3: every table and chain by hook, each rule as it stands with its counter, and the packet's way among them. */
import { useCallback, useState } from 'react'
import { flushSync } from 'react-dom'
import { shelvesOf, type ChainPlace, type Shelf } from '../../draw/chains'
import { HOOKS } from '../../draw/road'
import { crumbsOf, testedIn } from '../../draw/visit'
import { counterKey } from '../../model/view'
import { Packet } from '../stage/Packet'
import { allWords as say } from './allWords'
import { ChainBlock } from './ChainBlock'
import { ChainName } from './ChainName'
import { Stations } from './Hook'
import type { Inside } from './inside'
import { Outline } from './Outline'
import { PassedBy } from './PassedBy'
import { useLitInView } from './useLitInView'
import { words } from './words'
import './all.css'

/** Of more chains than this, the user's own are shown once they are met or asked for: kube-proxy makes thousands. */
const MANY = 100

export function AllRules({ spec, node, road, visit, packet, others }: Inside) {
  const ruleset = node?.rules?.ruleset ?? null
  const shelves = shelvesOf(ruleset)
  const tested = testedIn(visit)
  const crumbs = crumbsOf(visit)
  const list = useLitInView<HTMLDivElement>(visit.at(-1) ?? road.at)
  const [opened, open] = useState<ReadonlySet<string>>(new Set())
  const jump = useCallback(
    (table: string, chain: string) => {
      const key = `${table}/${chain}`
      // It must be there to be scrolled to.
      flushSync(() => open((was) => new Set(was).add(key)))
      show(list.current, key)
    },
    [list],
  )
  const met = new Set([...tested.keys()].map((key) => key.split('/').slice(0, 2).join('/')))
  const many = shelves.reduce((sum, { places }) => sum + places.length, 0) > MANY
  const seen = ({ table, chain }: ChainPlace) => {
    const key = `${table}/${chain.name}`
    return !many || chain.policy !== null || met.has(key) || opened.has(key) || key === here
  }
  const here = crumbs && `${crumbs.table}/${crumbs.chains.at(-1)}`
  const calling = new Set(crumbs?.calls.map(({ table, chain, rule }) => counterKey(table, chain, rule)))
  const call = crumbs?.calls.at(-1)
  const unmet = ({ places }: Shelf): number => places.filter((place) => !seen(place)).length
  const blocks = (shelf?: Shelf) =>
    shelf?.places
      .filter(seen)
      .map((place) => (
        <ChainBlock
          key={`${place.table}/${place.chain.name}`}
          node={node.id}
          place={place}
          tested={tested}
          calling={calling}
          here={here === `${place.table}/${place.chain.name}`}
          onJump={jump}
        />
      ))
  return (
    <section className="all" aria-label={say.title(spec.name)}>
      <header className="all-head">
        {packet ? <Packet key={packet.id} packet={packet} form="pill" /> : <p>{say.noPacket}</p>}
        <div className="all-where">
          {crumbs ? (
            <p className="all-crumbs">
              <ChainName {...crumbs} />
            </p>
          ) : (
            road.at && <p className="all-crumbs">{road.at === 'LOCAL' ? words.local : road.at}</p>
          )}
          {call && (
            <p className="all-back">
              <i aria-hidden="true">↩</i> {say.back(call.chain, call.rule)}
            </p>
          )}
          <PassedBy visit={visit} />
        </div>
        {others.map((other) => (
          <Packet key={other.id} packet={other} form="pill" />
        ))}
      </header>
      <div className="all-body">
        <Outline shelves={shelves} here={here} tested={tested} onJump={jump} />
        <div className="sheet-body all-list" ref={list} tabIndex={0} role="group" aria-label={say.title(spec.name)}>
          {HOOKS.map((hook) => (
            <section key={hook} className="shelf" data-off={road.stops[hook].off || undefined}>
              <header className="shelf-head" data-here={road.at === hook || undefined}>
                <h3>{hook}</h3>
                <Stations stop={road.stops[hook]} visit={visit} />
              </header>
              {blocks(shelves.find((shelf) => shelf.hook === hook))}
            </section>
          ))}
          {shelves.map(
            (shelf) =>
              shelf.table && (
                <section key={shelf.table} className="shelf">
                  <header className="shelf-head">
                    <h3>{say.own(shelf.table)}</h3>
                  </header>
                  {blocks(shelf)}
                  {unmet(shelf) > 0 && <p className="all-none">{say.unmet(unmet(shelf))}</p>}
                </section>
              ),
          )}
          {shelves.length === 0 && <p className="all-none">{say.none}</p>}
        </div>
      </div>
    </section>
  )
}

/** Scrolls the list to a chain, under the heading that stays at the top, and gives it the focus. */
function show(list: HTMLElement | null, chain: string): void {
  const block = list?.querySelector<HTMLElement>(`[data-chain="${CSS.escape(chain)}"]`)
  const head = block?.closest('.shelf')?.firstElementChild
  if (!list || !block) return
  list.scrollTop = block.offsetTop - (head instanceof HTMLElement ? head.offsetHeight : 0)
  block.focus({ preventScroll: true })
}
