/** CodeMirror for iptables-save text, behind four verbs. Tab leaves the editor, as everywhere on the page. */
import { autocompletion, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { linter, lintGutter, type Diagnostic } from '@codemirror/lint'
import { EditorState, Transaction } from '@codemirror/state'
import { EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view'
import type { RuleError } from '../../rules/ruleset'
import { text } from '../text/text'
import { colour } from './colour'
import { complete } from './complete'
import { reading } from './reading'

export interface Editor {
  text(): string
  /** Replaces the text; the undo history stays. */
  show(text: string): void
  goTo(place: RuleError): void
  close(): void
}

interface Options {
  parent: HTMLElement
  label: string
  text: string
  /** The interfaces of the machine. */
  own: readonly string[]
  onChange(text: string): void
  onApply(): void
}

export function makeEditor({ parent, label, text: first, own, onChange, onApply }: Options): Editor {
  /** Text that the page puts in is no draft. */
  let putting = false
  const apply = () => {
    onApply()
    return true
  }
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: first,
      extensions: [
        EditorView.lineWrapping,
        lineNumbers(),
        lintGutter(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        history(),
        colour,
        autocompletion({ override: [complete], icons: false }),
        linter(({ state }) => diagnose(state, own), { delay: 300 }),
        keymap.of([{ key: 'Mod-Enter', run: apply }, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
        EditorView.contentAttributes.of({
          'aria-label': label,
          tabindex: '0',
          autocapitalize: 'off',
          spellcheck: 'false',
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !putting) onChange(update.state.doc.toString())
        }),
      ],
    }),
  })

  return {
    text: () => view.state.doc.toString(),
    show(next) {
      if (next === view.state.doc.toString()) return
      putting = true
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: next },
        annotations: Transaction.addToHistory.of(true),
      })
      putting = false
    },
    goTo(place) {
      const { from, to } = rangeOf(view.state, place)
      view.dispatch({ selection: { anchor: from, head: to }, scrollIntoView: true })
      view.focus()
    },
    close: () => view.destroy(),
  }
}

async function diagnose(state: EditorState, own: readonly string[]): Promise<Diagnostic[]> {
  const read = await reading(state.doc.toString(), own)
  const errors = read.errors.map((error): Diagnostic => ({
    ...rangeOf(state, error),
    severity: 'error',
    message: error.expected ? `${error.message}: expected ${error.expected}` : error.message,
  }))
  return [
    ...errors,
    ...read.unknown.map(({ line, text: written, part }) => remark(state, line, text.rules.notModelled(written, part))),
    ...read.strangers.map(({ line, name }) => remark(state, line, text.rules.stranger(name, own))),
  ]
}

/** Not wrong, and not without effect on the picture: said where it stands. */
function remark(state: EditorState, line: number, message: string): Diagnostic {
  const { from, to } = state.doc.line(line)
  return { from, to, severity: 'info', message }
}

/** Errors count lines and columns from 1; a place behind the end of its line is its last character. */
function rangeOf(state: EditorState, { line, column, length }: RuleError): { from: number; to: number } {
  const at = state.doc.line(Math.max(1, Math.min(line, state.doc.lines)))
  const from = Math.min(at.from + column - 1, at.to)
  return { from, to: Math.min(from + Math.max(1, length), at.to) }
}
