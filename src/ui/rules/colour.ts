/** A little colour for iptables-save text: enough to find tables, chains, options, targets and addresses at a glance. */
import {
  Decoration,
  MatchDecorator,
  ViewPlugin,
  type DecorationSet,
  type EditorView,
  type ViewUpdate,
} from '@codemirror/view'

const PARTS =
  /(?<comment>^#.*$)|(?<table>^\*\S+|^COMMIT\b|^create\b|^add\b)|(?<chain>^:\S+|(?<=^(?:-[AIN]|create|add) )\S+)|(?<target>(?<=-[jg] )\S+)|(?<string>"(?:[^"\\]|\\.)*")|(?<address>\b\d{1,3}(?:\.\d{1,3}){3}(?:\/[\d.]+)?(?:-\d{1,3}(?:\.\d{1,3}){3})?(?::\d+(?:-\d+)?)?)|(?<option>(?<=\s)--?[A-Za-z][\w-]*|^-[A-Za-z])|(?<count>\[\d+:\d+\])|(?<not>(?<=\s)!(?=\s))/gm

const mark = new Map<string, Decoration>()
function decorationOf(match: RegExpExecArray): Decoration | null {
  const part = Object.entries(match.groups ?? {}).find(([, found]) => found !== undefined)?.[0]
  if (part === undefined) return null
  const known = mark.get(part) ?? Decoration.mark({ class: `rules-${part}` })
  mark.set(part, known)
  return known
}

const matcher = new MatchDecorator({ regexp: PARTS, decoration: decorationOf })

export const colour = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet
    constructor(view: EditorView) {
      this.decorations = matcher.createDeco(view)
    }
    update(update: ViewUpdate) {
      this.decorations = matcher.updateDeco(update, this.decorations)
    }
  },
  { decorations: ({ decorations }) => decorations },
)
