import { SECOND, type Micros } from '../../model/time'

/** As C's ctime; virtual time begins with the Unix epoch. */
export function dateText(now: Micros): string {
  const [day, date, month, year, time] = new Date((now / SECOND) * 1000).toUTCString().replace(',', '').split(' ')
  return `${day} ${month} ${date.replace(/^0/, ' ')} ${time} ${year}`
}
