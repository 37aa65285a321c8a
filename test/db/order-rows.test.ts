import { expect, it } from 'vitest'
import { insertMessages, listOrderMessages } from '../../src/db/messages.ts'
import { findOrderRows } from '../../src/db/order-rows.ts'
import { findContact, saveContact } from '../../src/db/orders.ts'
import { noContact } from '../../src/domain/contact.ts'
import { eachDatabase } from '../support/databases.ts'

const AT = '2026-03-01T10:00:00.000Z'
const message = (id: string, orderId: string, createdAt = AT) => ({
  merchant_id: 'mer_1',
  id,
  order_id: orderId,
  kind: 'order_confirmed',
  key: `key:${id}`,
  channel: 'email' as const,
  status: 'planned',
  due_at: AT,
  why: 'because of “ñ”',
  because: null,
  withdrawn_why: null,
  withdrawn_because: null,
  created_at: createdAt,
  updated_at: AT,
  sent_at: null,
  provider: null,
  provider_id: null,
})

eachDatabase('what is planned anew together', (open) => {
  it('is the person and all messages of the one order, the oldest first', async () => {
    const { db } = await open()
    await saveContact(db, 'mer_1', 'a', { ...noContact(), name: 'Ana “Ñandú”' })
    const later = '2026-03-02T10:00:00.000Z'
    await insertMessages(db, [
      message('msg_3', 'a'),
      message('msg_1', 'a', later),
      message('msg_2', 'a'),
      message('msg_4', 'b'),
    ])

    const found = await findOrderRows(db, 'mer_1', 'a')

    expect(found.messages.map(({ id }) => id)).toEqual(['msg_2', 'msg_3', 'msg_1'])
    expect(found).toEqual({
      contact: await findContact(db, 'mer_1', 'a'),
      messages: await listOrderMessages(db, 'mer_1', 'a'),
    })
  })

  it('is nothing where there is neither', async () => {
    const { db } = await open()

    expect(await findOrderRows(db, 'mer_1', 'a')).toEqual({ contact: null, messages: [] })
  })
})
