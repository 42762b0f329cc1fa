/** A target that the engine knows nothing of. It is kept word for word, and the packet goes on to the next rule. */
export interface UnmodelledTarget {
  kind: 'unmodelled'
  name: string
  /** All of it as written: "-j NFQUEUE --queue-num 1". */
  text: string
}
