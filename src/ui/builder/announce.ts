/** A packet that is sent in the middle of another one's step leaves a little later: when is said, with a way there. */
import { useScope } from '../store/store'
import { text } from '../text/text'

/** Call it once the edit was asked for; `node` sends. */
export function sayWhen(node: string, name: string): void {
  const asked = useScope.getState()
  const stop = useScope.subscribe(({ run, trace, waiting, playhead, say, seek }) => {
    if (run === asked.run) return void (waiting || stop())
    const born = trace.slice(asked.playhead).find((e) => e.kind === 'packet' && e.by === 'person' && e.node === node)
    if (!born && waiting) return
    stop()
    // The very next event is no news.
    if (!born || born.n <= playhead) return
    const go = { name: text.builder.go, run: () => seek(born.n + 1) }
    say({ kind: 'info', text: text.builder.leaves(name, born.n + 1), action: go })
  })
}
