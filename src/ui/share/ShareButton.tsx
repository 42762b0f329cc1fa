/** One press copies a link to what is on screen. */
import { text } from '../text/text'

const shareNow = async () => (await import('./link')).shareNow()

export function ShareButton() {
  return (
    <button type="button" className="btn go" onClick={() => void shareNow()}>
      {text.share.button}
    </button>
  )
}
