/** One press copies a link to what is on screen. */
import { laterToo } from '../app/later'
import { text } from '../text/text'

const link = laterToo(() => import('./link'))
const shareNow = async () => (await link()).shareNow()

export function ShareButton() {
  return (
    <button type="button" className="btn header-share" onClick={() => void shareNow()}>
      {text.share.button}
    </button>
  )
}
