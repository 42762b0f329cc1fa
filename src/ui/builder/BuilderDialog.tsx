/**
 * "Send a packet": a form, and below it what will be sent, or what is wrong with it. The two share one place, so that no
 * message moves the button that a person is about to press.
 */
import { useId, useState, type FormEvent } from 'react'
import type { Scenario } from '../../model/scenario'
import { build } from '../../packet/build'
import { line } from '../../packet/line'
import { Dialog } from '../app/Dialog'
import { useShell } from '../app/shell'
import { useScope } from '../store/store'
import { text } from '../text/text'
import { sayWhen } from './announce'
import './builder.css'
import { addressOf, check, firstDraft, has, type Draft, type Errors, type Field, type Proto } from './draft'
import { Flags } from './Flags'
import { Input } from './Input'

/** The form comes back as it was left, per scenario, for as long as the page lives. */
const left = new Map<string, Draft>()

export function BuilderDialog() {
  const scenario = useScope((scope) => scope.run.scenario)
  return (
    <Dialog title={text.builder.title}>
      <Form scenario={scenario} />
    </Dialog>
  )
}

function Form({ scenario }: { scenario: Scenario }) {
  const edit = useScope((scope) => scope.edit)
  const show = useShell((shell) => shell.show)
  const [draft, setDraft] = useState(() => left.get(scenario.id) ?? firstDraft(scenario))
  const [touched, setTouched] = useState<ReadonlySet<Field>>(new Set())
  const addresses = useId()
  const messages = useId()
  const checked = check(draft)
  const errors: Errors = checked.ok ? {} : checked.errors

  function change(part: Partial<Draft>) {
    const next = { ...draft, ...part }
    left.set(scenario.id, next)
    setDraft(next)
  }

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (checked.ok) {
      edit({ do: 'packet', node: draft.node, packet: checked.packet })
      sayWhen(draft.node, scenario.nodes.find(({ id }) => id === draft.node)?.name ?? draft.node)
      show({ dialog: null, pane: 'picture' })
      return
    }
    const bad = Object.keys(errors) as Field[]
    setTouched(new Set(bad))
    event.currentTarget.querySelector<HTMLElement>(`[name="${bad[0]}"]`)?.focus()
  }

  /** The source address follows the node as long as nobody wrote another one. */
  function chooseNode(node: string) {
    change(draft.src === addressOf(scenario, draft.node) ? { node, src: addressOf(scenario, node) } : { node })
  }

  const input = (field: Field, label: string, extra?: { list?: string; hint?: string }) =>
    (has(draft.proto, field) || undefined) && (
      <Input
        name={field}
        label={label}
        value={draft[field]}
        message={touched.has(field) && errors[field] ? `${messages}-${field}` : undefined}
        onChange={(value) => change({ [field]: value })}
        onLeave={() => setTouched(new Set(touched).add(field))}
        {...extra}
      />
    )

  return (
    <form className="builder" onSubmit={send} noValidate>
      <p className="builder-lead">{text.builder.lead}</p>
      <div className="builder-row">
        <label>
          {text.builder.from}
          <select className="field" name="node" value={draft.node} onChange={(event) => chooseNode(event.target.value)}>
            {scenario.nodes.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {text.builder.proto}
          <select
            className="field"
            name="proto"
            value={draft.proto}
            onChange={(event) => change({ proto: event.target.value as Proto })}
          >
            <option value="tcp">TCP</option>
            <option value="udp">UDP</option>
            <option value="icmp">ICMP</option>
          </select>
        </label>
      </div>
      <div className="builder-row">
        {input('src', text.builder.src, { list: addresses })}
        {input('sport', text.builder.sport)}
        {input('dst', text.builder.dst, { list: addresses })}
        {input('dport', text.builder.dport)}
      </div>
      <datalist id={addresses}>
        {scenario.nodes.flatMap(({ id, name, interfaces }) =>
          interfaces.flatMap((iface) =>
            iface.addresses.map((address) => (
              <option key={`${id} ${iface.name} ${address}`} value={address.split('/')[0]}>
                {name}
              </option>
            )),
          ),
        )}
      </datalist>
      {has(draft.proto, 'flags') && <Flags flags={draft.flags} onChange={(flags) => change({ flags })} />}
      <div className="builder-row builder-small">
        {has(draft.proto, 'type') && <IcmpType value={draft.type} onChange={(type) => change({ type })} />}
        {input('code', text.builder.code)}
        {input('id', text.builder.id)}
        {input('seq', draft.proto === 'tcp' ? text.builder.seq : text.builder.icmpSeq)}
        {input('ack', text.builder.ack)}
        {input('ttl', text.builder.ttl)}
      </div>
      {input('payload', text.builder.payload, { hint: text.builder.payloadHint })}
      <div className="builder-preview" data-ok={checked.ok}>
        <h3>{checked.ok ? text.builder.preview : text.builder.notYet}</h3>
        {checked.ok ? (
          <p className="mono">{preview(checked.packet)}</p>
        ) : (
          <ul>
            {Object.entries(errors).map(([field, message]) => (
              <li key={field} id={`${messages}-${field}`}>
                {message}
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="builder-buttons">
        <button type="button" className="btn" onClick={() => show({ dialog: null })}>
          {text.builder.cancel}
        </button>
        <button type="submit" className="btn go">
          {text.builder.send}
        </button>
      </div>
    </form>
  )
}

function preview(packet: Parameters<typeof build>[0]): string {
  const bytes = build(packet)
  return `${line(bytes)} · ${text.builder.bytes(bytes.length)}, TTL ${packet.ttl}`
}

function IcmpType({ value, onChange }: { value: string; onChange(value: string): void }) {
  return (
    <label>
      {text.builder.type}
      <select className="field" name="type" value={value} onChange={(event) => onChange(event.target.value)}>
        {Object.entries(text.builder.types).map(([type, name]) => (
          <option key={type} value={type}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
