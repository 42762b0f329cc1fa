/** The packets of one conversation. Steps alternate: even ones are said by who began it, odd ones by who was asked. */
import { makeIcmp, TYPE } from '../../packet/icmp'
import { makeIpv4 } from '../../packet/ipv4'
import { PROTO } from '../../packet/protocol'
import { FLAG, makeTcp } from '../../packet/tcp'
import { makeUdp } from '../../packet/udp'

export interface Ends {
  src: number
  sport: number
  dst: number
  dport: number
}

export interface Shape {
  /** Questions, each with an answer of `answer` packets. */
  exchanges: number
  answer: number
}

/** Bytes of a question, and of each packet of an answer. */
const ASK = new Uint8Array(64).fill(0x3f)
const ANSWER = new Uint8Array(512).fill(0x21)
const NOTHING = new Uint8Array()
/** Initial sequence numbers. */
const CLIENT = 1_000_000
const SERVER = 2_000_000

/** TCP opens (SYN, SYN-ACK), asks, and closes (FIN, FIN, ACK); the last ACK of the handshake is the first question's. */
export const stepsOf = (proto: number, { exchanges }: Shape): number =>
  proto === PROTO.TCP ? 2 + 2 * exchanges + 3 : 2 * exchanges

/** Packets of a step, sent one behind the other. */
export function packetsOf(proto: number, step: number, { exchanges, answer }: Shape): number {
  if (step % 2 === 0 || proto === PROTO.ICMP) return 1
  if (proto === PROTO.UDP) return answer
  return step >= 3 && step < 2 + 2 * exchanges ? answer : 1
}

/** Packet `index` of a step, as its sender makes it. */
export function packetOf(proto: number, step: number, index: number, ends: Ends, shape: Shape): Uint8Array {
  const { src, dst } = ends
  const id = (step << 3) | index
  const body = step % 2 === 0 ? ASK : ANSWER
  if (proto === PROTO.UDP) return makeIpv4({ src, dst, proto, id }, makeUdp(ends, body, src, dst))
  if (proto === PROTO.ICMP) return makeIpv4({ src, dst, proto, id }, echo(step, ends))
  return makeIpv4({ src, dst, proto, id, df: true }, segment(step, index, ends, shape))
}

function echo(step: number, { sport, dport }: Ends): Uint8Array {
  const reply = step % 2 === 1
  return makeIcmp({
    type: reply ? TYPE.ECHO_REPLY : TYPE.ECHO,
    code: 0,
    id: reply ? dport : sport,
    seq: step >> 1,
    data: ASK,
  })
}

/** Flags and numbers of a segment, and what it carries. */
function segment(step: number, index: number, ends: Ends, { exchanges, answer }: Shape): Uint8Array {
  const mine = step % 2 === 0
  const last = 2 + 2 * exchanges
  const round = Math.min((step - 2) >> 1, exchanges)
  const asked = ASK.length * (mine ? round : Math.min(round + 1, exchanges))
  const [client, server] = [CLIENT + 1 + asked, SERVER + 1 + ANSWER.length * answer * round]
  if (step === 0) return tcp(ends, FLAG.SYN, CLIENT, 0, NOTHING)
  if (step === 1) return tcp(ends, FLAG.SYN | FLAG.ACK, SERVER, CLIENT + 1, NOTHING)
  if (step === last) return tcp(ends, FLAG.FIN | FLAG.ACK, client, server, NOTHING)
  if (step === last + 1) return tcp(ends, FLAG.FIN | FLAG.ACK, server, client + 1, NOTHING)
  if (step === last + 2) return tcp(ends, FLAG.ACK, client + 1, server + 1, NOTHING)
  if (mine) return tcp(ends, FLAG.PSH | FLAG.ACK, client, server, ASK)
  return tcp(ends, FLAG.PSH | FLAG.ACK, server + index * ANSWER.length, client, ANSWER)
}

function tcp({ src, dst, sport, dport }: Ends, flags: number, seq: number, ack: number, data: Uint8Array): Uint8Array {
  return makeTcp({ sport, dport, flags, seq, ack, window: 64240 }, data, src, dst)
}
