/** One press copies a link to what is on screen. */
import { useShell } from '../app/shell'
import { useScope } from '../store/store'
import { text } from '../text/text'
import { copy, linkNow } from './link'

export function ShareButton() {
  const show = useShell((shell) => shell.show)
  const say = useScope((scope) => scope.say)

  async function share() {
    const link = await linkNow()
    if (link === null) say({ kind: 'error', text: text.share.long })
    else if (!(await copy(link))) show({ dialog: 'link' })
  }

  return (
    <button type="button" className="btn go" onClick={() => void share()}>
      {text.share.button}
    </button>
  )
}
