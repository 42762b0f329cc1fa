/** A native modal dialog: the browser keeps the focus inside, Esc closes it, and the focus goes back where it was. */
import { useId, useLayoutEffect, useRef, type ReactNode } from 'react'
import { text } from '../text/text'
import './dialog.css'
import { useShell } from './shell'

export function Dialog({ title, children }: { title: string; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const show = useShell((shell) => shell.show)
  const heading = useId()

  // Closed before it leaves the page: only then does the browser put the focus back.
  useLayoutEffect(() => {
    const shown = dialog.current
    if (!shown) return
    if (!shown.open) shown.showModal()
    // A press beside it: the dialog itself is its backdrop, its content is not.
    const beside = (event: MouseEvent) => event.target === shown && shown.close()
    shown.addEventListener('mousedown', beside)
    return () => {
      shown.removeEventListener('mousedown', beside)
      shown.close()
    }
  }, [])

  return (
    <dialog
      className="dialog"
      ref={dialog}
      aria-labelledby={heading}
      // Not when another dialog took this one's place: its word comes after it has left the page.
      onClose={() => dialog.current?.open === false && show({ dialog: null })}
    >
      <div className="dialog-body">
        <header className="dialog-head">
          <h2 id={heading}>{title}</h2>
          <button
            type="button"
            className="btn quiet icon"
            aria-label={text.help.close}
            onClick={() => dialog.current?.close()}
          >
            ✕
          </button>
        </header>
        {children}
      </div>
    </dialog>
  )
}
