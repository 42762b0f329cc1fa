/** A rule that does not match: a long chain of them, less a short one. */
import { Netfilter } from '../src/engine/netfilter/netfilter'
import { CTINFO, type Skb } from '../src/engine/skb'
import { parseRuleset } from '../src/rules'
import { compare } from './measure'
import { type Line, line, ns } from './report'
import { packetOf, Router } from './router'

const RULES = 2_000
const LINUX_RULE = 2.7

export function rules(): Line[] {
  const { conntrack } = new Router()
  const skb: Skb = {
    id: 1,
    bytes: packetOf('tcp', 1, 'syn'),
    in: conntrack.env.ifaces[0],
    out: conntrack.env.ifaces[1],
    mark: 0,
    ct: 0,
    ctinfo: CTINFO.NONE,
    socket: 0,
    template: 0,
    gathered: null,
    options: null,
    sum: 0,
    hop: 0,
    echo: false,
    ignoresDf: false,
  }
  const arm = (many: number) => {
    const netfilter = new Netfilter(conntrack.env, conntrack)
    netfilter.load(chainOf(many))
    return (times: number) => {
      for (let n = 0; n < times; n++) netfilter.run('FORWARD', skb)
    }
  }
  const [long, short] = compare([arm(RULES), arm(1)])
  const each = (long - short) / (RULES - 1)
  return [line('a rule that does not match', ns(each), `≤ ${LINUX_RULE} ns`, each <= LINUX_RULE)]
}

/** What long rule sets are made of: a network, a host and a port to each rule. */
function chainOf(many: number) {
  const lines = Array.from(
    { length: many },
    (_, i) => `-A FORWARD -s 172.${16 + (i >> 12)}.${(i >> 4) & 255}.0/28 -p tcp -m tcp --dport ${1000 + i} -j ACCEPT`,
  )
  const parsed = parseRuleset(['*filter', ':FORWARD ACCEPT [0:0]', ...lines, 'COMMIT', ''].join('\n'))
  if (!parsed.ok) throw new Error('the rules do not parse')
  return parsed.ruleset
}
