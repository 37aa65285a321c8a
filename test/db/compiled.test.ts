import { beforeEach, describe, expect, it } from 'vitest'
import { compileInsert, compileOnce, writeTogether } from '../../src/db/compiled.ts'
import type { Db, Handle } from '../../src/db/open.ts'
import type { OrderTermsTable } from '../../src/db/schema.ts'
import { eachDatabase } from '../support/databases.ts'

const row = (term: string, order = 'o_1'): OrderTermsTable => ({
  merchant_id: 'mer_1',
  term,
  kind: 'sku',
  order_id: order,
})

eachDatabase('a compiled query', (open) => {
  let handle: Handle
  beforeEach(async () => {
    handle = await open()
  })

  describe('compileOnce', () => {
    it('builds once, and answers for the values of each call', async () => {
      let built = 0
      const ordersOf = compileOnce((db, merchantId: string, term: string) => {
        built += 1
        return termsOf(db).where('merchant_id', '=', merchantId).where('term', '=', term)
      })
      await handle.db
        .insertInto('order_terms')
        .values([row('a', 'o_1'), row('b', 'o_2')])
        .execute()

      expect((await ordersOf(handle.db, 'mer_1', 'a')).rows).toEqual([{ order_id: 'o_1' }])
      expect((await ordersOf(handle.db, 'mer_1', 'b')).rows).toEqual([{ order_id: 'o_2' }])
      expect((await ordersOf(handle.db, 'mer_2', 'a')).rows).toEqual([])
      expect(built).toBe(1)
    })

    it('refuses a constant, which would be frozen unseen', () => {
      const withConstant = compileOnce((db, term: string) => termsOf(db, term).limit(5))

      expect(() => withConstant(handle.db, 'a')).toThrow('not the values')
    })

    it('refuses values in another order, or that are not used', () => {
      const turned = compileOnce((db, term: string, merchantId: string) =>
        termsOf(db).where('merchant_id', '=', merchantId).where('term', '=', term),
      )
      const unused = compileOnce((db, term: string, _merchantId: string) => termsOf(db, term))

      expect(() => turned(handle.db, 'a', 'mer_1')).toThrow('not the values')
      expect(() => unused(handle.db, 'a', 'mer_1')).toThrow('not the values')
    })
  })

  describe('compileInsert', () => {
    const insertNew = compileInsert((db, rows: OrderTermsTable[]) =>
      db
        .insertInto('order_terms')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing()),
    )

    it('writes each number of rows, and says how many were new', async () => {
      const many = Array.from({ length: 40 }, (_, at) => row(`many_${at}`))

      expect(await insertNew(handle.db, [])).toBe(0n)
      expect(await insertNew(handle.db, [row('a')])).toBe(1n)
      expect(await insertNew(handle.db, [row('a'), row('b')])).toBe(1n)
      expect(await insertNew(handle.db, many)).toBe(40n)
      expect(await insertNew(handle.db, many)).toBe(0n)
      expect(await handle.db.selectFrom('order_terms').selectAll().execute()).toHaveLength(42)
    })

    it('finds the columns by their names, whatever the order of the fields', async () => {
      const turned = { order_id: 'o_2', kind: 'sku', term: 'turned', merchant_id: 'mer_1' }

      await insertNew(handle.db, [row('first')])
      await insertNew(handle.db, [turned])
      await insertNew(handle.db, [row('third'), { ...turned, term: 'fourth' }])

      const written = await termsOf(handle.db).select('term').orderBy('term').execute()
      expect(written).toEqual([
        { order_id: 'o_1', term: 'first' },
        { order_id: 'o_2', term: 'fourth' },
        { order_id: 'o_1', term: 'third' },
        { order_id: 'o_2', term: 'turned' },
      ])
    })

    it('refuses a row with more fields than the first, or with fewer', async () => {
      const { kind, ...less } = row('less')
      await insertNew(handle.db, [row('a')])

      await expect(insertNew(handle.db, [{ ...row('b'), more: 1 } as never])).rejects.toThrow()
      await expect(insertNew(handle.db, [less as never])).rejects.toThrow('other columns')
      await expect(insertNew(handle.db, [{ ...less, other: kind } as never])).rejects.toThrow(
        'without kind',
      )
    })
  })

  describe('writeTogether', () => {
    const insert = compileInsert((db, rows: OrderTermsTable[]) =>
      db.insertInto('order_terms').values(rows),
    )
    const move = compileOnce((db, orderId: string, term: string) =>
      db.updateTable('order_terms').set({ order_id: orderId }).where('term', '=', term),
    )

    it('writes what meets, each with its own values, however often', async () => {
      for (const n of [1, 2]) {
        await handle.db.transaction().execute(async (db) => {
          await insert(db, [row(`old_${n}`)])
          await writeTogether(db, async () => {
            await insert(db, [row(`new_${n}`), row(`newer_${n}`, 'o_2')])
            await move(db, 'o_3', `old_${n}`)
          })
        })
      }

      const written = await termsOf(handle.db).select('term').orderBy('term').execute()
      expect(written.map(({ term, order_id }) => `${term} ${order_id}`)).toEqual([
        'new_1 o_1',
        'new_2 o_1',
        'newer_1 o_2',
        'newer_2 o_2',
        'old_1 o_3',
        'old_2 o_3',
      ])
    })

    it('writes what another such act is made of with its own', async () => {
      await handle.db.transaction().execute((db) =>
        writeTogether(db, async () => {
          await insert(db, [row('a')])
          await writeTogether(db, () => insert(db, [row('b')]).then(() => {}))
        }),
      )

      expect(await termsOf(handle.db).execute()).toHaveLength(2)
    })

    it('leaves a transaction to what comes after it where its work fails', async () => {
      await handle.db.transaction().execute(async (db) => {
        const failing = writeTogether(db, () => Promise.reject(new Error('no')))
        await expect(failing).rejects.toThrow('no')
        expect(await insert(db, [row('after')])).toBe(1n)
      })

      expect(await termsOf(handle.db).execute()).toHaveLength(1)
    })
  })
})

const termsOf = (db: Db, term?: string) =>
  db
    .selectFrom('order_terms')
    .select('order_id')
    .$if(term !== undefined, (query) => query.where('term', '=', term ?? ''))
