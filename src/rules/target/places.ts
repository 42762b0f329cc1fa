/** Where several targets may stand. */
import type { Habitat } from '../grammar'

export const IN_MANGLE: Habitat = { tables: ['mangle'] }
export const IN_RAW: Habitat = { tables: ['raw'] }
