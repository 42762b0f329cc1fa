/** `-m cluster`: of several nodes that get the same packets, the one whose turn this connection is. */
import { bang, Wrong, type Extension, type Option } from '../grammar'
import { integer } from '../values'

export interface ClusterMatch {
  kind: 'cluster'
  /** 1 to 32. */
  nodes: number
  /** A bit for each node that is this one. */
  mask: number
  seed: number
  not: boolean
}

const MOST = 32

const node = (name: string, other: string, bits: (n: number) => number): Option<ClusterMatch> => ({
  names: [`cluster-${name}`],
  not: true,
  excludes: [`cluster-${other}`],
  read: (m, r) => void Object.assign(m, { mask: bits(integer(r, 1, MOST)), not: r.not }),
})

const hex8 = (n: number): string => `0x${n.toString(16).padStart(8, '0')}`

export const cluster: Extension<ClusterMatch> = {
  kind: 'cluster',
  name: 'cluster',
  begin: () => ({ kind: 'cluster', nodes: 0, mask: 0, seed: 0, not: false }),
  options: [
    { names: ['cluster-total-nodes'], must: true, read: (m, r) => void (m.nodes = integer(r, 1, MOST)) },
    node('local-node', 'local-nodemask', (n) => (1 << (n - 1)) >>> 0),
    node('local-nodemask', 'local-node', (n) => n),
    { names: ['cluster-hash-seed'], must: true, read: (m, r) => void (m.seed = integer(r, 0, 0xffffffff)) },
  ],
  finish(m, seen) {
    const one = seen.has('cluster-local-node')
    if (!one && !seen.has('cluster-local-nodemask'))
      throw new Wrong(
        "cluster match: `--cluster-local-node' or`--cluster-local-nodemask' is missing",
        '--cluster-local-node',
      )
    if (seen.has('cluster-total-nodes') && m.mask >= 2 ** m.nodes)
      throw new Wrong(
        one
          ? "cluster match: `--cluster-local-node' must be <= `--cluster-total-nodes'"
          : "cluster match: `--cluster-local-nodemask' too big for `--cluster-total-nodes'",
        'a node of those that there are',
      )
  },
  print: (m) =>
    `${bang(m.not)}--cluster-local-nodemask ${hex8(m.mask)} --cluster-total-nodes ${m.nodes} --cluster-hash-seed ${hex8(m.seed)}`,
  list: (m) => `cluster ${m.not ? '!' : ''}node_mask=${hex8(m.mask)} total_nodes=${m.nodes} hash_seed=${hex8(m.seed)}`,
}
