/** A message that stays until it is dismissed; mere news until something else is done. Errors interrupt a screen reader, news waits its turn. */
import { useEffect } from 'react'
import { useScope } from '../store/store'
import { text } from '../text/text'
import './notice.css'

/** Keys that do nothing by themselves. */
const MODIFIERS: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'Meta', 'Tab'])

export function NoticeBar() {
  const notice = useScope((scope) => scope.notice)
  const say = useScope((scope) => scope.say)
  const news = notice?.kind === 'info' && !notice.action ? notice : null
  useEffect(() => {
    if (!news) return
    // A person's next act, that is: what the last one brings with it may take a while. Captured, so that its own event is over.
    const done = ({ target }: Event) => {
      if (!(target instanceof Element && target.closest('.notice'))) say(null)
    }
    const pressed = (event: KeyboardEvent) => {
      if (!MODIFIERS.has(event.key)) done(event)
    }
    document.addEventListener('pointerdown', done, true)
    document.addEventListener('keydown', pressed, true)
    return () => {
      document.removeEventListener('pointerdown', done, true)
      document.removeEventListener('keydown', pressed, true)
    }
  }, [news, say])
  return (
    <div className="notice-place" role={notice?.kind === 'error' ? 'alert' : 'status'}>
      {notice && (
        <div className="notice" data-kind={notice.kind}>
          <span aria-hidden="true">{notice.kind === 'error' ? '!' : '✓'}</span>
          <p>{notice.text}</p>
          {notice.action && (
            <button
              type="button"
              className="btn"
              onClick={() => {
                say(null)
                notice.action?.run()
              }}
            >
              {notice.action.name}
            </button>
          )}
          <button type="button" className="btn quiet" onClick={() => say(null)}>
            {text.app.dismiss}
          </button>
        </div>
      )}
    </div>
  )
}
