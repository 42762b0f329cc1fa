/** What is said of matches and targets that few rule sets name. */
import { expect, test } from 'vitest'
import '../engine/netfilter/rare'
import { runScenario, startRun } from '../engine/run'
import { applyEvent, emptyView } from '../model/fold'
import type { Scenario } from '../model/scenario'
import { homeRouter } from '../scenarios/home-router'
import { explain } from './explain'

/** Of the home router's first packet, with these rules in mangle/FORWARD. */
function sentences(...rules: string[]): string[] {
  const iptables = ['*mangle', ...rules.map((rule) => `-A FORWARD ${rule}`), 'COMMIT', ''].join('\n')
  const nodes = homeRouter.nodes.map((node) => (node.id === 'router' ? { ...node, iptables } : node))
  const scenario: Scenario = { ...homeRouter, nodes }
  let view = emptyView(scenario, startRun(scenario).rulesets)
  return runScenario(scenario).map((event) => {
    const before = view
    view = applyEvent(view, event)
    return explain(event, before, view, scenario).sentence
  })
}

test.each([
  [
    '-j TEE --gateway 192.168.1.200',
    'Rule 1 of mangle/FORWARD matches: a copy of the packet goes to 192.168.1.200, and the packet itself to the next rule.',
  ],
  [
    '-j TEE --gateway 192.168.1.200',
    'The router makes a copy of the TCP SYN, as a TEE rule asks, for another machine.',
  ],
  [
    '-j AUDIT --type accept',
    'Rule 1 of mangle/FORWARD matches: AUDIT tells a program that does not run here, and the packet goes on to the next rule.',
  ],
  [
    '-m connbytes --connbytes 9999 --connbytes-mode bytes --connbytes-dir both',
    'Rule 1 of mangle/FORWARD does not match, because its connection has not had what “-m connbytes --connbytes 9999 --connbytes-mode bytes --connbytes-dir both” asks for, or nobody counted.',
  ],
])('%s: %s', (rule, sentence) => {
  expect(sentences(rule)).toContain(sentence)
})
