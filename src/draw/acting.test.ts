import { describe, expect, it } from 'vitest'
import { emptyView } from '../model/fold'
import type { SocketView, TraceEvent } from '../model/trace'
import type { View } from '../model/view'
import { homeRouter } from '../scenarios/home-router'
import { actingAt } from './acting'

const nothing = emptyView(homeRouter, {})
const opened: SocketView = { id: 1, proto: 'tcp', local: '192.168.1.10:54321', state: 'SYN-SENT', sent: 0, received: 0 }
const said = (socket: SocketView): TraceEvent => ({ n: 2, t: 0, kind: 'socket', node: 'laptop', socket })
const knows = (socket: SocketView): View => ({
  ...nothing,
  nodes: { ...nothing.nodes, laptop: { ...nothing.nodes.laptop, sockets: new Map([[socket.id, socket]]) } },
})

describe('who acts at a step that no packet shows', () => {
  it('is the machine that a command is for', () => {
    const command = { do: 'ping', node: 'laptop', dst: '198.51.100.4' } as const
    expect(actingAt({ n: 0, t: 0, kind: 'command', command }, nothing)).toEqual({ node: 'laptop', does: 'ping' })
  })

  it('is the machine whose socket moves on', () => {
    expect(actingAt(said(opened), nothing)).toMatchObject({ node: 'laptop', changed: 'state' })
    const established = { ...opened, state: 'ESTABLISHED' }
    expect(actingAt(said(established), knows(opened))).toMatchObject({ changed: 'state', socket: established })
  })

  it('tells bytes sent from bytes received', () => {
    expect(actingAt(said({ ...opened, sent: 38 }), knows(opened))).toMatchObject({ changed: 'sent' })
    expect(actingAt(said({ ...opened, received: 5 }), knows(opened))).toMatchObject({ changed: 'received' })
  })

  it('is nobody where a packet shows what happens, and nobody at the start', () => {
    expect(actingAt(undefined, nothing)).toBeUndefined()
    expect(actingAt({ n: 0, t: 0, kind: 'pass', from: 0 }, nothing)).toBeUndefined()
  })
})
