import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runAgainst } from './agreement'
import { type Case, readCase } from './format'
import { NotModelled, passedOver, refuseUnmodelled } from './modelled'

const fixtures = import.meta.glob<string>('./fixtures/*.json', { query: '?raw', import: 'default', eager: true })

/** Where the engine first parts from the recording; null when it does not. A is the kernel, B the engine. */
const disagreement = (text: string): string | null => runAgainst(readCase(JSON.parse(text))).difference

describe('the engine does what Linux 6.18 did', () => {
  it.each(Object.entries(fixtures).map(([path, text]) => [path.replace(/^.*\/|\.json$/g, ''), text]))(
    '%s',
    (_, text) => {
      expect(disagreement(text)).toBeNull()
    },
  )
})

const folder = process.env.NATSCOPE_CASES
const more =
  folder === undefined
    ? []
    : readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))

/** What the case needs and nobody has modelled; null when it can be played. */
function refusal(recorded: Case): string | null {
  try {
    refuseUnmodelled(recorded)
    return null
  } catch (why) {
    if (why instanceof NotModelled) return why.message
    throw why
  }
}

describe('more recordings', () => {
  it.skipIf(folder !== undefined)('are not looked at: NATSCOPE_CASES names no folder', ({ skip }) => skip())

  it.for(more.toSorted())('%s', (name, { skip }) => {
    const recorded = readCase(JSON.parse(readFileSync(join(folder ?? '', name), 'utf8')))
    const missing = refusal(recorded)
    if (missing !== null) skip(missing)
    const { difference } = runAgainst(recorded)
    if (difference !== null && passedOver(recorded).length > 0)
      skip(`not modelled yet: ${passedOver(recorded).join(', ')}`)
    expect(difference).toBeNull()
  })
})
