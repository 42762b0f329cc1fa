import { expect, it } from 'vitest'
import committedPage from '../../docs/fidelity.md?raw'
import results from '../../kernel/results.json?raw'
import committed from '../ui/help/fidelity.json?raw'
import { fidelity } from './fidelity'
import { fidelityPage } from './fidelity-page'
import { type Case, readCase } from './format'

const fixtures = import.meta.glob<string>('./fixtures/*.json', { query: '?raw', import: 'default', eager: true })
const recorded = Object.entries(fixtures)
  .toSorted(([a], [b]) => (a < b ? -1 : 1))
  .map(([, text]) => readCase(JSON.parse(text)))
const now = fidelity(recorded, JSON.parse(results))

const AGAIN = 'out of date: npm run fidelity'

it('the committed page is what the results say', () => {
  expect(fidelityPage(now), AGAIN).toBe(committedPage)
})

it('and so is the table in the app', () => {
  expect(now, AGAIN).toEqual(JSON.parse(committed))
})

it('a case that was recorded otherwise does not agree', () => {
  const wrong: Case = {
    name: 'wrong',
    nodes: {
      router: {
        interfaces: { lan0: { addresses: ['192.168.1.1/24'] } },
        iptables: '*raw\n-A OUTPUT -j TRACE\nCOMMIT\n',
      },
    },
    steps: [{ conntrack: 'router' }],
    observed: [{ conntrack: ['udp 17 29 src=192.0.2.1 dst=192.0.2.2 sport=1 dport=2'] }],
    kernel: '6.18.1',
  }
  const { kernels, families } = fidelity([wrong], {})
  expect(kernels).toEqual([{ kernel: '6.18.1', cases: 1, agree: 0 }])
  expect(families.filter(({ cases }) => cases > 0).map(({ family }) => family)).toEqual([
    'all cases',
    'table raw',
    'conntrack table compared',
  ])
})

it('an extension is either modelled or passed over', () => {
  const names = (list: { name: string }[]) => list.map(({ name }) => name)
  expect(names(now.matches).filter((name) => now.passedOver.matches.includes(name))).toEqual([])
  expect(names(now.targets).filter((name) => now.passedOver.targets.includes(name))).toEqual([])
  expect(names(now.matches)).toContain('conntrack')
})
