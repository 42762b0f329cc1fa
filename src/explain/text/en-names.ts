/** How things are called in mid-sentence. */

/** "Web server" → "the web server"; "Laptop A" and "router2" are names already. */
function node(name: string): string {
  const words = name.split(' ')
  const last = words.at(-1) ?? ''
  if (/^[A-Z0-9]$/.test(last) || /\d/.test(name) || /^[a-z]/.test(name)) return name
  // "DNS server" keeps its capitals.
  const first = /^[A-Z][a-z]/.test(name) ? name[0].toLowerCase() + name.slice(1) : name
  return `the ${first}`
}

export const names = {
  node,
  withId: (address: string, id: number) => `${address} id ${id}`,
  owned: (address: string, owner?: string) => (owner ? `${owner} (${address})` : address),
  entry: (id: number) => `entry ${id}`,
  rule: (table: string, chain: string, rule: number) => `rule ${rule} of ${table}/${chain}`,
  ruleNumber: (rule: number) => `rule ${rule}`,
  /** The first letter of a sentence. */
  start: (text: string) => text.charAt(0).toUpperCase() + text.slice(1),
}
