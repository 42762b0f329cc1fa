import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

/** The colours of each theme, as tokens.css writes them. */
function themes(): Map<string, Map<string, string>> {
  const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')
  return new Map(
    [...css.matchAll(/\[data-theme='(\w+)'\] \{([^}]*)\}/g)].map(([, name, body]) => [
      name,
      new Map([...body.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, token, colour]) => [token, colour])),
    ]),
  )
}

/** WCAG 2.2: relative luminance and contrast ratio. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
function contrast(a: string, b: string): number {
  const [dark, bright] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
  return (bright + 0.05) / (dark + 0.05)
}

const MEANINGS = ['private', 'shared', 'public', 'box', 'nat', 'route', 'ok', 'drop']
/** Text on what it may stand on. */
const TEXT: [string, string][] = [
  ...['ink', 'soft'].flatMap((ink) => ['bg', 'panel', 'hair', 'lit'].map((on): [string, string] => [ink, on])),
  ...MEANINGS.flatMap((colour) => ['bg', 'panel', 'hair', `${colour}-bg`].map((on): [string, string] => [colour, on])),
  ...['private', 'shared', 'public', 'box'].flatMap((on) =>
    ['ink', 'soft'].map((ink): [string, string] => [ink, `${on}-bg`]),
  ),
  ...['nat', 'private', 'shared', 'public', 'ok', 'drop'].map((colour): [string, string] => [colour, 'lit']),
  ['soft', 'nat-bg'],
  ['on-nat', 'nat'],
  ['on-drop', 'drop'],
  ['panel', 'ink'],
]
/** Graphics on what they may stand on. */
const GRAPHICS: [string, string][] = ['edge', 'lit-edge', 'focus'].flatMap((colour) =>
  ['bg', 'panel'].map((on): [string, string] => [colour, on]),
)

describe.each([...themes()])('the %s theme', (_, colours) => {
  const weak = (pairs: [string, string][], least: number) =>
    pairs
      .map(([a, b]) => ({ pair: `${a} on ${b}`, ratio: contrast(colours.get(a) ?? '', colours.get(b) ?? '') }))
      .filter(({ ratio }) => !(ratio >= least))
      .map(({ pair, ratio }) => `${pair}: ${ratio.toFixed(2)}`)

  test('text has a contrast of 4.5:1', () => expect(weak(TEXT, 4.5)).toEqual([]))
  test('graphics have a contrast of 3:1', () => expect(weak(GRAPHICS, 3)).toEqual([]))
})

test('there are four themes', () => {
  expect([...themes().keys()]).toEqual(['light', 'dark', 'projector', 'contrast'])
})
