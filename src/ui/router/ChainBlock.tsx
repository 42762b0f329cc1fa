/** One chain among all: its name, who calls it, its rules, and at a rule that jumped the sign that the packet comes back. */
import type { ChainPlace } from '../../draw/chains'
import type { Tested } from '../../draw/visit'
import { counterKey } from '../../model/view'
import { allWords as say } from './allWords'
import { FirstOnly } from './ChainName'
import { PolicyRow } from './Rows'
import { RuleRows } from './RuleRows'

interface ChainBlockProps {
  node: string
  place: ChainPlace
  tested: ReadonlyMap<string, Tested>
  /** Keys of the rules that jumped to where the packet is. */
  calling: ReadonlySet<string>
  /** The packet is in this chain. */
  here: boolean
  onJump(table: string, chain: string): void
}

/** More callers than this are told by their number. */
const CALLERS = 4

export function ChainBlock({ node, place, tested, calling, here, onJump }: ChainBlockProps) {
  const { table, chain, callers } = place
  return (
    <div className="block" data-chain={`${table}/${chain.name}`} data-here={here || undefined} tabIndex={-1}>
      <table className="sheet-table">
        <caption>
          <b>
            {table} / {chain.name}
          </b>
          {here && <span className="block-here"> ● {say.here}</span>}{' '}
          {chain.policy !== null && <FirstOnly table={table} />}
          {chain.policy === null && (
            <span className="block-callers">
              {callers.length === 0
                ? say.uncalled
                : `${say.calledFrom} ${callers
                    .slice(0, CALLERS)
                    .map((ref) => `${ref.chain} ${ref.rule}`)
                    .join(', ')}`}
              {callers.length > CALLERS && ` ${say.more(callers.length - CALLERS)}`}
            </span>
          )}
        </caption>
        <tbody>
          <RuleRows
            node={node}
            table={table}
            chain={chain}
            tested={tested}
            back={(key) => (calling.has(key) ? say.return : undefined)}
            onJump={onJump}
          />
          {chain.policy !== null && (
            <PolicyRow node={node} table={table} chain={chain} tested={tested.get(counterKey(table, chain.name))} />
          )}
        </tbody>
      </table>
    </div>
  )
}
