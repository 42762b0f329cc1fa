/** A test that the engine knows nothing of. It is kept word for word, and never matches. */
export interface UnmodelledMatch {
  kind: 'unmodelled'
  /** "cgroup" for `-m cgroup`, "-s" for an address that is not IPv4. */
  name: string
  /** All of it as written: "-m cgroup --cgroup 7". */
  text: string
}
