import { sql } from 'kysely'
import type { Pool } from 'pg'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { insertDue, nextDueAt } from '../../src/db/due.ts'
import { createWriter, type Sharing, type Writer } from '../../src/db/group-commit.ts'
import { FellApart } from '../../src/db/joint-transaction.ts'
import type { Db, Handle } from '../../src/db/open.ts'
import { lockOrder } from '../../src/db/order-lock.ts'
import { insertQueue, lockQueue } from '../../src/db/sku-queues.ts'
import { openTransactions } from '../../src/db/transactions.ts'
import { eachDatabase } from '../support/databases.ts'
import { untilOneWaits } from '../support/waiting.ts'

const NOW = '2026-03-02T15:00:00.000Z'
const SHARED: Sharing = { isShared: true }

eachDatabase('works that may share a transaction', (open, dialect) => {
  let handle: Handle
  let writer: Writer
  beforeEach(async () => {
    handle = await open()
    writer = createWriter(handle)
    for (const orderId of ['ord_1', 'ord_2']) await newOrder(handle.db, orderId)
    await insertQueue(handle.db, 'mer_1', 'SKU')
  })

  const ids = async () =>
    (await handle.db.selectFrom('due').select('message_id').orderBy('message_id').execute()).map(
      (row) => row.message_id,
    )

  it('are answered each with its own, and one that fails takes none with it', async () => {
    const outcomes = await Promise.allSettled(
      ['a', 'b', 'c'].map((id) =>
        writer.write(async (db) => {
          await insertDue(db, [dueRow(id)])
          if (id === 'b') throw new Error('thought better of it')
          return id
        }, SHARED),
      ),
    )

    expect(outcomes.map((one) => ('value' in one ? one.value : one.reason.message))).toEqual([
      'a',
      'thought better of it',
      'c',
    ])
    expect(await ids()).toEqual(['a', 'c'])
  })

  it('change one order one behind the other', async () => {
    await Promise.all(
      Array.from({ length: 40 }, () =>
        writer.write(async (db) => {
          const { foldedTo } = await lockOrder(db, 'mer_1', 'ord_1', NOW)
          await sql`select 1`.execute(db)
          await putFolded(db, 'ord_1', `${Number(foldedTo) + 1}`)
        }, SHARED),
      ),
    )

    expect(await foldedOf(handle.db, 'ord_1')).toBe('40')
  })

  it('see what those before them have done, also in what is asked beside the order', async () => {
    await Promise.all(
      Array.from({ length: 12 }, () =>
        writer.write(async (db) => {
          const asked = [lockOrder(db, 'mer_1', 'ord_1', NOW), foldedOf(db, 'ord_1')] as const
          const [, folded] = await Promise.all(asked)
          await putFolded(db, 'ord_1', `${Number(folded) + 1}`)
        }, SHARED),
      ),
    )

    expect(await foldedOf(handle.db, 'ord_1')).toBe('12')
  })

  it('change what is of no order one behind the other', async () => {
    const queue = () => handle.db.selectFrom('sku_queues').select('counted').execute()
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        writer.write(async (db) => {
          await insertDue(db, [dueRow(`m${n}`)])
          const counted = (await lockQueue(db, 'mer_1', 'SKU'))?.counted ?? Number.NaN
          await sql`select 1`.execute(db)
          await db
            .updateTable('sku_queues')
            .set({ counted: counted + 1 })
            .execute()
        }, SHARED),
      ),
    )

    expect(await queue()).toEqual([{ counted: 20 }])
    expect(await ids()).toHaveLength(20)
  })

  it('end, also where each has what another wants', async () => {
    const touch = (first: string, second: string) =>
      writer.write(async (db) => {
        await lockOrder(db, 'mer_1', first, NOW)
        await sql`select 1`.execute(db)
        const { foldedTo } = await lockOrder(db, 'mer_1', second, NOW)
        await putFolded(db, second, `${Number(foldedTo) + 1}`)
      }, SHARED)

    await Promise.all([touch('ord_1', 'ord_2'), touch('ord_2', 'ord_1')])

    expect(await foldedOf(handle.db, 'ord_1')).toBe('1')
    expect(await foldedOf(handle.db, 'ord_2')).toBe('1')
  })

  if (dialect !== 'postgres') return

  const transactions = async () => {
    const { rows } = await sql<{ n: number }>`
      select count(distinct xmin::text)::int as n from due`.execute(handle.db)
    return rows[0]?.n
  }

  it('are one transaction where they come together, also with one that fails unwritten', async () => {
    const refused = writer.write(async (db) => {
      await sql`select 1`.execute(db)
      throw new Error('not true any more')
    }, SHARED)
    const works = ['a', 'b', 'c'].map((id) =>
      writer.write((db) => insertDue(db, [dueRow(id)]), SHARED),
    )

    await expect(refused).rejects.toThrow('not true any more')
    await Promise.all(works)
    expect(await transactions()).toBe(1)
  })

  it('are begun in their order, and ask once what several ask at one moment', async () => {
    const at = async (db: Db) =>
      (await sql<{ at: string }>`select clock_timestamp()::text as at`.execute(db)).rows[0]?.at
    const [first, second, third] = await Promise.all([
      writer.write(at, SHARED),
      writer.write(at, SHARED),
      writer.write(async (db) => {
        await insertDue(db, [dueRow('a')])
        return at(db)
      }, SHARED),
    ])

    expect(second).toBe(first)
    expect(third).not.toBe(first)
  })

  it('see what they have written themselves, whatever another asks at that moment', async () => {
    const next = (db: Db) => nextDueAt(db, 'live', [0])
    const seen = await Promise.all([
      writer.write(next, SHARED),
      writer.write(async (db) => {
        const [, own] = await Promise.all([insertDue(db, [dueRow('a')]), next(db)])
        return own
      }, SHARED),
    ])

    expect(seen).toEqual([null, NOW])
  })

  it('do not wait for another such transaction, which may come to wait for them', async () => {
    const latch = Promise.withResolvers<void>()
    const holds = Promise.withResolvers<void>()
    const holding = [SHARED, SHARED].map((sharing, n) =>
      writer.write(async (db) => {
        if (n === 0) await lockOrder(db, 'mer_1', 'ord_1', NOW)
        holds.resolve()
        await latch.promise
        if (n === 0) await putFolded(db, 'ord_1', '1')
      }, sharing),
    )
    await holds.promise
    const blocked = [1, 2].map(() =>
      writer.write(async (db) => (await lockOrder(db, 'mer_1', 'ord_1', NOW)).foldedTo, SHARED),
    )
    const beside = writer.write((db) => insertDue(db, [dueRow('a')]), SHARED)

    await beside
    expect(await ids()).toEqual(['a'])
    latch.resolve()
    await Promise.all(holding)
    expect(await Promise.all(blocked)).toEqual(['1', '1'])
  })

  it('do not wait for who else has an order, and write nothing before', async () => {
    const latch = Promise.withResolvers<void>()
    const has = Promise.withResolvers<void>()
    await insertDue(handle.db, [dueRow('a')])
    const holding = writer.write(async (db) => {
      await lockOrder(db, 'mer_1', 'ord_1', NOW)
      has.resolve()
      await latch.promise
      await putFolded(db, 'ord_1', '1')
    })
    await has.promise
    const blocked = writer.write(async (db) => {
      const counting = db
        .updateTable('due')
        .set(({ eb }) => ({ lane: eb('lane', '+', 1) }))
        .where('message_id', '=', 'a')
        .execute()
      const [{ foldedTo }] = await Promise.all([lockOrder(db, 'mer_1', 'ord_1', NOW), counting])
      return foldedTo
    }, SHARED)
    const beside = writer.write(async (db) => {
      await lockOrder(db, 'mer_1', 'ord_2', NOW)
      await insertDue(db, [dueRow('b')])
    }, SHARED)

    await beside
    expect(await ids()).toEqual(['a', 'b'])
    latch.resolve()
    await holding
    expect(await blocked).toBe('1')
    const row = handle.db.selectFrom('due').select('lane').where('message_id', '=', 'a')
    expect(await row.execute()).toEqual([{ lane: 1 }])
  })

  it('write nothing where they are to be run again, also of what waited with the order', async () => {
    const latch = Promise.withResolvers<void>()
    const has = Promise.withResolvers<void>()
    await insertDue(handle.db, [dueRow('a')])
    const holding = writer.write(async (db) => {
      await lockOrder(db, 'mer_1', 'ord_1', NOW)
      has.resolve()
      await latch.promise
    }, SHARED)
    const counting = writer.write(async (db) => {
      const counted = db
        .updateTable('due')
        .set(({ eb }) => ({ lane: eb('lane', '+', 1) }))
        .execute()
      await Promise.all([lockOrder(db, 'mer_1', 'ord_1', NOW), counted])
    }, SHARED)
    await has.promise
    const [other] = [0, 1].map((n) =>
      writer.write(async (db) => {
        await insertDue(db, [dueRow(`other ${n}`)])
        if (n === 0) await lockOrder(db, 'mer_1', 'ord_1', NOW)
      }, SHARED),
    )
    await untilOneWaits(handle, other as Promise<void>)
    latch.resolve()
    await Promise.all([holding, counting, other])

    const row = handle.db.selectFrom('due').select('lane').where('message_id', '=', 'a')
    expect(await row.execute()).toEqual([{ lane: 1 }])
  })

  it('are not beside what one has read that was alone and then waits', async () => {
    const count = async (db: Db) => {
      const counted = (await lockQueue(db, 'mer_1', 'SKU'))?.counted ?? Number.NaN
      return () =>
        db
          .updateTable('sku_queues')
          .set({ counted: counted + 1 })
          .execute()
    }
    const orderFirst = writer.write(async (db) => {
      await lockOrder(db, 'mer_1', 'ord_1', NOW)
      await (await count(db))()
    }, SHARED)
    const orderLast = writer.write(async (db) => {
      for (let n = 0; n < 5; n += 1) await sql`select 1`.execute(db)
      const put = await count(db)
      await lockOrder(db, 'mer_1', 'ord_1', NOW)
      await put()
    }, SHARED)
    await Promise.all([orderFirst, orderLast])

    const queues = handle.db.selectFrom('sku_queues').select('counted').execute()
    expect(await queues).toEqual([{ counted: 2 }])
  })

  it('write nothing any more once they have failed', async () => {
    const failing = writer.write(async (db) => {
      const late = async () => {
        for (let n = 0; n < 3; n += 1) await sql`select 1`.execute(db)
        await insertDue(db, [dueRow('late')])
      }
      await Promise.all([late(), Promise.reject(new Error('not true any more'))])
    }, SHARED)
    const beside = writer.write(async (db) => {
      for (let n = 0; n < 9; n += 1) await sql`select 1`.execute(db)
      await insertDue(db, [dueRow('a')])
    }, SHARED)

    await expect(failing).rejects.toThrow('not true any more')
    await beside
    expect(await ids()).toEqual(['a'])
  })
})

