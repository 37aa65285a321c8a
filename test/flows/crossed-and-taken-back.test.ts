import { expect, it } from 'vitest'
import { addMinutes } from '../../src/domain/instant.ts'
import { eachDatabase } from '../support/databases.ts'
import { orderData, waitingLine } from '../support/shop.ts'
import { beginStory } from '../support/story.ts'

const ORDERS = [
  ['cancel', 'ship', 'void'],
  ['cancel', 'void', 'ship'],
  ['ship', 'cancel', 'void'],
  ['ship', 'void', 'cancel'],
  ['void', 'cancel', 'ship'],
  ['void', 'ship', 'cancel'],
] as const

eachDatabase('a package taken back that we hear of late', (open) => {
  it.each(ORDERS)('agrees with page, mail and merchant: %s, %s, %s', async (...acts) => {
    const handle = await open()
    const story = await beginStory(handle, {
      notify_email: 'owner@fern.example',
      policy: { delay_options: 'notify' },
    })
    const lines = [
      waitingLine('W', '2026-03-12', { title: 'Widget', quantity: 2 }),
      waitingLine('L', '2026-03-20', { title: 'Lamp' }),
    ]
    await story.tell('order.placed', orderData(lines))
    await story.wait('PT25H')
    const path = await story.pathOf('ord_1')
    const start = await story.now()
    const of = { order_id: 'ord_1', shipment_id: 'p1' }
    const left = addMinutes(start, -60)
    for (const act of acts) {
      if (act === 'cancel') await story.press(`${path}/cancel`, { scope: 'all' })
      if (act === 'ship') {
        const held = [{ id: 'W', quantity: 1 }]
        await story.tell('shipment.created', { ...of, shipped_at: left, lines: held }, { at: left })
      }
      if (act === 'void') await story.tell('shipment.voided', of, { at: addMinutes(start, -30) })
      await story.wait('PT30M')
    }

    const order = (await story.order('ord_1')) as { lines: { cancelled: number }[] }
    const widgets = order.lines[0]?.cancelled ?? 0
    const amount = widgets === 2 ? '$59.70' : '$39.80'
    const rows = await handle.read
      .selectFrom('messages')
      .select(['id', 'kind', 'channel'])
      .where('merchant_id', '=', story.merchantId)
      .where('status', '=', 'sent')
      .where('kind', 'in', ['order_cancelled', 'refund.due'])
      .orderBy('sent_at')
      .execute()
    const lastOf = async (kind: string) => {
      const row = rows.findLast((one) => one.kind === kind)
      return (await story.mail(row as { id: string })).text
    }
    for (const text of [await lastOf('order_cancelled'), await lastOf('refund.due')]) {
      expect(text).toContain(amount)
      expect(text).toContain(`${widgets} × Widget`)
      expect(text).toContain('1 × Lamp')
    }
    expect((await story.open(path)).text).toContain(`${widgets} × Widget`)
  })
})
