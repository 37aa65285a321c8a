import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { openDatabase } from '../../../src/db/open.ts'
import { median } from '../../statistics.ts'
import { type Lab, type Master, masterOf, parkedOf } from '../lab.ts'
import { startProduct } from '../product.ts'
import { type Figure, figure, printFigures, spread } from '../report.ts'
import { analyze, type Store } from '../stores.ts'

const MB = 1_000_000
const MILLION = 1_000_000
/** Until the start is over and the worker has looked a few times. */
const REST_MS = 6_000
const TABLES = ['messages', 'due']

/** What a million that waits takes on the disk, and of a process that has nothing to do with it yet. */
export async function size(lab: Lab) {
  const { rounds, waiting, kind } = lab.options
  const figures: Figure[] = []
  for (const store of lab.stores) {
    const wish = { story: kind, parked: parkedOf(lab.options) }
    const none = await masterOf(lab, store, { ...wish, waiting: 0 })
    const many = await masterOf(lab, store, { ...wish, waiting })
    const [before, after] = [await measure(none.url), await measure(many.url)]
    const millions = (after.rows - before.rows) / MILLION
    const disk = (after.bytes - before.bytes) / MB / millions
    const held: number[] = []
    for (let round = 1; round <= rounds; round += 1) {
      const alone = await restingMemory(lab, store, none)
      held.push(((await restingMemory(lab, store, many)) - alone) / MB / millions)
    }
    const most = median(held)
    figures.push(
      figure(`${store.name}, memory, MB`, most, { atMost: 5 }, spread(held, 1)),
      figure(`${store.name}, disk, MB`, disk, { atMost: 300 }, disk.toFixed(0)),
    )
  }
  printFigures(`size: of a million waiting, taken with ${waiting.toLocaleString('en')}`, figures)
}

/** Rows that wait, and the bytes of the two tables that hold them with their indexes. */
async function measure(url: string): Promise<{ rows: number; bytes: number }> {
  await analyze(url)
  const handle = openDatabase(url)
  try {
    const { rows } = await handle.db
      .selectFrom('due')
      .select(({ fn }) => fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow()
    const asked =
      handle.dialect === 'sqlite'
        ? sql<{ bytes: number }>`select sum(pgsize) as bytes from dbstat where name in
            (select name from sqlite_schema where tbl_name in (${sql.join(TABLES)}))`
        : sql<{ bytes: number }>`select sum(pg_total_relation_size(oid)) as bytes from pg_class
            where relkind = 'r' and relname in (${sql.join(TABLES)})`
    const { bytes } = (await asked.execute(handle.db)).rows[0] ?? { bytes: Number.NaN }
    return { rows: Number(rows), bytes: Number(bytes) }
  } finally {
    await handle.close()
  }
}

async function restingMemory(lab: Lab, store: Store, master: Master): Promise<number> {
  const url = await store.copy(master.url, `size_${Date.now()}`)
  const product = await startProduct(url, lab.sink.port)
  try {
    await sleep(REST_MS)
    return await product.ownMemory()
  } finally {
    await product.kill()
    await store.remove(url)
  }
}
