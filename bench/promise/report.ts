import { printTable } from '../table.ts'
import { aimsOf } from './aims.ts'
import { BEST, type Result } from './measure.ts'
import type { Score } from './score.ts'

/**
 * How many settings of the learned rule, and of ideas that were dropped, were scored on the rows
 * that it was chosen with: the more, the more of a good figure on them is luck. Some 275 of an
 * earlier study, from which its design was known, are not among them.
 */
export const SETTINGS_TRIED = 71

const HEAD = ['', 'promises', 'kept', 'days added', 'days early', 'pinball', 'dates given']

export function printReport(results: Result[]) {
  for (const { set, stretch, scores, bestDays, punctual } of results) {
    console.log(`\n${set}, ${stretch}`)
    const named = (name: string) => (name === BEST ? `${name} (${bestDays})` : name)
    printTable(
      HEAD,
      Object.entries(scores).map(([name, score]) => [named(name), ...cellsOf(score)]),
    )
    if (punctual.orders > 0) {
      console.log(
        `${punctual.orders} of them from suppliers that kept 90 % of 10 dates or more so far: ` +
          `learned adds ${punctual.added.toFixed(2)} days`,
      )
    }
  }
  console.log('\nAims at confidence 0.9')
  printTable(
    ['', 'aim', 'is', ''],
    aimsOf(results).map(({ where, aim, is, isReached }) => [
      where,
      aim,
      is,
      isReached === null ? '–' : isReached ? 'reached' : 'MISSED',
    ]),
  )
  console.log(
    `\nPinball at 0.9; slips capped at 365 days, what never came counts as 365 and is not kept.\n` +
      `"At most 30 days" is scored over the dates that it gave.\n` +
      `${SETTINGS_TRIED} settings were scored on the rows that the learned rule was chosen with.`,
  )
}

function cellsOf({ promises, kept, added, early, pinball, coverage }: Score): string[] {
  const figure = (value: number, digits: number, unit = '') =>
    Number.isNaN(value) ? '–' : `${value.toFixed(digits)}${unit}`
  return [
    String(promises),
    figure(kept * 100, 1, ' %'),
    figure(added, 1),
    figure(early, 1),
    figure(pinball, 3),
    figure(coverage * 100, 0, ' %'),
  ]
}
