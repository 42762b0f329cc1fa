/** A message that stays until it is dismissed. Errors interrupt a screen reader, news waits its turn. */
import { useScope } from '../store/store'
import { text } from '../text/text'
import './notice.css'

export function NoticeBar() {
  const notice = useScope((scope) => scope.notice)
  const say = useScope((scope) => scope.say)
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
