import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { median, percentile } from '../../statistics.ts'
import { setDue } from '../due-moments.ts'
import { awaitArrivals, clockMs, type Lab, type Master, masterOf, WARM } from '../lab.ts'
import { startProduct } from '../product.ts'
import { type Figure, figure, printFigures, ratios, spread } from '../report.ts'
import type { Store } from '../stores.ts'

const PER_SECOND = 500
/** Until the worker, which looks once a second, knows of the first of them. */
const AHEAD_MS = 2_500
type Steady = { perSecond: number; lagP99: number }

/** An open transaction keeps every dead row from being cleared away: many a queue ends there. */
export async function idleTransaction(lab: Lab) {
  const store = lab.stores.find(({ name }) => name === 'PostgreSQL')
  if (!store)
    return console.log('\nidle: needs PostgreSQL, where an open transaction holds back vacuum')
  const { seconds, rounds, kind } = lab.options
  const parked = PER_SECOND * seconds + WARM
  const master = await masterOf(lab, store, { story: kind, parked })
  const clean: Steady[] = []
  const held: Steady[] = []
  for (let round = 1; round <= rounds; round += 1) {
    clean.push(await runSteady(lab, store, master, false))
    held.push(await runSteady(lab, store, master, true))
  }
  const rate = (all: Steady[]) => all.map(({ perSecond }) => perSecond)
  const lag = (all: Steady[]) => spread(all.map(({ lagP99 }) => lagP99))
  const of = ratios(rate(held), rate(clean))
  const figures: Figure[] = [
    {
      what: 'clean, sends/s',
      found: `${spread(rate(clean))} of ${PER_SECOND}, lag p99 ${lag(clean)} ms`,
    },
    {
      what: 'with it open, sends/s',
      found: `${spread(rate(held))} of ${PER_SECOND}, lag p99 ${lag(held)} ms`,
    },
    figure('open ÷ clean', median(of), { atLeast: 0.9 }, spread(of, 2)),
  ]
  printFigures(`idle: ${seconds} s of ${PER_SECOND} due a second, PostgreSQL`, figures)
}

/** Only what was handed over within its seconds counts: the rest is what has piled up. */
async function runSteady(lab: Lab, store: Store, master: Master, isHeld: boolean): Promise<Steady> {
  const { seconds } = lab.options
  const url = await store.copy(master.url, `idle_${Date.now()}`)
  await lab.sink.ask({ do: 'reset', delayMs: 0 })
  await setDue(
    url,
    Array.from({ length: WARM }, () => clockMs()),
  )
  const product = await startProduct(url, lab.sink.port)
  const holder = isHeld ? await openTransaction(url) : null
  try {
    await awaitArrivals(lab.sink, WARM)
    const count = PER_SECOND * seconds
    // To give so many their moments takes a while by itself.
    const moment = clockMs() + AHEAD_MS + count / 10
    const given = await setDue(
      url,
      Array.from({ length: count }, (_, n) => Math.floor(moment + (n * 1_000) / PER_SECOND)),
    )
    if (clockMs() > moment) throw new Error('idle: the machine is too busy')
    await sleep(Math.max(0, moment + seconds * 1_000 - clockMs()))
    const { arrivals } = await lab.sink.ask({ do: 'arrivals' })
    const arrived = new Map(arrivals)
    const lags = given.map(({ id, at }) => (arrived.get(id) ?? clockMs()) - at)
    return {
      perSecond: (arrived.size - WARM) / seconds,
      lagP99: percentile(lags, 0.99),
    }
  } finally {
    await holder?.end()
    await product.kill()
    await store.remove(url)
  }
}

/** With an id and a snapshot of its own, and then nothing more. */
async function openTransaction(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('begin isolation level repeatable read')
  await client.query('select pg_current_xact_id(), count(*) from merchants')
  return client
}
