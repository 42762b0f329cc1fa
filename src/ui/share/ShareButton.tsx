/** One press copies a link to what is on screen. */
import { text } from '../text/text'
import { shareNow } from './link'

export function ShareButton() {
  return (
    <button type="button" className="btn go" onClick={() => void shareNow()}>
      {text.share.button}
    </button>
  )
}
