/** Says what happened when a part of the page throws, and keeps the other parts alive. */
import { Component, type ReactNode } from 'react'
import { text } from '../text/text'
import './boundary.css'

interface Props {
  children: ReactNode
  /** The part tries again when this changes: another event may well be drawable. */
  retry?: unknown
}

interface State {
  error: Error | null
  retry: unknown
}

export class Boundary extends Component<Props, State> {
  override state: State = { error: null, retry: this.props.retry }

  static getDerivedStateFromError(thrown: unknown): Partial<State> {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) }
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.retry === state.retry ? null : { error: null, retry: props.retry }
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    return (
      <div className="box boundary" role="alert">
        <p className="boundary-title">{text.trouble.title}</p>
        <p className="mono">{error.message}</p>
        <p>{text.trouble.kept}</p>
        <p className="boundary-buttons">
          <button type="button" className="btn" onClick={() => this.setState({ error: null })}>
            {text.trouble.again}
          </button>
          <button type="button" className="btn go" onClick={() => location.reload()}>
            {text.trouble.reload}
          </button>
        </p>
      </div>
    )
  }
}
