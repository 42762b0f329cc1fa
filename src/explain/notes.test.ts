/** Where the notes "what articles often say" stand: each beside a step where it matters, in a scenario that shows it. */
import { expect, test } from 'vitest'
import { runScenario, startRun } from '../engine/run'
import { applyEvent, emptyView } from '../model/fold'
import type { EventKind } from '../model/trace'
import { scenarios } from '../scenarios'
import { explain } from './explain'
import { notes } from './text/en-notes'

type Note = keyof typeof notes

/** "scenario kind" for each event that carries the note. */
const found = new Map<string, Set<string>>()
for (const scenario of scenarios) {
  let view = emptyView(scenario, startRun(scenario).rulesets)
  for (const event of runScenario(scenario)) {
    const before = view
    view = applyEvent(view, event)
    const { often } = explain(event, before, view, scenario)
    if (often) found.set(often, (found.get(often) ?? new Set()).add(`${scenario.id} ${event.kind}`))
  }
}

test.each<[Note, string, EventKind]>([
  ['synRecv', 'home-router', 'ct-change'],
  ['fin', 'home-router', 'ct-change'],
  ['established', 'home-router', 'ct-change'],
  ['udp', 'udp-timeout', 'ct-change'],
  ['max', 'table-full', 'sysctl'],
  ['max', 'table-full', 'drop'],
  ['earlyDrop', 'table-full', 'ct-end'],
  ['memory', 'home-router', 'ct-new'],
  ['portKept', 'home-router', 'nat-bind'],
  ['portPerDestination', 'ports-used-up', 'nat-bind'],
  ['portPerDestination', 'ports-used-up', 'drop'],
  ['kubeProxy', 'cluster-ip', 'rule'],
  ['natTable', 'home-router', 'station'],
  ['invalid', 'invalid', 'ct-lookup'],
  ['invalid', 'invalid', 'station'],
  ['firewall', 'not-a-firewall', 'hook'],
  ['synFlood', 'syn-flood', 'drop'],
  ['turns', 'load-balancer', 'rule'],
  ['hairpin', 'hairpin-broken', 'hook'],
  ['insideAddress', 'port-forward-refused', 'rule'],
  ['askerHidden', 'node-port', 'nat-bind'],
  ['askerHidden', 'hairpin-mended', 'nat-bind'],
  ['filtering', 'scanned', 'ct-lookup'],
  ['innerPacket', 'traceroute', 'rewrite'],
  ['fragNeeded', 'path-mtu', 'packet'],
  ['privateSource', 'container-offline', 'wire'],
  ['privateSource', 'invalid', 'wire'],
])('%s stands in %s, at a %s', (note, scenario, kind) => {
  expect([...(found.get(notes[note]) ?? [])]).toContain(`${scenario} ${kind}`)
})

test.each<[Note, string[]]>([
  ['hairpin', ['hairpin-broken hook', 'hairpin-mended hook']],
  ['insideAddress', ['port-forward-refused rule']],
  ['filtering', ['scanned ct-lookup']],
  ['privateSource', ['container-offline wire', 'invalid wire']],
  ['synFlood', ['syn-flood drop']],
])('%s stands nowhere else', (note, places) => {
  expect([...(found.get(notes[note]) ?? [])].toSorted()).toEqual(places)
})
