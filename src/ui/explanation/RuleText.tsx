interface RuleTextProps {
  rule: string
  /** Whose rule it is, where the step itself asked none. */
  from?: string
}

/** A rule or command as one would type it. Lines break between its options, never at the hyphen of one. */
export function RuleText({ rule, from }: RuleTextProps) {
  return (
    <code className="explanation-rule">
      {from && <i>{from} </i>}
      {rule.split(/ (?=-)/).map((option, i) => (
        // oxlint-disable-next-line react/no-array-index-key -- a rule may hold the same option twice
        <span key={i}>{option} </span>
      ))}
    </code>
  )
}
