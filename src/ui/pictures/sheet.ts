/**
 * The page's style sheets as one text that needs nothing else: for a picture that leaves the page. Read from their source:
 * the browser's own rules lose a `border` with a variable in it when one side is set again.
 */

/** Pages whose sheets are all of one origin only. */
export async function cssOf(page: Document): Promise<string> {
  const texts = [...page.styleSheets].map(async ({ href, ownerNode }) =>
    href === null ? (ownerNode?.textContent ?? '') : (await fetch(href)).text(),
  )
  return (await Promise.all(texts)).join('\n')
}

interface Taste {
  /** Whether a media query holds: it is decided, and vanishes. */
  media(query: string): boolean
  keep(selector: string): boolean
}

/** The rules of a style sheet that are wanted, in order. No fonts, no keyframes. */
export function rulesOf(css: string, { media, keep }: Taste): string {
  const lines: string[] = []
  const write = (text: string) => {
    for (const { head, body } of blocksOf(text)) {
      if (head.startsWith('@media')) {
        if (media(head.slice(6))) write(body)
      } else if (head.startsWith('@container') || (!head.startsWith('@') && keep(head))) lines.push(`${head}{${body}}`)
    }
  }
  write(css.replaceAll(/\/\*[^]*?\*\//g, ''))
  return lines.join('\n')
}

/** What stands before each outermost brace, and between it and the one that closes it. Strings may hold braces. */
function blocksOf(css: string): { head: string; body: string }[] {
  const blocks: { head: string; body: string }[] = []
  let [depth, from, open] = [0, 0, 0]
  for (const { 0: sign, index } of css.matchAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[{};]/g)) {
    if (sign === '{' && depth++ === 0) open = index
    else if (sign === '}' && --depth === 0) {
      blocks.push({ head: css.slice(from, open).trim(), body: css.slice(open + 1, index).trim() })
      from = index + 1
    } else if (sign === ';' && depth === 0) from = index + 1
  }
  return blocks
}

/** Not for a picture: nothing in it is selected, and it has no dialog. */
const ELSEWHERE = /::(selection|backdrop|-webkit-[a-z-]+)/
const PSEUDO = /::?(before|after)\b/g

/** Whether a selector says something about what is in the document. */
export function isUsed(page: Document, selector: string): boolean {
  if (ELSEWHERE.test(selector)) return false
  try {
    return page.querySelector(selector.replaceAll(PSEUDO, '').replaceAll(/(^|,|[>+~ ])\s*(?=,|$)/g, '$1*')) !== null
  } catch {
    return true
  }
}
