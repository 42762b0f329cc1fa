/** The warning on a packet that carries a private address where it means nothing. */
import type { Leak as LeakData } from '../../draw/leak'
import { words } from './words'

export function Leak({ leak }: { leak: LeakData }) {
  return (
    <p className="pkt-leak">
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path d="M10 1.5 19 18H1z" />
        <path d="M10 7.5v5M10 14.6v1.6" />
      </svg>
      {leak.src ? (leak.dst ? words.leak.both : words.leak.src) : words.leak.dst}
    </p>
  )
}
