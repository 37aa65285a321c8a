import { median } from '../../statistics.ts'
import { type Lab, masterOf, parkedOf } from '../lab.ts'
import { type Figure, figure, printFigures, ratios, spread } from '../report.ts'
import { analyze } from '../stores.ts'
import { refuseFaults, runBurst } from './run-burst.ts'

type Beneath = 'none' | 'waiting' | 'analyzed'

/** What lies far ahead must cost nothing, neither now nor when the planner has counted it. */
export async function waiting(lab: Lab) {
  const { options } = lab
  const { messages, rounds, kind } = options
  const figures: Figure[] = []
  for (const store of lab.stores) {
    const wish = { story: kind, parked: parkedOf(options) }
    const none = await masterOf(lab, store, { ...wish, waiting: 0 })
    const many = await masterOf(lab, store, { ...wish, waiting: options.waiting })
    const rates: Record<Beneath, number[]> = { none: [], waiting: [], analyzed: [] }
    for (let round = 1; round <= rounds; round += 1)
      for (const beneath of ['none', 'waiting', 'analyzed'] as const) {
        const master = beneath === 'none' ? none : many
        const run = await runBurst(lab, store, master, {
          messages,
          ...(beneath === 'analyzed' && { prepare: analyze }),
        })
        refuseFaults(`${store.name}, ${beneath}`, run, messages)
        rates[beneath].push(run.perSecond)
      }
    figures.push({ what: `${store.name}, nothing beneath, sends/s`, found: spread(rates.none) })
    for (const beneath of ['waiting', 'analyzed'] as const) {
      const of = ratios(rates[beneath], rates.none)
      const what = `${store.name}, ${beneath} ÷ none`
      const found = `${spread(of, 2)}; ${spread(rates[beneath])} sends/s`
      figures.push(figure(what, median(of), { atLeast: 0.97 }, found))
    }
  }
  const count = options.waiting.toLocaleString('en')
  printFigures(`waiting: sends/s with ${count} waiting beneath, ${rounds} rounds`, figures)
}
