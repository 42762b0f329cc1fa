/** A message that stays until it is dismissed; mere news until something else is done. Errors interrupt a screen reader, news waits its turn. */
import { useEffect } from 'react'
import { useScope } from '../store/store'
import { text } from '../text/text'
import './notice.css'

export function NoticeBar() {
  const notice = useScope((scope) => scope.notice)
  const say = useScope((scope) => scope.say)
  const news = notice?.kind === 'info' && !notice.action ? notice : null
  useEffect(() => {
    if (!news) return
    return useScope.subscribe((now, before) => {
      // A step, that is: what an edit brings with it is no act of its own.
      const settled = !now.waiting && !before.waiting && now.run === before.run
      if (settled && now.playhead !== before.playhead) say(null)
    })
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
