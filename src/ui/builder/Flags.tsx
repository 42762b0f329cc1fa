/** TCP's flags as check boxes that look like the bits they are. */
import { text } from '../text/text'
import { FLAGS } from './draft'

export function Flags({ flags, onChange }: { flags: string; onChange(flags: string): void }) {
  const toggle = (letter: string) =>
    FLAGS.map(([each]) => each)
      .filter((each) => (each === letter ? !flags.includes(each) : flags.includes(each)))
      .join('')
  return (
    <fieldset className="builder-flags">
      <legend>{text.builder.flags}</legend>
      {FLAGS.map(([letter, name]) => (
        <label key={letter}>
          <input type="checkbox" checked={flags.includes(letter)} onChange={() => onChange(toggle(letter))} />
          {name}
        </label>
      ))}
    </fieldset>
  )
}
