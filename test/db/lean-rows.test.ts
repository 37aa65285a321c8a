import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { migrations } from '../../migrations/index.ts'
import { insertDue } from '../../src/db/due.ts'
import { insertLink, listLinks } from '../../src/db/links.ts'
import { migrate } from '../../src/db/migrate.ts'
import type { Handle } from '../../src/db/open.ts'
import { dropTerms, findOrdersByTerm, replaceTerms } from '../../src/db/order-terms.ts'
import { eachDatabase } from '../support/databases.ts'

const MERCHANT = 'mer_1'
const OLD = Object.fromEntries(
  Object.entries(migrations).filter(([name]) => name < '0004_lean_rows'),
)

eachDatabase(
  'a database of the schema before rows were lean',
  (open) => {
    it('keeps every row, and tells of each order what it is found by', async () => {
      const handle = await open()
      await migrate(handle, OLD)
      await fill(handle)
      const before = await everything(handle)
      await migrate(handle)

      const after = await everything(handle)
      expect(after).toEqual({ ...before, contacts: after.contacts })
      expect(after.contacts).toMatchObject(before.contacts)
      expect(after.contacts.map(({ order_id, terms }) => [order_id, listOf(terms)])).toEqual([
        ['a', ['["email","ana@example.com"]', '["number","1001"]', '["sku","it\'s \\"quoted\\""]']],
        ['b', ['["number","1002"]']],
        ['c', []],
      ])
    })

    it('is written to as before', async () => {
      const handle = await open()
      await migrate(handle, OLD)
      await fill(handle)
      await migrate(handle)
      const { db } = handle

      await dropTerms(db, MERCHANT, 'a', new Set(['email'] as const))
      await replaceTerms(db, MERCHANT, 'b', [{ kind: 'number', term: '1003' }])
      await insertDue(db, [due('msg_1', '2026-03-02')])

      const found = (kind: 'email' | 'number', term: string) =>
        findOrdersByTerm(db, MERCHANT, [{ kind, term }])
      expect(await found('email', 'ana@example.com')).toEqual([])
      expect(await found('number', '1001')).toEqual(['a'])
      expect(await found('number', '1002')).toEqual([])
      expect(await found('number', '1003')).toEqual(['b'])
      expect(await db.selectFrom('due').select('at').execute()).toEqual([{ at: '2026-03-02' }])
      expect(await listLinks(db, MERCHANT, 'a', 'tracking')).toHaveLength(1)
      const again = { ...link('a', 'hash_1'), createdAt: '2026-03-01' }
      await expect(insertLink(db, MERCHANT, again)).rejects.toThrow(/unique/i)
    })
  },
  { empty: true },
)

async function fill({ db }: Handle) {
  const terms = [
    ['a', 'number', '1001'],
    ['a', 'email', 'ana@example.com'],
    ['a', 'sku', 'it\'s "quoted"'],
    ['b', 'number', '1002'],
  ] as const
  for (const [orderId, kind, term] of terms)
    await sql`insert into order_terms (merchant_id, term, kind, order_id)
      values (${MERCHANT}, ${term}, ${kind}, ${orderId})`.execute(db)
  for (const orderId of ['a', 'b', 'c'])
    await sql`insert into contacts (merchant_id, order_id, contact)
      values (${MERCHANT}, ${orderId}, '{}')`.execute(db)
  await insertDue(db, [due('msg_1', '2026-03-01')])
  await insertLink(db, MERCHANT, { ...link('a', 'hash_1'), createdAt: '2026-03-01' })
  await insertLink(db, MERCHANT, { ...link('b', 'hash_0'), createdAt: '2026-03-01' })
}

const due = (messageId: string, at: string) => ({
  merchant_id: MERCHANT,
  message_id: messageId,
  clock: 'live',
  lane: 1,
  at,
})
const link = (orderId: string, tokenHash: string) => ({
  orderId,
  tokenHash,
  sealed: 'sealed',
  purpose: 'tracking' as const,
})

async function everything({ db }: Handle) {
  return {
    order_terms: await db.selectFrom('order_terms').selectAll().orderBy('term').execute(),
    contacts: await db.selectFrom('contacts').selectAll().orderBy('order_id').execute(),
    due: await db.selectFrom('due').selectAll().execute(),
    links: await db.selectFrom('links').selectAll().orderBy('order_id').execute(),
  }
}

const listOf = (terms: string) =>
  JSON.parse(terms)
    .map((one: unknown) => JSON.stringify(one))
    .toSorted()
