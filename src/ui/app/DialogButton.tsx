/** A button of the header with a sign on it, which opens a dialog. */
import { useShell, type Dialog } from './shell'

interface Props {
  dialog: Dialog
  /** The accessible name, and what a pointer is told. */
  name: string
  /** Lines in a box of 16 × 16. */
  sign: string
  className?: string
}

export function DialogButton({ dialog, name, sign, className = '' }: Props) {
  const show = useShell((shell) => shell.show)
  return (
    <button
      type="button"
      className={`btn icon ${className}`}
      aria-label={name}
      title={name}
      aria-haspopup="dialog"
      onClick={() => show({ dialog })}
    >
      <svg viewBox="0 0 16 16" width="15" height="15" aria-hidden="true">
        <path
          d={sign}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
    </button>
  )
}
