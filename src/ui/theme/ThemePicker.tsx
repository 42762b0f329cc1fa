/** A plain select: four themes, known to every keyboard and screen reader. */
import { text } from '../text/text'
import { THEMES, useTheme, type Theme } from './theme'

export function ThemePicker() {
  const { theme, choose } = useTheme()
  return (
    <select
      className="btn"
      aria-label={text.theme.label}
      value={theme}
      onChange={(event) => choose(event.target.value as Theme)}
    >
      {THEMES.map((name) => (
        <option key={name} value={name}>
          {text.theme.names[name]}
        </option>
      ))}
    </select>
  )
}
