/** The buttons of the camera. */
import { ZOOM } from '../../draw/camera'
import type { useCamera } from './useCamera'
import { words } from './words'

const say = words.zoom

type ZoomProps = Pick<ReturnType<typeof useCamera>, 'near' | 'by' | 'fit'>

export function Zoom({ near, by, fit }: ZoomProps) {
  return (
    <div className="zoom" role="group" aria-label={say.group} data-near={near > 1 || undefined}>
      <button
        type="button"
        aria-label={say.out}
        title={say.outHint}
        aria-disabled={near <= ZOOM.least}
        onClick={() => by(1 / ZOOM.step)}
      >
        −
      </button>
      <button type="button" aria-label={say.fit} title={say.fitHint} aria-disabled={near === 1} onClick={fit}>
        {say.percent(near)}
      </button>
      <button
        type="button"
        aria-label={say.in}
        title={say.inHint}
        aria-disabled={near >= ZOOM.most}
        onClick={() => by(ZOOM.step)}
      >
        +
      </button>
    </div>
  )
}
