import { describe, expect, it } from 'vitest'
import { readCase } from './format'
import { pretty } from './pretty'

const fixtures = import.meta.glob<string>('./fixtures/*.json', { query: '?raw', import: 'default', eager: true })

describe('pretty', () => {
  it.each(Object.entries(fixtures))('writes %s back to the byte', (_, text) => {
    expect(pretty(readCase(JSON.parse(text)))).toBe(text)
  })

  it('escapes what is not ASCII, as the recorder does', () => {
    expect(pretty({ name: 'é', nodes: {}, steps: [{ wait: 0.5 }] })).toBe(
      '{\n "name": "\\u00e9",\n "nodes": {},\n "steps": [\n  {"wait": 0.5}\n ]\n}\n',
    )
  })
})
