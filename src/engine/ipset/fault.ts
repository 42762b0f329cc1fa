/** What `ipset` says when it cannot, without the program's name. */
export class SetFault extends Error {
  constructor(
    message: string,
    /** The words make no command (exit code 2), or they do and it cannot be done (1). */
    readonly usage = false,
  ) {
    super(message)
  }
}

export const syntax = (message: string): SetFault => new SetFault(`Syntax error: ${message}`)

/** `ip_set` error numbers, as `ipset` words them. */
export const SAID = {
  noSet: 'The set with the given name does not exist',
  exists: "Element cannot be added to the set: it's already added",
  missing: "Element cannot be deleted from the set: it's not added",
  full: 'Hash is full, cannot add more elements',
  range: 'Element is out of the range of the set',
  null: 'Null-valued element, cannot be stored in a hash type of set',
  cidr: 'The value of the CIDR parameter of the IP address is invalid',
  inUse: 'Set cannot be destroyed: it is in use by a kernel component',
  noMember: 'Set to be added/deleted/tested as element does not exist.',
  noNeighbour: "The set to which you referred with 'before' or 'after' does not exist.",
  notBeside: "The set to which you referred with 'before' or 'after' is not added to the set.",
  nested: 'Sets with list:set type cannot be added to the set.',
} as const

/** A whole number from `min` to `max`, decimal or hexadecimal. */
export function number(text: string, min: number, max: number): number {
  if (!/^-?(?:0x[\da-f]+|\d+)$/i.test(text)) throw syntax(`'${text}' is invalid as number`)
  const n = Number(text)
  if (n < min || n > max) throw syntax(`'${text}' is out of range ${min}-${max}`)
  return n
}
