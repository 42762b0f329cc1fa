/** `-j CHAIN` comes back to the next rule; `-g CHAIN` comes back to where the present chain was jumped to from. */
export type JumpTarget = { kind: 'jump'; chain: string } | { kind: 'goto'; chain: string }
