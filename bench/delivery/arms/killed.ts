import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '../../../src/db/open.ts'
import { setDue } from '../due-moments.ts'
import { awaitArrivals, clockMs, type Lab, masterOf, parkedOf, WARM } from '../lab.ts'
import { addReports } from '../merchant-api.ts'
import { type Product, startProduct } from '../product.ts'
import { type Figure, figure, printFigures } from '../report.ts'

const AHEAD_MS = 15_000
const LEASE_S = 30
/** Of the burst is out when one of the two is killed. */
const SHARE = 0.3
/** After the last word that is waited for: a look comes once a second. */
const GRACE_MS = 15_000

/** Two workers, one of them killed in the burst, and a provider that tells what it has taken. */
export async function killed(lab: Lab) {
  const store = lab.stores.find(({ name }) => name === 'PostgreSQL')
  if (!store) return console.log('\nkilled: needs PostgreSQL, for two workers share it')
  const { messages, unclearWait, kind } = lab.options
  const master = await masterOf(lab, store, { story: kind, parked: parkedOf(lab.options) })
  const url = await store.copy(master.url, `killed_${Date.now()}`)
  await lab.sink.ask({ do: 'reset', delayMs: 0 })
  const environment = { TIDINGS_UNCLEAR_WAIT_S: String(unclearWait) }
  const products: Product[] = []
  try {
    const start = () => startProduct(url, lab.sink.port, { environment })
    products.push(await start(), await start())
    const figures = await runAndKill(lab, url, products as [Product, Product], messages)
    const settings = `lease ${LEASE_S} s, unclear waits ${unclearWait} s`
    printFigures(`killed: one of two workers in a burst of ${messages}; ${settings}`, figures)
  } finally {
    for (const product of products) await product.kill()
    await store.remove(url)
  }
}

async function runAndKill(
  lab: Lab,
  url: string,
  [victim, survivor]: [Product, Product],
  messages: number,
): Promise<Figure[]> {
  const { publicKey } = await lab.sink.ask({ do: 'count' })
  const hook = await addReports(survivor.origin, publicKey)
  await lab.sink.ask({ do: 'report', hook })
  const moment = clockMs() + AHEAD_MS
  const given = await setDue(url, [
    ...Array.from({ length: WARM }, () => clockMs()),
    ...Array.from({ length: messages }, () => moment),
  ])
  await sleep(Math.max(0, moment - clockMs()))
  await awaitArrivals(lab.sink, WARM + Math.floor(messages * SHARE))
  const killedAt = clockMs()
  await victim.kill()
  const stillMs = (LEASE_S + lab.options.unclearWait) * 1_000 + GRACE_MS
  await awaitArrivals(lab.sink, WARM + messages, stillMs)
  await sleep(3_000) // for a second one of what has arrived
  const { arrivals, doubled } = await lab.sink.ask({ do: 'arrivals' })
  const arrived = new Map(arrivals)
  const lost = given.filter(({ id }) => !arrived.has(id)).length
  const begun = await begunBefore(url, killedAt)
  const after = (isBegun: boolean) =>
    arrivals.flatMap(([id, at]) => (at > killedAt && begun.has(id) === isBegun ? [at] : []))
  const last = (moments: number[]) => (Math.max(killedAt, ...moments) - killedAt) / 1_000
  const [fresh, again] = [after(false), after(true)]
  return [
    figure('lost', lost, { atMost: 0 }, String(lost)),
    figure('doubled', doubled, { atMost: 0 }, String(doubled)),
    figure(
      'not begun when it was killed: the last out after, s',
      last(fresh),
      { atMost: LEASE_S },
      `${last(fresh).toFixed(1)} (${fresh.length} of them)`,
    ),
    {
      what: 'begun and not handed over: the last out after, s',
      found: again.length === 0 ? 'none' : `${last(again).toFixed(1)} (${again.length} of them)`,
    },
    await settled(url, given.length),
  ]
}

/** Whose first attempt was begun before that moment, by whichever of the two. */
async function begunBefore(url: string, moment: number): Promise<Set<string>> {
  const handle = openDatabase(url)
  try {
    const rows = await handle.db
      .selectFrom('attempts')
      .select('message_id')
      .where('n', '=', 1)
      .where('begun_at', '<=', new Date(moment).toISOString())
      .execute()
    return new Set(rows.map(({ message_id: id }) => id))
  } finally {
    await handle.close()
  }
}

async function settled(url: string, all: number): Promise<Figure> {
  const handle = openDatabase(url)
  try {
    const rows = await handle.db
      .selectFrom('messages')
      .select(({ fn }) => ['status', fn.countAll<number>().as('count')])
      .where('provider', '=', 'sendgrid')
      .groupBy('status')
      .execute()
    const words = rows.map(({ status, count }) => `${count} ${status}`).join(', ')
    return { what: `what is stored of ${all}`, found: words }
  } finally {
    await handle.close()
  }
}
