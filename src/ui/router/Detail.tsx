/** The control of how much is shown: a box, the road, every rule; by its keys too while the router has the focus. */
import { useId, type KeyboardEvent } from 'react'
import type { Level } from '../../draw/detail'
import { useSingleKeys } from '../player/keys'
import '../segmented/segmented.css'
import { useDetails, useLevel } from './detail'
import { words } from './words'

const LEVELS: readonly Level[] = [1, 2, 3]

export function Detail({ node }: { node: string }) {
  const group = useId()
  const level = useLevel(node)
  const choose = useDetails((details) => details.choose)
  return (
    <fieldset className="segmented detail" onKeyDown={(event) => detailKey(event, node)}>
      <legend className="hidden-text">{words.detail}</legend>
      {LEVELS.map((each) => (
        <label key={each} className="segmented-option" title={words.levelHints[each]}>
          <input
            className="hidden-text"
            type="radio"
            name={group}
            checked={each === level}
            onChange={() => choose(node, each)}
            onKeyDown={(event) => event.key.startsWith('Arrow') && event.stopPropagation()}
          />
          <span>
            <i className="detail-digit" aria-hidden="true">
              {each}
            </i>
            <span className="detail-name">{words.levels[each]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** 1, 2 and 3, unless keys without Ctrl are switched off. */
export function detailKey(event: KeyboardEvent, node: string): void {
  const level = LEVELS.find((each) => event.key === `${each}`)
  if (!level || event.ctrlKey || event.metaKey || event.altKey || !useSingleKeys.getState().on) return
  event.preventDefault()
  event.stopPropagation()
  useDetails.getState().choose(node, level)
}
