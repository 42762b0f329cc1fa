/**
 * What visits left behind, each in a place of its own: two tabs of the page do not write over each other, and a visit that still
 * goes on in another tab is not offered for taking up again.
 */
/** The run as a link has it, and what it is called. */
export interface Visit {
  id: string
  fragment: string
  title: string
}

/** So many are kept; an older one goes. */
const MOST = 4

/** The oldest first. Whatever else is stored there counts for nothing. */
export function visitsIn(stored: string | null): Visit[] {
  try {
    const kept: unknown = JSON.parse(stored ?? '[]')
    return Array.isArray(kept) ? kept.filter(isVisit) : []
  } catch {
    return []
  }
}

function isVisit(kept: unknown): kept is Visit {
  if (typeof kept !== 'object' || kept === null) return false
  return ['id', 'fragment', 'title'].every((key) => typeof (kept as Record<string, unknown>)[key] === 'string')
}

/** With `visit` as the newest, in the place of what was kept of it before. */
export const withVisit = (visits: readonly Visit[], visit: Visit): Visit[] =>
  [...visits.filter(({ id }) => id !== visit.id), visit].slice(-MOST)

/** The newest that no open tab is in the middle of. */
export const lastLeft = (visits: readonly Visit[], open: ReadonlySet<string>): Visit | undefined =>
  visits.findLast(({ id }) => !open.has(id))
