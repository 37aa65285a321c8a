import type { Simulated } from '../../src/domain/simulation.ts'
import { printTable } from '../table.ts'
import type { Life } from './orders.ts'
import { examplesOf, type Year } from './year.ts'

/** Prints a year; whether everything held that has to hold. */
export function printYear(year: Year, seed: number): boolean {
  const { orders, events, seconds, longest, worst, kept, delays, outages } = year
  const messages = [...year.byKind.values()].reduce((all, one) => all + one, 0)
  const rows = [
    ['orders a second', whole(orders / seconds)],
    ['events', whole(events)],
    ['messages', `${whole(messages)}, of which ${whole(year.texts)} texts`],
    ['outages', `${outages.length}, the longest ${days(longestOutage(year))}`],
    [
      'longest silence',
      longest
        ? `${days(longest.seconds)} of a budget of ${longest.budgetDays} (${longest.orderId})`
        : 'none',
    ],
    [
      'most over a budget, less outages',
      worst ? `${days(worst.overSeconds)} (${worst.orderId})` : '–',
    ],
    ['stale messages sent', whole(year.stale.length)],
    ['contradictions', whole(year.contradictions.length)],
    ['counts and sums told wrongly', whole(year.sums.length)],
    ['kept by the date told last', share(kept.byLast, kept.told - kept.withdrawn)],
    ['kept by the date told first', share(kept.byFirst, kept.told)],
    ['dates taken back in time', share(kept.withdrawn, kept.told)],
    [
      'delay options',
      `${whole(delays.offers)} offers, ${whole(delays.consents)} consents, ${whole(delays.expiries)} expired`,
    ],
    ['orders nobody can be reached for', whole(year.unreachable)],
    ['orders that never came to rest', whole(year.endless.length)],
  ]
  console.log(
    `\nA year of ${whole(orders)} orders, seed ${seed}, played in ${seconds.toFixed(1)} s\n`,
  )
  printTable(['', ''], rows)
  console.log('')
  const byCount = [...year.byKind].sort((a, b) => b[1] - a[1])
  printTable(
    ['kind', 'messages'],
    byCount.map(([kind, count]) => [kind, whole(count)]),
  )

  const holds =
    year.stale.length + year.contradictions.length + year.sums.length + year.endless.length === 0 &&
    (worst?.overSeconds ?? 0) <= 0
  if (!holds) console.log('\nDid not hold:', JSON.stringify(examplesOf(year), null, 2))
  return holds
}

const longestOutage = ({ outages }: Year) =>
  Math.max(...outages.map(({ from, to }) => (Date.parse(to) - Date.parse(from)) / 1_000))

const days = (seconds: number) => `${(seconds / 86_400).toFixed(2)} days`
const share = (part: number, of: number) =>
  `${of === 0 ? '–' : ((part / of) * 100).toFixed(1)} % of ${whole(of)} lines`
const whole = (value: number) => Math.round(value).toLocaleString('en')

/** Everything that came and was said of one order, as it went. */
export function printLife({ events }: Life, { spoken, meter }: Simulated) {
  const rows = [
    ...events.map(({ receivedAt, occurred_at, type, data }) => [
      receivedAt,
      `> ${type} of ${occurred_at}: ${JSON.stringify(data).slice(0, SHOWN_MAX)}`,
    ]),
    ...spoken.map(({ at, wanted }) => [at, `${wanted.kind} (${wanted.channel}): ${wanted.why}`]),
  ]
  rows.sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
  for (const [at, text] of rows) console.log(at, text)
  console.log(JSON.stringify(meter, null, 2))
}

const SHOWN_MAX = 400
