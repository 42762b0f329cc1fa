/** The packet's checksums worked out by hand: what a router computes instead of reading the packet again. */
import { sumsOf, type Worked } from '../../draw/sums'
import { sumsText as text } from '../text/sums'
import './sums.css'

const hex = (n: number): string => n.toString(16).padStart(4, '0')
const complement = (n: number): number => ~n & 0xffff

export function Sums({ was, now }: { was: Uint8Array; now: Uint8Array }) {
  const all = sumsOf(was, now)
  const worked = all.some(({ words }) => words.length > 0)
  return (
    <div className="sums">
      {worked && <p className="sums-lead">{text.lead}</p>}
      {all.map((sum) => (
        <section key={sum.key} className="sums-one" aria-label={text.name(sum.layer, sum.inner)}>
          <h3>
            {text.name(sum.layer, sum.inner)} <Verdict right={sum.right} none={sum.how === 'none'} />
          </h3>
          {sum.how === 'none' && <p>{text.none}</p>}
          {sum.how === 'same' && <p>{text.same(`0x${hex(sum.now)}`)}</p>}
          {(sum.how === 'worked' || sum.how === 'anew') && <Working sum={sum} />}
          {sum.how === 'anew' && <p>{text.anew(`0x${hex(sum.now)}`)}</p>}
        </section>
      ))}
      {worked && <p className="sums-foot">{text.carry}</p>}
    </div>
  )
}

function Verdict({ right, none }: { right?: boolean; none: boolean }) {
  if (none) return null
  if (right === undefined) return <em>{text.unknown}</em>
  return <em data-wrong={!right || undefined}>{right ? `✓ ${text.right}` : `✗ ${text.wrong}`}</em>
}

function Working({ sum }: { sum: Worked }) {
  return (
    <table aria-label={text.table(text.name(sum.layer, sum.inner))}>
      <thead>
        <tr>
          {text.columns.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="mono">
        <tr>
          <th scope="row" colSpan={3}>
            {text.start(hex(sum.was))}
          </th>
          <td>{hex(sum.start)}</td>
        </tr>
        {sum.words.map(({ at, fields, was, now, total }) => (
          <tr key={at}>
            <th scope="row">{fields}</th>
            <td>
              + {hex(complement(was))} <s>{hex(was)}</s>
            </td>
            <td>+ {hex(now)}</td>
            <td>= {hex(total)}</td>
          </tr>
        ))}
        <tr className="sums-out">
          <th scope="row" colSpan={3}>
            {text.out}
          </th>
          <td>{hex(sum.result)}</td>
        </tr>
      </tbody>
    </table>
  )
}
