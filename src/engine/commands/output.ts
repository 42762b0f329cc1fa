/** What a command leaves behind. */
export interface Output {
  /** Lines, without their ends. */
  stdout: string[]
  stderr: string[]
  /** 0 when it went well. */
  code: number
}

/** As it stands in a file or a pipe. */
export const asText = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('')

export const printed = (stdout: string[]): Output => ({ stdout, stderr: [], code: 0 })

export const failed = (code: number, ...stderr: string[]): Output => ({ stdout: [], stderr, code })
