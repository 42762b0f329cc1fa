/** A set named by a rule, and which ends of the packet are looked up in it: "blocked src,dst". */
import { Wrong, type Reading } from './grammar'

export type Side = 'src' | 'dst'

export interface SetRef {
  name: string
  /** One for each dimension of the set; more do no harm, with less nothing is ever found. */
  sides: Side[]
}

const LONGEST = 31
const MOST_SIDES = 6

export function readSetRef({ args: [name, sides] }: Reading): SetRef {
  if (name.length > LONGEST)
    throw new Wrong(`setname \`${name}' too long, max ${LONGEST} characters.`, 'the name of a set')
  const read = sides.split(',')
  if (read.length > MOST_SIDES)
    throw new Wrong(`Can't be more src/dst options than ${MOST_SIDES}.`, `up to ${MOST_SIDES} of src and dst`)
  // iptables spells it so.
  if (!read.every((side): side is Side => side === 'src' || side === 'dst'))
    throw new Wrong("You must spefify (the comma separated list of) 'src' or 'dst'.", 'src or dst, such as src,dst')
  return { name, sides: read }
}

export const setRefText = ({ name, sides }: SetRef): string => `${name} ${sides.join(',')}`
