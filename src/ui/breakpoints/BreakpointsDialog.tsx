/** Where playing shall stop: four kinds of events, rules, and filters. */
import { useEffect, useState, type FormEvent } from 'react'
import { parseFilter } from '../../filter/filter'
import { printChainRule } from '../../rules/print'
import '../../rules/rare'
import type { TableName } from '../../model/trace'
import { Dialog } from '../app/Dialog'
import { useShell } from '../app/shell'
import { usePlayer } from '../player/player'
import { runTo, useStops } from '../player/stops'
import { useScope } from '../store/store'
import { arm, put, remove, useBreakpoints } from './arm'
import { KINDS, same, type Breakpoint } from './breakpoint'
import './breakpoints.css'
import { words } from './words'

export function BreakpointsDialog() {
  useEffect(arm, [])
  const list = useBreakpoints((kept) => kept.list)
  const places = useStops((stops) => stops.places)
  const scenario = useScope((scope) => scope.run.scenario)
  const player = usePlayer()
  const name = (id: string) => scenario.nodes.find((node) => node.id === id)?.name ?? id
  const own = list.filter(({ on }) => on === 'rule' || on === 'filter')
  const show = useShell((shell) => shell.show)
  // What it stopped at is behind the dialog.
  function go(to: number): void {
    show({ dialog: null })
    player.send({ type: 'seek', to })
  }

  return (
    <Dialog title={words.title}>
      <p className="breakpoints-lead">{words.lead}</p>
      <fieldset className="breakpoints-kinds">
        <legend>{words.events}</legend>
        {KINDS.map((on) => {
          const found = list.find((other) => same(other, { on }))
          const checked = found !== undefined && !found.off
          return (
            <label key={on}>
              <input type="checkbox" checked={checked} onChange={() => (checked ? remove({ on }) : put({ on }))} />
              {words.kinds[on]}
            </label>
          )
        })}
      </fieldset>
      <fieldset className="breakpoints-own">
        <legend>{words.more}</legend>
        {own.length > 0 && (
          <ul>
            {own.map((breakpoint) => (
              <Own
                key={JSON.stringify({ ...breakpoint, off: 0 })}
                breakpoint={breakpoint}
                what={words.what(breakpoint, name)}
              />
            ))}
          </ul>
        )}
        <RuleForm />
        <FilterForm />
      </fieldset>
      <p className="breakpoints-run">
        <button type="button" className="btn" onClick={() => void runTo(-1, go)}>
          ⇤ {words.previous} <kbd>Shift R</kbd>
        </button>
        <button type="button" className="btn go" onClick={() => void runTo(1, go)}>
          {words.next} ⇥ <kbd>R</kbd>
        </button>
        <span role="status">{list.some(({ off }) => !off) && words.hits(places.length)}</span>
      </p>
    </Dialog>
  )
}

function Own({ breakpoint, what }: { breakpoint: Breakpoint; what: string }) {
  const { off, ...rest } = breakpoint
  return (
    <li>
      <label>
        <input type="checkbox" checked={!off} onChange={() => put(off ? rest : { ...rest, off: true })} />
        <span className={breakpoint.on === 'filter' ? 'mono' : undefined}>{what}</span>
      </label>
      <button
        type="button"
        className="btn quiet icon"
        aria-label={words.remove(what)}
        onClick={() => remove(breakpoint)}
      >
        ✕
      </button>
    </li>
  )
}

/** Every rule in force on every node, by name. */
function RuleForm() {
  const nodes = useScope((scope) => scope.view.nodes)
  const scenario = useScope((scope) => scope.run.scenario)
  const rules = scenario.nodes.flatMap(({ id, name }) =>
    (nodes[id]?.rules?.ruleset.tables ?? []).flatMap(({ name: table, chains }) =>
      chains.flatMap((chain) =>
        chain.rules.map((rule, i) => ({
          label: `${name}: ${table} / ${printChainRule(chain.name, rule)}`,
          value: { node: id, rule: { table: table as TableName, chain: chain.name, rule: i + 1 } },
        })),
      ),
    ),
  )
  if (rules.length === 0) return null
  return (
    <label className="breakpoints-row">
      <span>{words.rule}</span>
      <select
        className="field"
        value=""
        onChange={({ target }) => {
          const rule = rules[Number(target.value)]
          if (target.value !== '' && rule) put({ on: 'rule', ...rule.value })
        }}
      >
        <option value="">{words.chooseRule}</option>
        {rules.map(({ label }, i) => (
          <option key={i} value={i}>
            {label}
          </option>
        ))}
      </select>
    </label>
  )
}

function FilterForm() {
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)

  function submit(event: FormEvent) {
    event.preventDefault()
    const filter = parseFilter(text)
    if (!filter.ok) return setWrong(filter.message)
    if (text.trim() === '') return
    put({ on: 'filter', text: text.trim() })
    setText('')
  }

  return (
    <form className="breakpoints-row" onSubmit={submit}>
      <label htmlFor="breakpoints-filter">{words.filter}</label>
      <input
        id="breakpoints-filter"
        className="field mono"
        value={text}
        placeholder={words.filterHint}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={wrong !== null}
        aria-describedby="breakpoints-wrong"
        onChange={({ target }) => {
          setText(target.value)
          setWrong(null)
        }}
      />
      <button type="submit" className="btn">
        {words.add}
      </button>
      <span id="breakpoints-wrong" className="breakpoints-wrong" role="alert">
        {wrong}
      </span>
    </form>
  )
}
