/** The ladder's button beside the tabs: a copy as text. */
import { copyMermaid } from './mermaid'
import { words } from './words'

export const LadderTools = () => (
  <button type="button" className="btn" onClick={() => void copyMermaid()}>
    {words.mermaid}
  </button>
)
