/** Buckets and who stands in their chains: the selected entry's first, then the fullest. */
import { useMemo } from 'react'
import { chainsOf, fullest, type HashPicture, type RecordId } from '../../draw/buckets'
import type { Tuple } from '../../model/conntrack'
import { entryAt, type Rows } from '../../model/rows'
import { bucketOf } from '../../model/tuple-hash'
import { protocolName } from '../../explain/conntrack-list'
import { useScope } from '../store/store'
import { hashText as text } from '../text/hash'

const SHOWN = 14

interface Props {
  rows: Rows
  picture: HashPicture
  node: string | undefined
}

export function Chains({ rows, picture, node }: Props) {
  const { buckets } = picture
  const selected = useScope((scope) => scope.selection.entry)
  const select = useScope((scope) => scope.select)
  const shown = useMemo(() => {
    const own = selected === undefined ? -1 : rows.id.indexOf(selected)
    const first = own < 0 ? [] : [rows.hash[own], rows.rhash[own]].map((hash) => bucketOf(hash, buckets))
    const all = [...new Set([...first, ...fullest(picture, SHOWN)])].slice(0, SHOWN)
    return chainsOf(rows, all, buckets).map((chain, i) => ({ bucket: all[i], chain }))
  }, [rows, picture, buckets, selected])

  return (
    <section className="hashtable-chains" aria-label={text.chains(picture.used <= SHOWN)}>
      <h2>{text.chains(picture.used <= SHOWN)}</h2>
      <ul>
        {shown.map(({ bucket, chain }) => (
          <li key={bucket}>
            <span className="mono">{text.bucket(bucket)}</span>
            {chain.map((record) => (
              <button
                key={record}
                type="button"
                className="hashtable-record"
                aria-pressed={rows.id[record >>> 1] === selected}
                onClick={() => select({ node, entry: rows.id[record >>> 1] })}
              >
                <small>{text.direction[record % 2 === 0 ? 'original' : 'reply']}</small>
                <span className="mono">{tupleText(rows, record)}</span>
              </button>
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}

function tupleText(rows: Rows, record: RecordId): string {
  const entry = entryAt(rows, record >>> 1)
  const { proto, src, sport, dst, dport, id } = record % 2 === 0 ? entry.original : entry.reply
  return `${protocolName(proto)} ${end(src, sport)} → ${end(dst, dport)}${id === undefined ? '' : ` id ${id}`}`
}

const end = (address: string, port: Tuple['sport']): string => (port === undefined ? address : `${address}:${port}`)
