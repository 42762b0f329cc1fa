/** `-j ACCEPT`, `-j DROP` and `-j RETURN`: the targets without options. */
export type VerdictTarget = { kind: 'ACCEPT' } | { kind: 'DROP' } | { kind: 'RETURN' }

export const VERDICTS = ['ACCEPT', 'DROP', 'RETURN'] as const
