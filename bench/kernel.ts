/** The NAT step beside this machine's own kernel, where it lets itself be measured. */
import { prepare, walk } from './established'
import { newFlow } from './flows'
import { kernelShares } from './kernel-share'
import { compare } from './measure'
import { count, type Line, line, ns, times } from './report'
import { shuffled } from './router'

const SIZES = [1_000, 65_536]
/** Linux 6.18's share and an entry's making, as they were taken on the kind of machine that the targets were set on. */
const ANCHOR = 'there 464 / 830 ns, and 2,514 ns to make an entry, were measured before'

export function kernel(): Line[] {
  const shares = kernelShares(SIZES)
  if (typeof shares === 'string') return [line(`Linux’s own conntrack + NAT share: not measured (${shares})`, ANCHOR)]
  const fresh = newFlow()
  const steps = SIZES.flatMap((flows, i) => {
    const { packet, spread } = shares[i]
    const [tcp, udp] = stepsOf(flows)
    const at = `${count(flows)} entries`
    return [
      line(
        `Linux’s own conntrack + NAT share of a UDP datagram (masquerading less forwarding), ${at}`,
        `${ns(packet)} (half of the turns: ${ns(spread[0])} to ${ns(spread[1])})`,
      ),
      line(`the NAT step of a UDP datagram against it, ${at}`, times(udp / packet), '≤ 0.5×', udp <= packet / 2),
      line(`the NAT step of a TCP segment against it, ${at}`, times(tcp / packet), '≤ 0.5×', tcp <= packet / 2),
    ]
  })
  const made = shares[1].fresh
  return [
    ...steps,
    line('Linux: the first datagram of a flow, which makes its entry', ns(made)),
    line('a new flow here against it', times(fresh / made), '≤ 0.5×', fresh <= made / 2),
  ]
}

function stepsOf(flows: number): [tcp: number, udp: number] {
  const order = shuffled(flows)
  const [tcp, udp] = (['tcp', 'udp'] as const).map((proto) => prepare(proto, flows, order))
  const [idle, ofTcp, ofUdp] = compare(
    [walk(tcp.packets, flows, () => true), walk(tcp.packets, flows, tcp.cross), walk(udp.packets, flows, udp.cross)],
    flows,
  )
  return [ofTcp - idle, ofUdp - idle]
}
