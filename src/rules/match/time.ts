/** `-m time`: the hour, the day, the date. */
import { words, Wrong, type Extension, type Option } from '../grammar'

export interface TimeMatch {
  kind: 'time'
  /** Seconds since 1970; both ends belong to it. */
  dateStart: number
  dateStop: number
  /** Seconds since midnight; both ends belong to it. The stop may be the next day. */
  dayStart: number
  dayStop: number
  /** Bit 1 is Monday, bit 7 Sunday. */
  weekdays: number
  /** Bits 1 to 31. */
  monthdays: number
  /** After midnight it is still the day on which the time began. */
  contiguous: boolean
  /** By the kernel's own time zone. */
  kerneltz: boolean
}

const FOREVER = 0x7fffffff
const LAST_SECOND = 86_399
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
export const ALL_WEEKDAYS = 0xfe
export const ALL_MONTHDAYS = 0xfffffffe

function readTime(text: string): number {
  const rest = text.split(':')
  let seconds = 0
  for (const [i, limit] of [24, 60, 60].entries()) {
    const part = i === 2 && rest.length === 0 ? '0' : rest[0]
    if (
      !/^\d+$/.test(part ?? '') ||
      Number(part) >= limit ||
      (i === 0 && rest.length < 2) ||
      (i === 2 && rest.length > 1)
    )
      throw new Wrong(
        `invalid time "${rest.join(':')}" specified, should be hh:mm[:ss] format and within the boundaries`,
        'a time such as 08:00 or 17:30:00',
      )
    seconds = 60 * seconds + Number(part)
    rest.shift()
  }
  return seconds
}

/** Months and days may be 0, and days more than the month has: they are counted from the year's first second. */
function readDate(text: string): number {
  const found = /^(\d+)(?:-(\d+)(?:-(\d+)(?:T(\d*)(?::(\d+)(?::(\d+))?)?)?)?)?$/.exec(text)
  const [year, month = 1, day = 1, hour = 0, minute = 0, second = 0] = found
    ? found.slice(1).map((n) => (n === undefined ? undefined : Number(n)))
    : []
  const fits = month <= 12 && day <= 31 && hour <= 23 && minute <= 59 && second <= 59
  if (year === undefined || year < 1970 || year > 2038 || !fits)
    throw new Wrong(
      `Invalid date "${text}" specified. Should be YYYY[-MM[-DD[Thh[:mm[:ss]]]]]`,
      'a date such as 2026-01-31 or 2026-01-31T12:00',
    )
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000
}

const bitsOf = (text: string, bit: (part: string) => number): number =>
  text
    .split(',')
    .filter(Boolean)
    .reduce((bits, part) => (bits | (1 << bit(part))) >>> 0, 0)

const weekday = (part: string): number => {
  if (part === '0') throw new Wrong('No, the week does NOT begin with Sunday.', 'days from 1, Monday, to 7, Sunday')
  if (/^\d+$/.test(part)) return Number(part)
  const at = DAYS.findIndex((day) => part.startsWith(day.slice(0, 2)))
  if (at >= 0) return at + 1
  throw new Wrong(`${part.slice(0, 3)} is not a valid day specifier`, `days such as ${DAYS.join(', ')}`)
}
const monthday = (part: string): number => {
  if (/^\d+$/.test(part) && Number(part) <= 31) return Number(part)
  throw new Wrong(`${part.slice(0, 2)} is not a valid day for --monthdays`, 'days from 1 to 31')
}

const days = (key: 'weekdays' | 'monthdays', all: number, bit: (part: string) => number): Option<TimeMatch> => ({
  names: [key],
  not: true,
  read: (m, r) => void (m[key] = ((bitsOf(r.args[0], bit) & all) ^ (r.not ? all : 0)) >>> 0),
})
const moment = (
  name: string,
  key: 'dateStart' | 'dateStop' | 'dayStart' | 'dayStop',
  read: (text: string) => number,
): Option<TimeMatch> => ({ names: [name], read: (m, r) => void (m[key] = read(r.args[0])) })

const two = (n: number): string => String(n).padStart(2, '0')
const timeText = (s: number): string => [s / 3600, (s / 60) % 60, s % 60].map((n) => two(Math.floor(n))).join(':')
const dateText = (s: number, between: string): string =>
  new Date(s * 1000).toISOString().slice(0, 19).replace('T', between)
const weekdayText = (bits: number): string => DAYS.filter((_, i) => bits & (2 << i)).join(',')
const monthdayText = (bits: number, name: (day: number) => string): string =>
  Array.from({ length: 31 }, (_, i) => i + 1)
    .filter((day) => bits & (1 << day))
    .map(name)
    .join(',')
/** "1st", "2nd", and, as iptables has it, "11st". */
const ordinal = (day: number): string => day + (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th')

const hasTime = (m: TimeMatch): boolean => m.dayStart !== 0 || m.dayStop !== LAST_SECOND

export const time: Extension<TimeMatch> = {
  kind: 'time',
  name: 'time',
  begin: () => ({
    kind: 'time',
    dateStart: 0,
    dateStop: FOREVER,
    dayStart: 0,
    dayStop: LAST_SECOND,
    weekdays: ALL_WEEKDAYS,
    monthdays: ALL_MONTHDAYS,
    contiguous: false,
    kerneltz: false,
  }),
  options: [
    moment('datestart', 'dateStart', readDate),
    moment('datestop', 'dateStop', readDate),
    moment('timestart', 'dayStart', readTime),
    moment('timestop', 'dayStop', readTime),
    { names: ['contiguous'], takes: 0, read: (m) => void (m.contiguous = true) },
    days('weekdays', ALL_WEEKDAYS, weekday),
    days('monthdays', ALL_MONTHDAYS, monthday),
    { names: ['utc'], takes: 0, excludes: ['kerneltz'], read: () => {} },
    { names: ['kerneltz', 'localtz'], takes: 0, excludes: ['utc'], read: (m) => void (m.kerneltz = true) },
  ],
  finish(m) {
    if (m.contiguous && m.dayStart < m.dayStop)
      throw new Wrong(
        'time: --contiguous only makes sense when stoptime is smaller than starttime',
        'a --timestop that comes before the --timestart',
      )
  },
  print: (m) =>
    words(
      hasTime(m) && `--timestart ${timeText(m.dayStart)} --timestop ${timeText(m.dayStop)}`,
      m.monthdays !== ALL_MONTHDAYS && `--monthdays ${monthdayText(m.monthdays, String)}`,
      m.weekdays !== ALL_WEEKDAYS && `--weekdays ${weekdayText(m.weekdays)}`,
      m.dateStart && `--datestart ${dateText(m.dateStart, 'T')}`,
      `--datestop ${dateText(m.dateStop, 'T')}`,
      m.kerneltz && '--kerneltz',
      m.contiguous && '--contiguous',
    ),
  list: (m) =>
    words(
      'TIME',
      hasTime(m) && `from ${timeText(m.dayStart)} to ${timeText(m.dayStop)}`,
      m.weekdays !== ALL_WEEKDAYS && `on ${weekdayText(m.weekdays)}`,
      m.monthdays !== ALL_MONTHDAYS && `on ${monthdayText(m.monthdays, ordinal)}`,
      m.dateStart && `starting from ${dateText(m.dateStart, ' ')}`,
      m.dateStop !== FOREVER && `until date ${dateText(m.dateStop, ' ')}`,
      !m.kerneltz && 'UTC',
      m.contiguous && 'contiguous',
    ),
}
