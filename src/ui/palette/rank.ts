/** Finds commands by what is typed: letters in order, those at the beginnings of words first. */

/** Higher is better; null when the letters are not all there in order. */
export function score(name: string, typed: string): number | null {
  const [text, wanted] = [name.toLowerCase(), typed.toLowerCase().replace(/\s+/g, ' ').trim()]
  if (wanted === '') return 0
  const whole = text.indexOf(wanted)
  if (whole >= 0) return 1000 - whole + (startsWord(text, whole) ? 500 : 0)
  let points = 0
  let at = -1
  for (const letter of wanted.replace(/ /g, '')) {
    at = text.indexOf(letter, at + 1)
    if (at < 0) return null
    points += startsWord(text, at) ? 10 : 1
  }
  return points
}

const startsWord = (text: string, at: number): boolean => at === 0 || !/[\p{L}\d]/u.test(text[at - 1])

/** The best first; those of one score stay in the order of the list. */
export function find<T extends { name: string }>(items: readonly T[], typed: string): T[] {
  return items
    .flatMap((item) => {
      const points = score(item.name, typed)
      return points === null ? [] : [{ item, points }]
    })
    .toSorted((a, b) => b.points - a.points)
    .map(({ item }) => item)
}
