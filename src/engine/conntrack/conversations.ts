/**
 * TCP conversations through a masquerading router and what `conntrack -L` says after each segment, as Linux 6.18.44
 * said it. `c` is the client, `s` the server; a seconds column counts from the segment. "INVALID": the packet
 * belonged to no connection; "-": there is no entry.
 */
export const CONVERSATIONS: Readonly<Record<string, string>> = {
  'a whole life': `
    c S   1000           | 120 SYN_SENT [UNREPLIED]
    s SA  9000 ack 1001  | 60 SYN_RECV
    c A   1001 ack 9001  | 432000 ESTABLISHED [ASSURED]
    c AP  1001 ack 9001 data 100 | 300 ESTABLISHED [ASSURED]
    s A   9001 ack 1101  | 432000 ESTABLISHED [ASSURED]
    c FA  1101 ack 9001  | 120 FIN_WAIT [ASSURED]
    s A   9001 ack 1102  | 60 CLOSE_WAIT [ASSURED]
    s FA  9001 ack 1102  | 30 LAST_ACK [ASSURED]
    c A   1102 ack 9002  | 120 TIME_WAIT [ASSURED]
  `,
  'nobody answers the SYN: trying again does not put the end off': `
    c S   1000           | 120 SYN_SENT [UNREPLIED]
    wait 5
    c S   1000           | 115 SYN_SENT [UNREPLIED]
  `,
  'refused: the entry is gone at once': `
    c S   1000           | 120 SYN_SENT [UNREPLIED]
    s RA  0    ack 1001  | -
  `,
  'reset in mid-connection': `
    c S   1000           | 120 SYN_SENT [UNREPLIED]
    s SA  9000 ack 1001  | 60 SYN_RECV
    c A   1001 ack 9001  | 432000 ESTABLISHED [ASSURED]
    s R   9001           | 10 CLOSE [ASSURED]
  `,
  'a reset with an old number is forged or late': `
    c S   1000           | 120 SYN_SENT [UNREPLIED]
    s SA  9000 ack 1001  | 60 SYN_RECV
    c A   1001 ack 9001  | 432000 ESTABLISHED [ASSURED]
    s R   9000           | INVALID
    c A   1001 ack 9001  | 432000 ESTABLISHED [ASSURED]
  `,
  'a reset within the window, but not the next number, is doubted': `
    c S   1000           | 120 SYN_SENT [UNREPLIED]
    s SA  9000 ack 1001  | 60 SYN_RECV
    c A   1001 ack 9001  | 432000 ESTABLISHED [ASSURED]
    s R   9500           | 10 ESTABLISHED [ASSURED]
    c A   1001 ack 9001  | 300 ESTABLISHED [ASSURED]
  `,
  'data beyond the window, and an ACK of data never sent': `
    c S   1000           | 120 SYN_SENT [UNREPLIED]
    s SA  9000 ack 1001  | 60 SYN_RECV
    c A   1001 ack 9001  | 432000 ESTABLISHED [ASSURED]
    c A   901001 ack 9001 data 10 | INVALID
    s A   9001 ack 500000 | INVALID
    c A   1001 ack 9001  | 432000 ESTABLISHED [ASSURED]
  `,
  'the same ACK four times: a retransmission': `
    c S   1000           | 120 SYN_SENT [UNREPLIED]
    s SA  9000 ack 1001  | 60 SYN_RECV
    c A   1001 ack 9001  | 432000 ESTABLISHED [ASSURED]
    c A   1001 ack 9001  | 432000 ESTABLISHED [ASSURED]
    c A   1001 ack 9001  | 432000 ESTABLISHED [ASSURED]
    c A   1001 ack 9001  | 300 ESTABLISHED [ASSURED]
  `,
  'a closed window': `
    c S   1000           | 120 SYN_SENT [UNREPLIED]
    s SA  9000 ack 1001  | 60 SYN_RECV
    c A   1001 ack 9001 win 0 | 300 ESTABLISHED [ASSURED]
  `,
  'scaled windows': `
    c S   1000 opts 030307 | 120 SYN_SENT [UNREPLIED]
    s SA  9000 ack 1001 win 1000 opts 030307 | 60 SYN_RECV
    c A   1001 ack 9001 win 100 | 432000 ESTABLISHED [ASSURED]
    s A   9001 ack 1001 win 1000 | 432000 ESTABLISHED [ASSURED]
    c A   129000 ack 9001 data 1 | 300 ESTABLISHED [ASSURED]
    c A   290000 ack 9001 data 1 | INVALID
  `,
  'picked up in mid-connection': `
    c A   1001 ack 9001  | 300 ESTABLISHED [UNREPLIED]
    s A   9001 ack 1001  | 300 ESTABLISHED
    c A   1001 ack 9001  | 432000 ESTABLISHED [ASSURED]
  `,
  'a simultaneous open': `
    c S   1000           | 120 SYN_SENT [UNREPLIED]
    s S   9000           | 120 SYN_SENT2
    c SA  1000 ack 9001  | 60 SYN_RECV
    s SA  9000 ack 1001  | 60 SYN_RECV
    c A   1001 ack 9001  | 432000 ESTABLISHED [ASSURED]
  `,
  'the same ports again out of TIME_WAIT': `
    c S   1000           | 120 SYN_SENT [UNREPLIED]
    s SA  9000 ack 1001  | 60 SYN_RECV
    c A   1001 ack 9001  | 432000 ESTABLISHED [ASSURED]
    c FA  1001 ack 9001  | 120 FIN_WAIT [ASSURED]
    s FA  9001 ack 1002  | 30 LAST_ACK [ASSURED]
    c A   1002 ack 9002  | 120 TIME_WAIT [ASSURED]
    c S   5000           | 120 SYN_SENT [UNREPLIED]
  `,
  'a client that lost its memory: the SYN is let through, and the challenge ACK': `
    c S   1000           | 120 SYN_SENT [UNREPLIED]
    s SA  9000 ack 1001  | 60 SYN_RECV
    c A   1001 ack 9001  | 432000 ESTABLISHED [ASSURED]
    c S   700000         | 432000 ESTABLISHED [ASSURED]
    s A   9001 ack 1001  | 432000 ESTABLISHED [ASSURED]
    c R   9001           | 10 ESTABLISHED [ASSURED]
    c R   1001           | 10 CLOSE [ASSURED]
  `,
  'a server that lost its memory answers the ignored SYN': `
    c S   1000           | 120 SYN_SENT [UNREPLIED]
    s SA  9000 ack 1001  | 60 SYN_RECV
    c A   1001 ack 9001  | 432000 ESTABLISHED [ASSURED]
    c S   700000         | 432000 ESTABLISHED [ASSURED]
    s SA  4000 ack 700001 | 60 SYN_RECV [ASSURED]
    c A   700001 ack 4001 | 432000 ESTABLISHED [ASSURED]
  `,
  'no connection begins with these': `
    c SA  1000 ack 1     | INVALID
    c R   1000           | INVALID
    c FA  1000 ack 1     | INVALID
    c     1000           | INVALID
    c SF  1000           | INVALID
    c SR  1000           | INVALID
    c FPU 1000           | INVALID
  `,
}

export type Step =
  | { wait: number }
  | {
      who: 'c' | 's'
      flags: string
      seq: number
      ack: number
      window: number
      data: number
      options: string
      expect: string
      text: string
    }

/** Reads a conversation. Throws on a line that is none. */
export function steps(text: string): Step[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line): Step => {
      const pause = /^wait (\d+)$/.exec(line)
      if (pause) return { wait: Number(pause[1]) }
      const found =
        /^([cs]) ([A-Z]*) +(\d+)(?: +ack (\d+))?(?: +data (\d+))?(?: +win (\d+))?(?: +opts (\w+))? *\| (.+)$/.exec(line)
      if (!found) throw new Error(`not a segment: ${line}`)
      const [, who, flags, seq, ack = '0', data = '0', win = '65535', options = '', expect] = found
      return {
        who: who as 'c' | 's',
        flags,
        seq: Number(seq),
        ack: Number(ack),
        data: Number(data),
        window: Number(win),
        options,
        expect,
        text: line,
      }
    })
}
