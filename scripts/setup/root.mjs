/** The project's root, as a URL to resolve files against. */
export const root = new URL('../../', import.meta.url)
