/** Small changes of `iptables-save` text, line by line: everything else stays as a person wrote it. Lines count from 1. */
export type Lines = (text: string) => string

export const withLine =
  (at: number, line: string, where: 'before' | 'in its place' = 'before'): Lines =>
  (text) =>
    text
      .split('\n')
      .toSpliced(at - 1, where === 'before' ? 0 : 1, line)
      .join('\n')

export const without =
  (at: number): Lines =>
  (text) =>
    text
      .split('\n')
      .toSpliced(at - 1, 1)
      .join('\n')

/** Behind all rules of the table, which is made where it is not there. */
export const withLineAtEnd =
  (table: string, line: string): Lines =>
  (text) => {
    const lines = text.split('\n')
    const begins = lines.findIndex((each) => each.trim() === `*${table}`)
    const commit = lines.findIndex((each, i) => i > begins && each.trim() === 'COMMIT')
    if (begins >= 0 && commit >= 0) return lines.toSpliced(commit, 0, line).join('\n')
    return `${text === '' || text.endsWith('\n') ? text : `${text}\n`}*${table}\n${line}\nCOMMIT\n`
  }
