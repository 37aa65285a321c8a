import { median } from '../../statistics.ts'
import { type Lab, masterOf, parkedOf } from '../lab.ts'
import { type Figure, figure, printFigures, spread } from '../report.ts'
import { refuseFaults, runBurst } from './run-burst.ts'

const DELAY_MS = 100
/** More than a provider takes from one account. */
const RATE_MAX = 4_000

/** A provider that takes its time must not make us slow: what is in flight adapts by itself. */
export async function latency(lab: Lab) {
  const { messages, rounds, kind } = lab.options
  const figures: Figure[] = []
  for (const store of lab.stores) {
    const master = await masterOf(lab, store, { story: kind, parked: parkedOf(lab.options) })
    const rates: Record<0 | typeof DELAY_MS, number[]> = { 0: [], [DELAY_MS]: [] }
    for (let round = 1; round <= rounds; round += 1) {
      for (const delayMs of [0, DELAY_MS] as const) {
        const run = await runBurst(lab, store, master, { messages, delayMs })
        refuseFaults(store.name, run, messages)
        rates[delayMs].push(run.perSecond)
      }
    }
    const shares = rates[DELAY_MS].map((rate, at) => rate / Math.min(RATE_MAX, rates[0][at] ?? 0))
    figures.push(
      { what: `${store.name}, provider of 0 ms, sends/s`, found: spread(rates[0]) },
      { what: `${store.name}, provider of 100 ms, sends/s`, found: spread(rates[DELAY_MS]) },
      figure(
        `${store.name}, 100 ms ÷ own rate at 0 ms`,
        median(shares),
        { atLeast: 0.9 },
        spread(shares, 2),
      ),
    )
  }
  printFigures(`latency: ${messages} due at one moment, default settings, ${rounds} pairs`, figures)
}
