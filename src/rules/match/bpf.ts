/** `-m bpf`: a program of the classic BSD packet filter decides (McCanne and Jacobson, 1993), as `nfbpf_compile` makes one. */
import { Refused, Wrong, type Extension } from '../grammar'
import { Unmodelled } from '../values'

export interface BpfInstruction {
  code: number
  jt: number
  jf: number
  k: number
}

export interface BpfMatch {
  kind: 'bpf'
  program: BpfInstruction[]
}

/** `XT_BPF_MAX_NUM_INSTR`. */
const LONGEST = 64
const CELLS = 16
const EXPECTED = 'a program such as "4,48 0 0 9,21 0 1 6,6 0 0 1,6 0 0 0"'
const fail = (why: string): Wrong => new Wrong(`bpf: ${why}`, EXPECTED)

/** "LENGTH,CODE JT JF K,…". Numbers too large lose their upper bits, as in C. */
function readProgram(text: string): BpfInstruction[] {
  const [, length] = /^\s*(\d+),/.exec(text) ?? []
  if (length === undefined) throw fail('error parsing program length')
  const count = Number(length) & 0xffff
  if (count === 0) throw fail('illegal zero length program')
  if (count > LONGEST) throw fail('number of instructions exceeds maximum')
  const rest = text.split(',').slice(1)
  if (rest.at(-1) === '') rest.pop()
  const program = rest.slice(0, count).map((line, i) => {
    const [, code, jt, jf, k] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(-?\d+)/.exec(line) ?? []
    if (k === undefined) throw fail(`error at instr ${i}`)
    return {
      code: Number(code) & 0xffff,
      jt: Number(jt) & 0xff,
      jf: Number(jf) & 0xff,
      k: Number(BigInt.asUintN(32, BigInt(k))),
    }
  })
  if (rest.length > count) throw fail('real program length exceeds the encoded length parameter')
  if (program.length < count) throw fail('parsed program length is less than the encoded length parameter')
  return program
}

/**
 * What loads A (a word, a half, a byte of the packet, at K or at X + K; the packet's length; K; a cell) or X; stores, and what moves between
 * A and X; reckons with A; jumps, and ends.
 */
const CODES: ReadonlySet<number> = new Set(
  [
    '20 28 30 40 48 50 80 00 60 81 b1 01 61',
    '02 03 07 87',
    '04 14 24 34 44 54 64 74 84 94 a4 0c 1c 2c 3c 4c 5c 6c 7c 9c ac',
    '05 15 1d 25 2d 35 3d 45 4d 06 16',
  ].flatMap((row) => row.split(' ').map((code) => parseInt(code, 16))),
)
const isLoad = (code: number): boolean => code === 0x60 || code === 0x61
const isStore = (code: number): boolean => code === 0x02 || code === 0x03
const isEnd = (code: number): boolean => code === 0x06 || code === 0x16

/** What `bpf_check_classic` refuses. Offsets below zero, which mean what is not in the packet, are not modelled. */
function check(program: readonly BpfInstruction[]): void {
  /** Cells that are written to on every way to an instruction, a bit each. */
  const written = program.map(() => 0xffff)
  let now = 0
  program.forEach(({ code, jt, jf, k }, at) => {
    const left = program.length - at - 1
    const wrong =
      !CODES.has(code) ||
      ((code === 0x34 || code === 0x94) && k === 0) ||
      ((code === 0x64 || code === 0x74) && k > 31) ||
      ((isLoad(code) || isStore(code)) && k >= CELLS) ||
      (code === 0x05 && k >= left) ||
      ((code & 7) === 5 && code !== 0x05 && Math.max(jt, jf) >= left)
    if (wrong) throw new Refused('instructions that the kernel knows, and jumps to instructions that there are')
    if ([0x20, 0x28, 0x30].includes(code) && k > 0x7fffffff) throw new Unmodelled('bpf')
    now &= written[at]
    if (isStore(code)) now |= 1 << k
    if (isLoad(code) && !(now & (1 << k))) throw new Refused('a cell that was written to')
    if ((code & 7) !== 5) return
    for (const by of code === 0x05 ? [k] : [jt, jf]) written[at + 1 + by] &= now
    now = 0xffff
  })
  if (!isEnd(program[program.length - 1].code)) throw new Refused('an instruction that ends it')
}

const text = ({ program }: BpfMatch): string =>
  program.map(({ code, jt, jf, k }) => `${code} ${jt} ${jf} ${k}`).join(',')

export const bpf: Extension<BpfMatch> = {
  kind: 'bpf',
  name: 'bpf',
  begin: () => ({ kind: 'bpf', program: [] }),
  options: [
    {
      names: ['bytecode'],
      expected: EXPECTED,
      read(m, r) {
        m.program = readProgram(r.args[0])
        check(m.program)
      },
    },
    {
      names: ['object-pinned'],
      expected: 'the path of a program',
      read() {
        throw new Wrong('bpf: failed to get bpf object', '--bytecode')
      },
    },
  ],
  finish(_m, seen) {
    if (seen.size === 0) throw new Wrong('bpf: one of --bytecode or --pinned is required', '--bytecode')
  },
  print: (m) => `--bytecode "${m.program.length},${text(m)}"`,
  list: (m) => `match bpf ${text(m)}\0`,
}
