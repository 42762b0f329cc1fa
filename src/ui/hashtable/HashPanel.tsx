/** The Hash table tab: how full it is, how long its chains are, and who stands in them. */
import { useMemo } from 'react'
import { DEFAULT_BUCKETS, hashPicture } from '../../draw/buckets'
import { useEntries } from '../conntrack/useEntries'
import { useTracker } from '../conntrack/useTracker'
import { useScope } from '../store/store'
import { hashText as text } from '../text/hash'
import { Chains } from './Chains'
import { Histogram } from './Histogram'
import './hashtable.css'

const BUCKETS = 'net.netfilter.nf_conntrack_buckets'
const rounded = (n: number): string => (n < 0.01 && n > 0 ? n.toPrecision(1) : n.toFixed(2))

export function HashPanel() {
  const { run, view } = useScope()
  const { node } = useTracker()
  const { rows } = useEntries(node)
  const set = node === undefined ? undefined : view.nodes[node]?.sysctl[BUCKETS]
  const given = run.scenario.nodes.find(({ id }) => id === node)?.sysctl?.[BUCKETS]
  const buckets = Number(set ?? given ?? DEFAULT_BUCKETS)
  const picture = useMemo(() => hashPicture(rows, buckets), [rows, buckets])
  if (picture.records === 0) return <p className="hashtable-none">{rows.count > 0 ? text.unconfirmed : text.none}</p>
  const facts: [string, string][] = [
    [text.facts.buckets, buckets.toLocaleString('en')],
    [text.facts.records, picture.records.toLocaleString('en')],
    [text.facts.load, rounded(picture.records / buckets)],
    [text.facts.used, picture.used.toLocaleString('en')],
    [text.facts.longest, String(picture.longest)],
    [text.facts.probes, rounded(picture.probes)],
  ]
  return (
    <div className="hashtable">
      <div className="hashtable-facts" role="group" aria-label={text.figures} tabIndex={0}>
        <dl>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="mono">{value}</dd>
            </div>
          ))}
        </dl>
        <p>{text.how}</p>
      </div>
      <Histogram picture={picture} />
      <Chains rows={rows} picture={picture} node={node} />
    </div>
  )
}
