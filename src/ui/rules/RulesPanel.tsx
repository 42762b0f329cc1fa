/** The rule set of a router as text, beside the picture. What was typed stays until it is applied or reset. */
import { useEffect, useEffectEvent, useId, useMemo, useRef, useState } from 'react'
import type { RuleError } from '../../rules/ruleset'
import type { NodeSpec } from '../../model/scenario'
import { useShell } from '../app/shell'
import { useScope } from '../store/store'
import { text } from '../text/text'
import { useDrafts } from './drafts'
import { makeEditor, type Editor } from './editor'
import { Errors } from './Errors'
import { looksLike } from './looks-like'
import { reading } from './reading'
import './rules.css'

/** Typing pauses this long before a bad line is announced. */
const QUIET = 500

export function RulesPanel() {
  const scenario = useScope((scope) => scope.run.scenario)
  const show = useShell((shell) => shell.show)
  const nodes = scenario.nodes.filter((node) => node.kind === 'router' || node.iptables !== undefined)
  const [asked, setAsked] = useState('')
  const node = nodes.find(({ id }) => id === asked) ?? nodes[0]
  const heading = useId()

  return (
    <section className="box rules-panel" aria-labelledby={heading}>
      <header className="rules-head">
        <h2 id={heading}>{text.rules.title}</h2>
        {nodes.length > 1 && (
          <select
            className="field"
            aria-label={text.rules.node}
            value={node?.id}
            onChange={(event) => setAsked(event.target.value)}
          >
            {nodes.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
        <button
          type="button"
          className="btn quiet icon"
          aria-label={text.rules.close}
          onClick={() => show({ rules: false })}
        >
          ✕
        </button>
      </header>
      {node ? (
        <NodeRules key={`${scenario.id} ${node.id}`} node={node} place={scenario.id} />
      ) : (
        <p>{text.rules.none}</p>
      )}
    </section>
  )
}

function NodeRules({ node, place }: { node: NodeSpec; place: string }) {
  const inForce = useScope((scope) => scope.view.nodes[node.id]?.rules?.text ?? '')
  const edit = useScope((scope) => scope.edit)
  const say = useScope((scope) => scope.say)
  const key = `${place} ${node.id}`
  const draft = useDrafts((drafts) => drafts.texts[key])
  const keep = useDrafts((drafts) => drafts.keep)
  const shown = draft ?? inForce
  const own = useMemo(() => node.interfaces.map(({ name }) => name), [node])
  const errors = useErrors(shown, own)
  const changed = draft !== undefined && draft !== inForce
  const editor = useRef<Editor | null>(null)
  const holder = useRef<HTMLDivElement>(null)

  async function apply(): Promise<void> {
    const now = editor.current?.text() ?? shown
    const read = await reading(now, own).catch((why: unknown) => {
      say({ kind: 'error', text: text.rules.noParser(String(why)) })
    })
    if (!read) return
    if (read.errors.length > 0) {
      errors.now(read.errors)
      editor.current?.goTo(read.errors[0])
      return
    }
    // It stays a draft until it is in force: the engine may refuse it yet.
    const ended = now.endsWith('\n') ? now : `${now}\n`
    keep(key, ended)
    edit({ do: 'rules', node: node.id, text: ended })
  }

  const applied = useEffectEvent(apply)

  useEffect(() => {
    if (!holder.current) return
    const made = makeEditor({
      parent: holder.current,
      label: text.rules.editor(node.name),
      text: useDrafts.getState().texts[key] ?? useScope.getState().view.nodes[node.id]?.rules?.text ?? '',
      own,
      onChange: (typed) => keep(key, typed),
      onApply: () => void applied(),
    })
    editor.current = made
    return () => {
      made.close()
      editor.current = null
    }
  }, [key, keep, node, own])

  useEffect(() => {
    if (draft === inForce) keep(key, undefined)
    else if (draft === undefined) editor.current?.show(inForce)
  }, [draft, inForce, keep, key])

  const status =
    errors.list.length > 0 ? text.rules.bad(errors.list.length) : changed ? text.rules.changed : text.rules.inForce

  return (
    <>
      <div className="rules-editor" ref={holder} />
      <Errors errors={errors.list} instead={looksLike(shown)} onGo={(error) => editor.current?.goTo(error)} />
      <p
        role="status"
        className="rules-status"
        data-state={errors.list.length > 0 ? 'bad' : changed ? 'changed' : 'in-force'}
      >
        {status} {errors.list.length === 0 && errors.unknown > 0 && text.rules.someNotModelled(errors.unknown)}{' '}
        {errors.list.length === 0 && errors.strangers.length > 0 && text.rules.strangers(errors.strangers, own)}
      </p>
      <div className="rules-buttons">
        <span className="rules-hint">{text.rules.hint}</span>
        <button
          type="button"
          className="btn"
          title={text.rules.resetHint}
          aria-disabled={!changed}
          onClick={() => keep(key, undefined)}
        >
          {text.rules.reset}
        </button>
        <button type="button" className="btn go" aria-disabled={!changed} onClick={() => changed && void apply()}>
          {text.rules.apply}
        </button>
      </div>
    </>
  )
}

/** What is wrong with the text, how much of it is not modelled, and what it names that is not there, once typing has paused; `now` says it at once. */
function useErrors(
  shown: string,
  own: readonly string[],
): {
  list: readonly RuleError[]
  unknown: number
  /** Names of interfaces, each once. */
  strangers: readonly string[]
  now(list: readonly RuleError[]): void
} {
  const [list, now] = useState<readonly RuleError[]>([])
  const [unknown, count] = useState(0)
  const [strangers, name] = useState<readonly string[]>([])
  useEffect(() => {
    let stale = false
    const timer = setTimeout(async () => {
      // Who applies it is told that it cannot be read.
      const read = await reading(shown, own).catch(() => null)
      if (stale || !read) return
      now(read.errors)
      count(read.unknown.length)
      name([...new Set(read.strangers.map((stranger) => stranger.name))])
    }, QUIET)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [shown, own])
  return { list, unknown, strangers, now }
}
