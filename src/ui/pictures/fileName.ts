/** What a file is called: which scenario, where in it, what it shows. */
interface About {
  scenario: string
  /** Playhead, or the playheads that a film goes from and to. */
  steps: readonly number[]
  what: string
  ending: string
}

/** `natscope-home-router-snat-step-40-stage.svg`: plain characters, so that every file system takes it. */
export function fileName({ scenario, steps, what, ending }: About): string {
  const slug = scenario
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
  const where = steps.length > 0 ? `step-${steps.join('-')}` : ''
  return `${['natscope', slug, where, what].filter(Boolean).join('-')}.${ending}`
}
