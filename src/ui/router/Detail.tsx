/** The control of how much of a router is shown: a box, the road, every rule. */
import { useId } from 'react'
import '../segmented/segmented.css'
import { LEVELS, levelKey, useDetails, useLevel } from './detail'
import { words } from './words'

export function Detail({ node }: { node: string }) {
  const group = useId()
  const level = useLevel(node)
  const choose = useDetails((details) => details.choose)
  return (
    <fieldset className="segmented detail">
      <legend className="hidden-text">{words.detail}</legend>
      {LEVELS.map((each) => (
        <label key={each} className="segmented-option" title={words.levelHints[each]}>
          <input
            className="hidden-text"
            type="radio"
            name={group}
            checked={each === level}
            onChange={() => choose(node, each)}
            onKeyDown={(event) => {
              levelKey(event.nativeEvent, node)
              // The player's keys are arrows too: inside the group they choose.
              if (event.key.startsWith('Arrow')) event.stopPropagation()
            }}
          />
          <span data-digit={each}>{words.levels[each]}</span>
        </label>
      ))}
    </fieldset>
  )
}
