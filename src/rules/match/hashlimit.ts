/** `-m hashlimit`: a token bucket for each address, port or both; buckets are kept in a table that rules share by its name. */
import { Refused, words, Wrong, type Extension, type Option } from '../grammar'
import { badValue, integer, prefixLength } from '../values'
import { byteRateText, bytesOf, bytesText, readByteRate } from './byte-rate'
import { RATE_EXPECTED, rateParts, rateText, rateUnit, readRate } from './rate'

/** What tells buckets apart, in the order in which it is printed. */
const MODES = ['srcip', 'srcport', 'dstip', 'dstport'] as const
/** `XT_HASHLIMIT_SCALE_v2`: units of a rate in a second. */
export const HASHLIMIT_SCALE = 1_000_000

export interface HashlimitMatch {
  kind: 'hashlimit'
  /** Name of the table. */
  table: string
  /** Matches above the rate, or else up to it. */
  above: boolean
  /** It is bytes that are counted. */
  bytes: boolean
  /** Time between two packets on average, in µs; of bytes, what 16 of them cost (`byte-rate.ts`). */
  rate: number
  /** Seconds of the unit that the rate was given in. */
  unit: number
  /** Packets that a full bucket lets through at once; of bytes, how often an empty bucket is filled at once. */
  burst: number
  mode: (typeof MODES)[number][]
  /** Prefix lengths. */
  srcmask: number
  dstmask: number
  /** Buckets of the hash, 0: as many as memory suggests; and the most entries it may have, 0: eight times that. */
  size: number
  max: number
  /** In ms: between two looks for entries that nobody used for `expire`. */
  gcinterval: number
  expire: number
  /** `--hashlimit-rate-match`: no bucket, but a count of what came in a window of `interval` seconds. */
  windows: boolean
  /** In s; 0 when nothing says so. */
  interval: number
}

const LONGEST = 254
const BURST = 5
const GC_INTERVAL = 1000
const MOST_BURST = 1_000_000
/** `XT_HASHLIMIT_BYTE_EXPIRE` and `…_BURST`, in ms. */
const BYTES_EXPIRE = 15_000
const BYTES_EXPIRE_BURST = 60_000

const rate = (name: 'above' | 'upto', other: string, more: string[]): Option<HashlimitMatch> => ({
  names: [`hashlimit-${name}`, ...more],
  not: true,
  excludes: [`hashlimit-${other}`],
  expected: RATE_EXPECTED,
  read(m, r) {
    const [text] = r.args
    const bytes = readByteRate(text)
    m.bytes = bytes !== null
    m.rate = bytes ?? readRate(text.replace(/^(\d+)[^/\d][^/]*/, '$1'), HASHLIMIT_SCALE, badValue(r, RATE_EXPECTED))
    if (!m.bytes) m.expire ||= 1000 * (m.unit = rateUnit(text))
    m.above = (name === 'above') !== r.not
  },
})
const whole = (name: string, key: 'size' | 'max' | 'gcinterval' | 'expire'): Option<HashlimitMatch> => ({
  names: [`hashlimit-htable-${name}`],
  read: (m, r) => void (m[key] = integer(r, 0, 0xffffffff)),
})
const mask = (key: 'srcmask' | 'dstmask'): Option<HashlimitMatch> => ({
  names: [`hashlimit-${key}`],
  read: (m, r) => void (m[key] = prefixLength(r)),
})

function readBurst(text: string): number {
  const [, digits, unit] = /^(\d+)(kb|mb|b)?$/.exec(text) ?? []
  return Number(digits ?? 0) * (unit === 'kb' ? 1024 : unit === 'mb' ? 1024 ** 2 : 1)
}

/** A full bucket as the kernel counts it at 250 jiffies a second is more than 64 bits hold. */
const CREDITS = 137_438_953n
const overflows = (m: HashlimitMatch): boolean =>
  BigInt.asUintN(64, BigInt(m.rate) * BigInt(m.burst) * CREDITS) < BigInt(m.rate) * CREDITS

/** In ms, when nothing is said. */
const usualExpire = (m: HashlimitMatch, rate = m.rate): number =>
  m.bytes ? (m.burst > 0 ? BYTES_EXPIRE_BURST : BYTES_EXPIRE) : 1000 * rateParts(rate, HASHLIMIT_SCALE).seconds

const rateWords = (m: HashlimitMatch, rate = m.rate): string =>
  m.bytes ? byteRateText(rate) : rateText(rate, HASHLIMIT_SCALE)
/** As `-L` has it: of the whole interval. */
const listedRate = (m: HashlimitMatch): number => (m.bytes ? m.rate : m.rate * (m.interval || 1))
const burstWords = (m: HashlimitMatch): string => (m.bytes ? bytesText(m.burst * bytesOf(m.rate)) : `${m.burst}`)

