import { test } from 'vitest'
import { runScenario } from './run'
import { scenarios } from '../scenarios'
import { line } from '../packet/line'
test('x', () => {
  for (const s of scenarios) {
    const nodes = s.nodes.map((n) => n)
    console.log('=====', s.title)
    const out: string[] = []
    for (const e of runScenario({ ...s, nodes })) {
      const { n, t, kind, ...rest } = e as any
      if (kind === 'packet') out.push(`${n} ${t / 1000} packet ${rest.node} ${line(rest.bytes)}`)
      else out.push(`${n} ${t / 1000} ${kind} ${JSON.stringify(rest).slice(0, 150)}`)
    }
    console.log(out.join('\n'))
  }
})
