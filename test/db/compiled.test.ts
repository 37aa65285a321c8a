import { beforeEach, describe, expect, it } from 'vitest'
import { compileInsert, compileOnce } from '../../src/db/compiled.ts'
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
})

const termsOf = (db: Db, term?: string) =>
  db
    .selectFrom('order_terms')
    .select('order_id')
    .$if(term !== undefined, (query) => query.where('term', '=', term ?? ''))
