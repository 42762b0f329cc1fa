/** A line of the table that `npm run bench` prints: what was measured, beside what was aimed at. */

export interface Line {
  what: string
  measured: string
  target: string
  /** Null for a figure that nothing was aimed at. */
  met: boolean | null
}

export const line = (what: string, measured: string, target = '', met: boolean | null = null): Line => ({
  what,
  measured,
  target,
  met,
})

const MARK = new Map<boolean | null, string>([
  [true, 'met'],
  [false, '**not met**'],
  [null, ''],
])

export const HEAD: readonly string[] = ['| what | measured | target | |', '| --- | ---: | ---: | --- |']

export const row = ({ what, measured, target, met }: Line): string =>
  `| ${what} | ${measured} | ${target} | ${MARK.get(met)} |`

export const ns = (n: number): string => (n < 10 ? `${n.toFixed(1)} ns` : `${count(n)} ns`)
export const ms = (n: number): string => (n < 1 ? `${count(n * 1000)} µs` : `${n.toFixed(1)} ms`)
export const times = (n: number): string => `${n < 10 ? n.toFixed(1) : count(n)}×`
/** "1,048,576". */
export const count = (n: number): string => Math.round(n).toLocaleString('en-GB')