describe('a transaction of several on PostgreSQL', () => {
  const failing = (error: Error) => {
    const transact = vi.fn(async (work: (db: Db) => Promise<unknown>) => work({} as Db))
    const transactTogether = vi.fn(async () => {
      throw error
    })
    const handle = { dialect: 'postgres', transact, transactTogether } as unknown as Handle
    return { writer: createWriter(handle), transact, transactTogether }
  }
  const two = ({ write }: Writer) =>
    Promise.allSettled(['a', 'b'].map((id) => write(async () => id, SHARED)))

  it('that fell apart is run again, each by itself', async () => {
    const { writer, transact } = failing(new FellApart('one has failed'))

    expect(await two(writer)).toMatchObject([{ value: 'a' }, { value: 'b' }])
    expect(transact).toHaveBeenCalledTimes(2)
  })

  it('of which nobody knows whether it is kept is not run again', async () => {
    const { writer, transact } = failing(new Error('Connection terminated unexpectedly'))

    expect(await two(writer)).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }])
    expect(transact).not.toHaveBeenCalled()
  })

  it.each([
    ['refused', 'ERROR', '40001', true],
    ['cut off', 'FATAL', '57P01', false],
    ['cut off', null, 'ECONNRESET', false],
  ])(
    'of which the commit is %s has fallen apart (%s %s): %s',
    async (_, severity, code, isFallen) => {
      const fault = Object.assign(new Error(code), { code, ...(severity && { severity }) })
      const query = async (asked: unknown) => {
        if (asked === 'commit') throw fault
        return { command: 'SELECT', rowCount: 0, rows: [] }
      }
      const stream = { cork() {}, uncork() {} }
      const client = { query, release() {}, connection: { stream } }
      const pool = { connect: async () => client } as unknown as Pool
      const { transactTogether } = openTransactions(pool)

      const failed = await transactTogether([{ run: async () => 1 }]).catch((it) => it)
      expect(failed instanceof FellApart).toBe(isFallen)
      expect(isFallen ? failed.cause : failed).toBe(fault)
    },
  )

  it('is not tried for a while after one fell apart', async () => {
    const { writer, transactTogether } = failing(new FellApart('one has failed'))
    await two(writer)
    await two(writer)

    expect(transactTogether).toHaveBeenCalledTimes(1)
  })
})

const dueRow = (id: string) => ({
  merchant_id: 'mer_1',
  message_id: id,
  clock: 'live',
  lane: 0,
  at: NOW,
})

const putFolded = (db: Db, orderId: string, folded: string) =>
  db
    .updateTable('orders')
    .set({ folded_to: folded })
    .where('merchant_id', '=', 'mer_1')
    .where('order_id', '=', orderId)
    .execute()

async function foldedOf(db: Db, orderId: string) {
  const row = await db
    .selectFrom('orders')
    .select('folded_to')
    .where('order_id', '=', orderId)
    .executeTakeFirst()
  return row?.folded_to
}

const newOrder = (db: Db, orderId: string) =>
  db
    .insertInto('orders')
    .values({
      merchant_id: 'mer_1',
      order_id: orderId,
      order_number: orderId,
      status: 'open',
      placed_at: NOW,
      state: '',
      folded_to: '0',
      silent_since: null,
      unreachable: 0,
      wake_at: null,
      updated_at: NOW,
    })
    .execute()
