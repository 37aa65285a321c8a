import { percentile } from '../../statistics.ts'
import { setDue } from '../due-moments.ts'
import { awaitArrivals, clockMs, type Lab, masterOf, parkedOf } from '../lab.ts'
import { startProduct } from '../product.ts'
import { type Figure, figure, printFigures } from '../report.ts'
import type { Store } from '../stores.ts'

/** Fewer than before a burst: what falls due one by one leaves time for the engine. */
const FIRST = 50
const EVERY_MS = 250
const JITTER_MS = 200
/** A worker that knows of nothing looks once a second, and each moment is to be known before it comes. */
const AHEAD_MS = 2_500
const P99_MS_MAX = 10

/** From due to handed over, of messages that fall due one by one. */
export async function lag(lab: Lab) {
  const { singles, waiting } = lab.options
  const figures: Figure[] = []
  for (const store of lab.stores)
    for (const beneath of [0, waiting]) {
      const lags = await takeLags(lab, store, beneath)
      const [p50, p99, max] = [0.5, 0.99, 1].map((share) => percentile(lags, share))
      figures.push(
        figure(
          `${store.name}, ${beneath.toLocaleString('en')} waiting, ms`,
          p99 ?? Number.NaN,
          { atMost: P99_MS_MAX },
          `p50 ${p50?.toFixed(1)}, p99 ${p99?.toFixed(1)}, most ${max?.toFixed(1)}`,
        ),
      )
    }
  printFigures(`lag: ${singles} single messages, from due to handed over`, figures)
}

async function takeLags(lab: Lab, store: Store, waiting: number): Promise<number[]> {
  const { singles, kind } = lab.options
  const master = await masterOf(lab, store, { story: kind, parked: parkedOf(lab.options), waiting })
  const url = await store.copy(master.url, `lag_${Date.now()}`)
  await lab.sink.ask({ do: 'reset', delayMs: 0 })
  await setDue(
    url,
    Array.from({ length: FIRST }, () => clockMs()),
  )
  const product = await startProduct(url, lab.sink.port)
  try {
    await awaitArrivals(lab.sink, FIRST)
    // Only now: how long a start takes depends on the machine, and a moment that went by says nothing.
    const from = clockMs() + AHEAD_MS
    const momentOf = (n: number) => Math.floor(from + n * EVERY_MS + Math.random() * JITTER_MS)
    const given = await setDue(
      url,
      Array.from({ length: singles }, (_, n) => momentOf(n)),
    )
    if (clockMs() > from) throw new Error(`${store.name}: the machine is too busy`)
    await awaitArrivals(lab.sink, FIRST + singles)
    const { arrivals } = await lab.sink.ask({ do: 'arrivals' })
    const arrived = new Map(arrivals)
    return given.map(({ id, at }) => (arrived.get(id) ?? Number.NaN) - at)
  } finally {
    await product.kill()
    await store.remove(url)
  }
}
