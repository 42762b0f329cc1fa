/** Protocols without ports: addresses alone make the connection (`nf_conntrack_proto_generic.c`); GRE lives a little otherwise. */
import { PROTO } from '../../packet/protocol'
import type { Skb } from '../skb'
import { ACCEPT, type Core, type TrackerVerdict } from './core'
import { account, putOff } from './lifetime'
import { IPS } from './status'

export function genericPacket(core: Core, h: number, skb: Skb): TrackerVerdict {
  const { table, settings } = core
  account(core, skb)
  if (table.proto(h) !== PROTO.GRE) putOff(core, h, settings.generic)
  else if (table.status(h) & IPS.SEEN_REPLY) {
    putOff(core, h, settings.greStream)
    table.addStatus(h, IPS.ASSURED)
  } else putOff(core, h, settings.gre)
  return ACCEPT
}
