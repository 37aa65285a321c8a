import { beforeEach, expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import { dropTerms, insertTerms, replaceTerms } from '../../src/db/order-terms.ts'
import { insertContact, saveContact } from '../../src/db/orders.ts'
import { noContact } from '../../src/domain/contact.ts'
import type { SearchTerm } from '../../src/domain/search.ts'
import { eachDatabase } from '../support/databases.ts'

const MERCHANT = 'mer_1'
const number: SearchTerm = { kind: 'number', term: '1001' }
const email: SearchTerm = { kind: 'email', term: 'ana@example.com' }
const name: SearchTerm = { kind: 'name', term: 'ana' }

eachDatabase('what an order is found by', (open) => {
  let handle: Handle
  beforeEach(async () => {
    handle = await open()
    for (const orderId of ['a', 'b']) {
      await insertContact(handle.db, MERCHANT, orderId, noContact(), [number, email])
      await insertTerms(handle.db, MERCHANT, orderId, [number, email])
    }
  })
  const termsOf = async (orderId: string) => {
    const rows = await handle.read
      .selectFrom('order_terms')
      .select('term')
      .where('order_id', '=', orderId)
      .orderBy('term')
      .execute()
    return rows.map(({ term }) => term)
  }

  it('is replaced row by row, that of another order with the same terms is not', async () => {
    await replaceTerms(handle.db, MERCHANT, 'a', [number, name])
    expect(await termsOf('a')).toEqual(['1001', 'ana'])
    expect(await termsOf('b')).toEqual(['1001', 'ana@example.com'])

    await replaceTerms(handle.db, MERCHANT, 'a', [])
    expect(await termsOf('a')).toEqual([])
  })

  it('stays known when the contact is saved anew, and so can still be dropped', async () => {
    await saveContact(handle.db, MERCHANT, 'a', { ...noContact(), name: 'Ana' })
    await dropTerms(handle.db, MERCHANT, 'a', new Set(['email', 'name'] as const))

    expect(await termsOf('a')).toEqual(['1001'])
  })

  it('takes a term that is given twice once, and none that PostgreSQL could not keep', async () => {
    const nul: SearchTerm = { kind: 'name', term: 'a\0b' }
    await replaceTerms(handle.db, MERCHANT, 'a', [name, name, nul])
    expect(await termsOf('a')).toEqual(['ana'])

    await replaceTerms(handle.db, MERCHANT, 'a', [number])
    expect(await termsOf('a')).toEqual(['1001'])
  })
})
