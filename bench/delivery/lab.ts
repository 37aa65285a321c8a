import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '../../src/db/open.ts'
import { type Child, startChild } from '../child.ts'
import { copyOrder, TOKENS } from './copies.ts'
import type { Options } from './options.ts'
import type { SinkAnswer, SinkQuestion } from './sink.ts'
import { postgresStore, type Store, sqliteStore } from './stores.ts'
import { KIND_OF, type Scene, type Shop, type Story, tellStory } from './template-order.ts'

/** Sent before the moment that counts: an engine that has compiled nothing is slow in every arm. */
export const WARM = 200

export type Sink = Child<SinkQuestion, SinkAnswer> & { port: number }
/** What every arm works with. */
export type Lab = {
  options: Options
  folder: string
  sink: Sink
  stores: readonly Store[]
  /** Made once for all arms that ask for the same one. */
  masters: Map<string, Promise<Master>>
  close(): Promise<void>
}
/** A database with messages that wait to be given their moment; nobody has it open. */
export type Master = { url: string; shop: Shop; scene: Scene }

export async function openLab(options: Options): Promise<Lab> {
  const folder = await mkdtemp(join(options.dir, 'tidings-delivery-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const child = startChild<SinkQuestion, SinkAnswer>('./delivery/sink.ts')
  const { port } = await child.ask({ do: 'count' })
  const stores: Store[] = []
  if (options.stores.includes('sqlite')) stores.push(sqliteStore(folder))
  if (options.stores.includes('postgres')) stores.push(await postgresStore(folder))
  return {
    options,
    folder,
    sink: { ...child, port },
    stores,
    masters: new Map(),
    async close() {
      await child.end()
      for (const store of stores) await store.close()
    },
  }
}

type Wish = { story: Story; parked: number; waiting?: number }

/** The one that lies there, or a new one. What else is made of it is made of a copy. */
export function masterOf({ masters }: Lab, store: Store, wish: Wish): Promise<Master> {
  const key = `${store.name} ${wish.story} ${wish.parked} ${wish.waiting ?? 0}`
  const name = `master_${masters.size}`
  const made = masters.get(key) ?? makeMaster(store, name, wish)
  masters.set(key, made)
  return made
}

/** A shop with so many messages parked, and so many more far in the future beneath them. */
async function makeMaster(
  store: Store,
  name: string,
  { story, parked, waiting = 0 }: Wish,
): Promise<Master> {
  const url = await store.create(name)
  const dueAt = new Date(Math.floor(Date.now() / 1_000) * 1_000)
  const { shop, scene } = await tellStory(url, {
    story,
    token: TOKENS.due,
    shopName: 'Fern & Fell',
    dueAt,
  })
  if (!scene) throw new Error(`in ${story} nothing falls due`)
  await copy(url, { token: TOKENS.due, from: 1, copies: parked, parkedKind: KIND_OF[story] })
  if (waiting > 0) await addWaiting(url, waiting)
  return { url, shop, scene }
}

/** What a waiting message is looked for among; history would only make the million longer to make. */
const WAITING_TABLES = ['orders', 'contacts', 'messages', 'due']

/** Rows of `due` are what is counted: an order that waits has several ahead of it. */
async function addWaiting(url: string, rows: number) {
  const story = { story: 'waiting', shopName: 'Alder & Ash' } as const
  await tellStory(url, { ...story, token: TOKENS.waiting, dueAt: new Date() })
  const handle = openDatabase(url)
  try {
    const { each } = await handle.db
      .selectFrom('due')
      .select(({ fn }) => fn.countAll<number>().as('each'))
      .where('message_id', 'like', `%${TOKENS.waiting}%`)
      .executeTakeFirstOrThrow()
    const copies = Math.ceil(rows / Number(each))
    await copyOrder(handle.db, {
      token: TOKENS.waiting,
      from: 500_000_000,
      copies,
      tables: WAITING_TABLES,
      parkedKind: null,
    })
  } finally {
    await handle.close()
  }
}

async function copy(url: string, copying: Parameters<typeof copyOrder>[1]) {
  const handle = openDatabase(url)
  try {
    await copyOrder(handle.db, copying)
  } finally {
    await handle.close()
  }
}

/** Until so many have arrived, or nothing has for a while; a run that stands still is not waited for. */
export async function awaitArrivals(sink: Sink, count: number, stillMs = 30_000) {
  let seen = 0
  let since = performance.now()
  for (;;) {
    const answer = await sink.ask({ do: 'count' })
    if (answer.unique >= count) return answer
    if (answer.unique !== seen) since = performance.now()
    seen = answer.unique
    if (performance.now() - since > stillMs) return answer
    await sleep(100)
  }
}

export const load = () => (loadavg()[0] ?? Number.NaN).toFixed(1)
export const clockMs = () => performance.timeOrigin + performance.now()

/** So many as any arm gives a moment to, that all may use one database. */
export const parkedOf = ({ messages, singles }: Options) => Math.max(messages, singles) + WARM
