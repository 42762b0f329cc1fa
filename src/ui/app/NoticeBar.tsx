/** A message that stays until it is dismissed; mere news until something else is done. Errors interrupt a screen reader, news waits its turn. */
import { useEffect } from 'react'
import { useScope } from '../store/store'
import { text } from '../text/text'
import './notice.css'

export function NoticeBar() {
  const notice = useScope((scope) => scope.notice)
  const say = useScope((scope) => scope.say)
  const playhead = useScope((scope) => scope.playhead)
  const news = notice?.kind === 'info' && !notice.action ? notice : null
  useEffect(() => {
    if (!news) return
    return () => {
      if (useScope.getState().notice === news) say(null)
    }
  }, [news, playhead, say])
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
