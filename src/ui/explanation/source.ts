/** "nf_nat_masquerade_ipv4 · RFC 3022 §4.1" → its parts, each with the place where it can be read. */
export interface Source {
  text: string
  href?: string
}

/** The kernel's sources, of the version that the engine follows. */
const KERNEL = 'https://elixir.bootlin.com/linux/v6.18/A/ident/'
const RFC = 'https://www.rfc-editor.org/rfc/rfc'

export const sourcesOf = (source: string): Source[] =>
  source.split(' · ').map((text) => {
    const rfc = /^RFC (\d+)(?: §([\d.]+))?$/.exec(text)
    if (rfc) return { text, href: `${RFC}${rfc[1]}${rfc[2] ? `#section-${rfc[2]}` : ''}` }
    return /^[a-z]\w*$/.test(text) ? { text, href: `${KERNEL}${text}` } : { text }
  })
