/**
 * Smaller cases of a case, the boldest first: fewer steps, fewer rules, plainer packets. Each keeps what is left as it was: an
 * `answer` still answers the same packet.
 */

/** @typedef {import('./recorder.mjs').Case} Case */
/** @typedef {import('./recorder.mjs').Step} Step */

/**
 * @param {Case} recorded With `observed`.
 * @returns {Generator<Case>}
 */
export function* smaller(recorded) {
  yield* spelledOut(recorded)
  yield* fewerSteps(recorded)
  yield* fewerRules(recorded)
  yield* fewerParts(recorded)
  yield* shorterRules(recorded)
  yield* plainerPackets(recorded)
}

/** Answers as the packets that they came to, so that what they answered may go. @param {Case} recorded */
function* spelledOut(recorded) {
  const { steps, observed = [] } = recorded
  if (!steps.some((step) => 'answer' in step)) return
  yield { ...recorded, steps: steps.map((step, i) => asSend(recorded, step, i)) }
  for (const [i, step] of steps.entries())
    if ('answer' in step && observed[i]?.sent) yield withStep(recorded, i, asSend(recorded, step, i))
}

/** @param {Case} recorded @param {Step} step @param {number} i @returns {Step} */
function asSend(recorded, step, i) {
  const sent = recorded.observed?.[i]?.sent
  if (!('answer' in step) || !sent) return step
  const came = (recorded.observed ?? []).flatMap((o) => /** @type {{ on: string }[]} */ (o.emitted ?? []))
  return { send: step['on'] ?? came[Number(step['answer'])]?.on, packet: sent }
}

/** @param {Case} recorded @param {number} at @param {Step} step */
const withStep = (recorded, at, step) => ({ ...recorded, steps: recorded.steps.map((s, i) => (i === at ? step : s)) })

/** @param {Case} recorded */
function* fewerSteps(recorded) {
  const { length } = recorded.steps
  for (const [from, to] of spans(length)) if (to - from < length) yield without(recorded, from, to)
}

/**
 * Steps from `from` up to `to` left out, the rest renumbered; an answer to a packet that is no longer there goes too.
 * @param {Case} recorded @param {number} from @param {number} to @returns {Case}
 */
export function without(recorded, from, to) {
  /** The new number of each emitted packet; null when its step is gone. @type {(number | null)[]} */
  const number = []
  let kept = 0
  const left = recorded.steps.flatMap((step, i) => {
    const answers = 'answer' in step ? number[Number(step['answer'])] : undefined
    const gone = (from <= i && i < to) || answers === null
    for (const _ of recorded.observed?.[i]?.emitted ?? []) number.push(gone ? null : kept++)
    if (gone) return []
    return [answers === undefined ? step : { ...step, answer: answers }]
  })
  return { ...recorded, steps: left }
}

/** Halves, quarters and so on down to single ones, the last first. @param {number} length @returns {[number, number][]} */
function spans(length) {
  /** @type {[number, number][]} */
  const found = []
  for (let size = Math.ceil(length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let to = length; to > 0; to -= size) found.push([Math.max(0, to - size), to])
  return found
}

/** @param {Case} recorded @param {string} name @param {Record<string, unknown>} change @returns {Case} */
const withNode = (recorded, name, change) => {
  const node = recorded.nodes[name]
  return node ? { ...recorded, nodes: { ...recorded.nodes, [name]: { ...node, ...change } } } : recorded
}

/** @param {Case} recorded */
function* fewerRules(recorded) {
  for (const [name, { iptables }] of Object.entries(recorded.nodes)) {
    if (!iptables) continue
    yield withNode(recorded, name, { iptables: undefined })
    const lines = iptables.split('\n').filter(Boolean)
    const tables = lines.join('\n').split(/(?<=COMMIT)\n/)
    if (tables.length > 1)
      for (const table of tables)
        yield withNode(recorded, name, { iptables: `${tables.filter((t) => t !== table).join('\n')}\n` })
    for (const [from, to] of spans(lines.length)) {
      const left = lines.filter((line, i) => i < from || i >= to || /^(?:\*|COMMIT)/.test(line))
      if (left.length < lines.length) yield withNode(recorded, name, { iptables: `${left.join('\n')}\n` })
    }
  }
}

/** Nodes, links, interfaces, addresses, routes, settings and sockets that nothing needs. @param {Case} recorded */
function* fewerParts(recorded) {
  for (const name of Object.keys(recorded.nodes)) {
    const { [name]: node, ...nodes } = recorded.nodes
    const links = recorded.links?.filter((ends) => !ends.some((end) => end.startsWith(`${name}.`)))
    if (Object.keys(nodes).length) yield { ...recorded, nodes, links }
    for (const key of ['sysctl', 'listen', 'routes', 'forward', 'counters'])
      if (node && key in node) yield withNode(recorded, name, { [key]: undefined })
    for (const iface of Object.keys(node?.interfaces ?? {})) {
      const { [iface]: spec, ...interfaces } = node?.interfaces ?? {}
      yield withNode(recorded, name, { interfaces })
      const { addresses = [], mtu } = /** @type {{ addresses?: string[], mtu?: number }} */ (spec)
      const put = (/** @type {object} */ change) =>
        withNode(recorded, name, { interfaces: { ...node?.interfaces, [iface]: change } })
      if (mtu) yield put({ addresses })
      if (addresses.length > 1) yield put({ addresses: addresses.slice(0, 1), mtu })
    }
  }
}

/** Rules with a few words left out; iptables refuses those that make no sense. @param {Case} recorded */
function* shorterRules(recorded) {
  for (const [name, { iptables }] of Object.entries(recorded.nodes)) {
    const lines = (iptables ?? '').split('\n')
    for (const [at, line] of lines.entries()) {
      if (!line.startsWith('-A ')) continue
      const words = line.split(' ')
      for (const taken of [4, 3, 2, 1])
        for (let from = 2; from + taken <= words.length; from++) {
          const shorter = [...words.slice(0, from), ...words.slice(from + taken)].join(' ')
          yield withNode(recorded, name, { iptables: lines.map((l, i) => (i === at ? shorter : l)).join('\n') })
        }
    }
  }
}

/** Fields that a packet can do without, and the values that say least. */
const PLAIN = {
  options: undefined,
  payload: undefined,
  tos: undefined,
  df: undefined,
  nocsum: undefined,
  ack: undefined,
  ttl: 64,
}

/** @param {Case} recorded */
function* plainerPackets(recorded) {
  for (const [i, step] of recorded.steps.entries())
    for (const holder of ['packet', 'with'])
      for (const [key, value] of Object.entries(PLAIN)) {
        const packet = /** @type {Record<string, unknown> | undefined} */ (step[holder])
        if (packet && key in packet && packet[key] !== value)
          yield withStep(recorded, i, { ...step, [holder]: { ...packet, [key]: value } })
      }
}
