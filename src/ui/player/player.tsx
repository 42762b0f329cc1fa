/** The one player of the page, around the store's trace. */
import { createActorContext } from '@xstate/react'
import { useEffect, type ReactNode } from 'react'
import { useScope } from '../store/store'
import { playerMachine, type Tape } from './machine'
import { motion } from './motion'
import { beat, hop, packetEnd } from './pace'
import { useStops } from './stops'

const tape: Tape = {
  place: () => useScope.getState().playhead,
  atEnd: () => {
    const { playhead, trace, done } = useScope.getState()
    return done && playhead >= trace.length
  },
  ready: () => useScope.getState().playhead < useScope.getState().trace.length,
  beat: () => {
    const { trace, playhead } = useScope.getState()
    return beat(trace[playhead - 1])
  },
  hop: (direction) => hop(useScope.getState().trace, useScope.getState().playhead, direction),
  packet(direction) {
    const { trace, playhead, selection, view } = useScope.getState()
    return packetEnd(trace, playhead, direction, selection.pkt ?? view.focus.pkt)
  },
  stops: () => useStops.getState().at(useScope.getState().playhead) !== null,
  tellStop() {
    const { playhead, say } = useScope.getState()
    const why = useStops.getState().at(playhead)
    if (why !== null) say({ kind: 'info', text: why })
  },
  length: () => useScope.getState().trace.length,
  go(place, travel) {
    motion.travel = travel
    useScope.getState().seek(place)
  },
  speed(times) {
    motion.speed = times
  },
  async settled() {
    // React has to paint the step before a flight can begin.
    await new Promise((resolve) => requestAnimationFrame(resolve))
    await motion.settled()
  },
}

const Player = createActorContext(playerMachine)

export function PlayerProvider({ children }: { children: ReactNode }) {
  return (
    <Player.Provider options={{ input: { tape } }}>
      <TellMotion />
      {children}
    </Player.Provider>
  )
}

/** `whenIdle` has to know that a playing page is not idle between two events. */
function TellMotion() {
  const playing = usePlaying()
  useEffect(() => {
    motion.playing = playing
  }, [playing])
  return null
}

export const usePlayer = () => Player.useActorRef()
export const usePlaying = (): boolean => Player.useSelector((snapshot) => snapshot.matches('playing'))
export const useSpeed = (): number => Player.useSelector((snapshot) => snapshot.context.times)
