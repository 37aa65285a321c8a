import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '../../../src/db/open.ts'
import { percentile } from '../../statistics.ts'
import { setDue } from '../due-moments.ts'
import { awaitArrivals, clockMs, type Lab, type Master, masterOf, WARM } from '../lab.ts'
import { addShop, placeOrder } from '../merchant-api.ts'
import { startProduct } from '../product.ts'
import { type Figure, figure, printFigures } from '../report.ts'
import type { Store } from '../stores.ts'
import type { Story } from '../template-order.ts'

const EVERY_MS = 100
const P99_MS_MAX = 250
/** What is not handed over by then has waited for the other's to end. */
const WAIT_MS_MAX = 60_000

/** One merchant's mass of messages, and what another's customer waits for a confirmation meanwhile. */
export async function fairness(lab: Lab) {
  const { backlog, singles } = lab.options
  const figures: Figure[] = []
  for (const store of lab.stores) {
    const take = async (story: Story, due: number) => {
      const master = await masterOf(lab, store, { story, parked: backlog + WARM })
      return takeWaits(lab, store, master, due)
    }
    const add = (what: string, { waits, left }: Waits) => {
      const found = `p50 ${percentile(waits, 0.5).toFixed(0)}, p99 ${percentile(waits, 0.99).toFixed(0)}; ${left} of the other's still due at the end`
      const p99 = percentile(waits, 0.99)
      figures.push(figure(`${store.name}, ${what}, ms`, p99, { atMost: P99_MS_MAX }, found))
    }
    add('alone', await take('slipped', 0))
    add("beside the other's slips", await take('slipped', backlog))
    add("beside the other's confirmations", await take('confirmed', backlog))
  }
  const due = backlog.toLocaleString('en')
  printFigures(
    `fairness: ${singles} orders of B, from its POST to the mail handed over, ${due} of A due`,
    figures,
  )
}

type Waits = { waits: number[]; left: number }

async function takeWaits(lab: Lab, store: Store, master: Master, due: number): Promise<Waits> {
  const { singles } = lab.options
  const url = await store.copy(master.url, `fair_${Date.now()}`)
  await lab.sink.ask({ do: 'reset', delayMs: 0 })
  const product = await startProduct(url, lab.sink.port)
  try {
    const key = await addShop(product.origin, 'Bell & Birch')
    await setDue(
      url,
      Array.from({ length: WARM }, () => clockMs()),
    )
    await awaitArrivals(lab.sink, WARM)
    const moment = clockMs()
    await setDue(
      url,
      Array.from({ length: due }, () => moment),
    )
    await sleep(1_500) // its own look comes once a second: nothing told it of these rows
    const placedAt = new Map<string, number>()
    for (let n = 0; n < singles; n += 1) {
      const orderId = `bell-${n}`
      placedAt.set(orderId, clockMs())
      await placeOrder(product.origin, key, orderId)
      await sleep(EVERY_MS)
    }
    return await collect(lab, url, placedAt, due)
  } finally {
    await product.kill()
    await store.remove(url)
  }
}

async function collect(
  lab: Lab,
  url: string,
  placedAt: ReadonlyMap<string, number>,
  due: number,
): Promise<Waits> {
  const handle = openDatabase(url)
  try {
    const rows = await handle.read
      .selectFrom('messages')
      .select(['id', 'order_id'])
      .where('order_id', 'in', [...placedAt.keys()])
      .where('kind', '=', 'backorder_confirmed')
      .execute()
    const until = clockMs() + WAIT_MS_MAX
    for (;;) {
      const { arrivals, unique } = await lab.sink.ask({ do: 'arrivals' })
      const arrived = new Map(arrivals)
      const isAll = rows.every(({ id }) => arrived.has(id))
      if (isAll || clockMs() > until) {
        const at = (id: string) => arrived.get(id) ?? clockMs()
        const waits = rows.map(({ id, order_id }) => at(id) - (placedAt.get(order_id) ?? 0))
        return { waits, left: Math.max(0, due - (unique - WARM - placedAt.size)) }
      }
      await sleep(500)
    }
  } finally {
    await handle.close()
  }
}