/** What both `-S` and `-L` say, the one with dashes. */
const settings = (m: HashlimitMatch, rate = m.rate, dashes = ''): string =>
  words(
    m.size && `${dashes}htable-size ${m.size}`,
    m.max && `${dashes}htable-max ${m.max}`,
    m.gcinterval !== GC_INTERVAL && `${dashes}htable-gcinterval ${m.gcinterval}`,
    m.expire !== usualExpire(m, rate) && `${dashes}htable-expire ${m.expire}`,
    m.srcmask !== 32 && `${dashes}srcmask ${m.srcmask}`,
    m.dstmask !== 32 && `${dashes}dstmask ${m.dstmask}`,
    m.windows && `${dashes}rate-match`,
    m.windows && m.interval !== 1 && `${dashes}rate-interval ${m.interval}`,
  )

export const hashlimit: Extension<HashlimitMatch> = {
  kind: 'hashlimit',
  name: 'hashlimit',
  begin: () => ({
    kind: 'hashlimit',
    table: '',
    above: false,
    bytes: false,
    rate: 0,
    unit: 1,
    burst: BURST,
    mode: [],
    srcmask: 32,
    dstmask: 32,
    size: 0,
    max: 0,
    gcinterval: GC_INTERVAL,
    expire: 0,
    windows: false,
    interval: 0,
  }),
  options: [
    rate('upto', 'above', ['hashlimit']),
    rate('above', 'upto', []),
    mask('srcmask'),
    mask('dstmask'),
    { names: ['hashlimit-burst'], read: (m, r) => void (m.burst = readBurst(r.args[0])) },
    whole('size', 'size'),
    whole('max', 'max'),
    whole('gcinterval', 'gcinterval'),
    whole('expire', 'expire'),
    {
      names: ['hashlimit-mode'],
      expected: 'of srcip, srcport, dstip, dstport, parted by commas',
      read(m, r) {
        const given = r.args[0].split(',').filter(Boolean)
        if (!given.every((word) => MODES.some((mode) => mode === word)))
          throw badValue(r, 'srcip, srcport, dstip, dstport')
        m.mode = MODES.filter((mode) => given.includes(mode))
      },
    },
    {
      names: ['hashlimit-name'],
      must: true,
      read(m, r) {
        if (r.args[0] === '') throw new Wrong('Argument must have a minimum length of 1 characters', 'a name')
        m.table = r.args[0].slice(0, LONGEST)
      },
    },
    { names: ['hashlimit-rate-match'], takes: 0, read: (m) => void (m.windows = true) },
    {
      names: ['hashlimit-rate-interval'],
      read(m, r) {
        // What stands behind the digits is not looked at.
        m.interval = Number(/^\d+/.exec(r.args[0]) ?? 0)
        if (m.interval < 1 || m.interval >= 0xffffffff) throw badValue(r, 'a number of seconds')
      },
    },
  ],
  finish(m, seen) {
    if (!seen.has('hashlimit-above') && !seen.has('hashlimit-upto'))
      throw new Wrong('You have to specify --hashlimit', '--hashlimit-upto or --hashlimit-above')
    if (m.bytes) {
      const least = bytesOf(m.rate)
      if (seen.has('hashlimit-burst') && m.burst < least)
        throw new Wrong(`burst cannot be smaller than ${least}b`, 'at least what comes in a second')
      m.burst = seen.has('hashlimit-burst') ? Math.ceil(m.burst / (least || 1)) : 0
      if (!seen.has('hashlimit-htable-expire')) m.expire = usualExpire(m)
    } else if (m.burst < 1 || m.burst > MOST_BURST)
      throw new Wrong(
        `bad value for option "--hashlimit-burst", or out of range (1-${MOST_BURST}).`,
        'a number of packets',
      )
    if (m.windows) {
      // A rate is of a window: "30/minute" are 30 in windows of a minute, where nothing else is said.
      m.interval ||= m.unit
      m.rate = Math.floor(m.rate / m.unit)
    }
    if (seen.has('hashlimit-htable-expire') && m.expire === 0) throw new Refused('an --hashlimit-htable-expire above 0')
    if (m.gcinterval === 0) throw new Refused('an --hashlimit-htable-gcinterval above 0')
    if (m.srcmask > 32 || m.dstmask > 32) throw new Refused('masks of at most 32 bits')
    if (m.table.includes('/')) throw new Refused('a --hashlimit-name that could be the name of a file')
    if (m.windows ? m.rate === 0 : !m.bytes && overflows(m))
      throw new Refused('a lower burst', null, 'Numerical result out of range')
  },
  print: (m) =>
    words(
      `--hashlimit-${m.above ? 'above' : 'upto'} ${rateWords(m)}`,
      m.burst > 0 && `--hashlimit-burst ${burstWords(m)}`,
      m.mode.length > 0 && `--hashlimit-mode ${m.mode.join(',')}`,
      `--hashlimit-name ${m.table}`,
      settings(m, m.rate, '--hashlimit-'),
    ),
  list: (m) =>
    words(
      `limit: ${m.above ? 'above' : 'up to'} ${rateWords(m, listedRate(m))}`,
      m.burst > 0 && `burst ${burstWords(m)}`,
      m.mode.length > 0 && `mode ${m.mode.join('-')}`,
      settings(m, listedRate(m)),
    ),
}
