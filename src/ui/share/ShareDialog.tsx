/** For browsers that refuse the clipboard: the link in a field, selected. */
import { useEffect, useRef, useState } from 'react'
import { Dialog } from '../app/Dialog'
import { text } from '../text/text'
import { linkNow } from './link'

export function ShareDialog() {
  const [link, setLink] = useState('')
  const field = useRef<HTMLInputElement>(null)

  useEffect(() => {
    void linkNow().then((made) => setLink(made ?? ''))
  }, [])
  useEffect(() => field.current?.select(), [link])

  return (
    <Dialog title={text.share.button}>
      <label>
        {text.share.field}
        <input className="field mono" ref={field} readOnly value={link} onFocus={(event) => event.target.select()} />
      </label>
    </Dialog>
  )
}
