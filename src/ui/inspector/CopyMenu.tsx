/** The packet as text for elsewhere: tcpdump's line, a hex dump, Wireshark's filter. */
import { displayFilter, hexDump } from '../../packet/copy'
import { line } from '../../packet/line'
import { copyText } from '../share/clipboard'
import { Menu } from '../menu/Menu'
import { copyText as words } from '../text/copy'

export function CopyMenu({ bytes }: { bytes: Uint8Array }) {
  const tcpdump = line(bytes)
  const filter = displayFilter(bytes)
  const items = [
    { id: 'line', name: words.line, note: tcpdump, run: () => void copyText(tcpdump, words.copied.line) },
    { id: 'hex', name: words.hex, note: words.hexNote, run: () => void copyText(hexDump(bytes), words.copied.hex) },
    { id: 'filter', name: words.filter, note: filter, run: () => void copyText(filter, words.copied.filter) },
  ]
  return (
    <Menu label={words.label} items={items} className="btn quiet icon inspector-copy">
      <svg viewBox="0 0 16 16" width="15" height="15" aria-hidden="true">
        <path
          d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.4"
          strokeLinejoin="round"
        />
      </svg>
    </Menu>
  )
}
