/** The word that a person may have meant. */

/** The closest of `words` by Levenshtein's distance; undefined when none is within a third of the length. */
export function nearest<W extends string>(typed: string, words: readonly W[]): W | undefined {
  let best: W | undefined
  let least = Math.max(1, Math.floor(typed.length / 3)) + 1
  for (const word of words) {
    if (Math.abs(word.length - typed.length) >= least) continue
    const far = distance(typed, word)
    if (far < least) [best, least] = [word, far]
  }
  return best
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1))
    row = next
  }
  return row[b.length]
}
