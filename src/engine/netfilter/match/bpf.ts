/** Runs a program of the classic BSD packet filter over the packet; it fits where the program ends with anything but 0. */
import { u16, u32 } from '../../../packet/bytes'
import type { BpfInstruction } from '../../../rules/match/bpf'
import type { MatchOf } from '../../../rules/ruleset'
import type { Test } from './test'

export const bpf =
  ({ program }: MatchOf<'bpf'>): Test =>
  ({ b }) =>
    run(program, b) !== 0

/** The low three bits of a code say what kind of instruction it is. */
const KIND = { LD: 0, LDX: 1, ST: 2, STX: 3, ALU: 4, JMP: 5, RET: 6, MISC: 7 } as const
const BY_X = 8

function run(program: readonly BpfInstruction[], b: Uint8Array): number {
  const cells = new Uint32Array(16)
  let a = 0
  let x = 0
  for (let pc = 0; ; pc++) {
    const { code, jt, jf, k } = program[pc]
    const by = code & BY_X ? x : k
    switch (code & 7) {
      case KIND.LD:
      case KIND.LDX: {
        const value = load(code, k, x, b, cells)
        // What is not in the packet ends it.
        if (value < 0) return 0
        if (code & 1) x = value
        else a = value
        break
      }
      case KIND.ST:
        cells[k] = a
        break
      case KIND.STX:
        cells[k] = x
        break
      case KIND.ALU: {
        const op = code & 0xf0
        if (by === 0 && (op === OP.DIV || op === OP.MOD)) return 0
        a = reckon(op, a, by) >>> 0
        break
      }
      case KIND.JMP:
        pc += code === 0x05 ? k : leaps(code & 0xf0, a, by) ? jt : jf
        break
      case KIND.RET:
        return code === 0x16 ? a : k
      default:
        if (code === 0x07) x = a
        else a = x
    }
  }
}

const WIDTH = [4, 2, 1] as const

function load(code: number, k: number, x: number, b: Uint8Array, cells: Uint32Array): number {
  switch (code & 0xe0) {
    case 0x00:
      return k
    case 0x60:
      return cells[k]
    case 0x80:
      return b.length
    case 0xa0:
      return k < b.length ? 4 * (b[k] & 15) : -1
    default: {
      const at = (code & 0xe0) === 0x40 ? (x + k) >>> 0 : k
      const width = WIDTH[(code & 0x18) >> 3]
      if (at + width > b.length) return -1
      return width === 4 ? u32(b, at) : width === 2 ? u16(b, at) : b[at]
    }
  }
}

const OP = {
  ADD: 0x00,
  SUB: 0x10,
  MUL: 0x20,
  DIV: 0x30,
  OR: 0x40,
  AND: 0x50,
  LSH: 0x60,
  RSH: 0x70,
  NEG: 0x80,
  MOD: 0x90,
}

function reckon(op: number, a: number, by: number): number {
  switch (op) {
    case OP.ADD:
      return a + by
    case OP.SUB:
      return a - by
    case OP.MUL:
      return Math.imul(a, by)
    case OP.DIV:
      return Math.floor(a / by)
    case OP.OR:
      return a | by
    case OP.AND:
      return a & by
    case OP.LSH:
      return a << by
    case OP.RSH:
      return a >>> by
    case OP.NEG:
      return -a
    case OP.MOD:
      return a % by
    default:
      return a ^ by
  }
}

function leaps(op: number, a: number, by: number): boolean {
  if (op === 0x10) return a === by
  if (op === 0x20) return a > by
  return op === 0x30 ? a >= by : (a & by) !== 0
}
