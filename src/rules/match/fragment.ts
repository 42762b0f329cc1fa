/** `-f`: second and further fragments, which have no transport header. */
import { bang } from '../grammar'

export interface FragmentMatch {
  kind: 'fragment'
  not: boolean
}

export const printFragment = (m: FragmentMatch): string => `${bang(m.not)}-f`
