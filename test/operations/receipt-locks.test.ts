import { expect, it } from 'vitest'
import { lockOrder } from '../../src/db/order-lock.ts'
import { lockMessage } from '../../src/db/receipts.ts'
import { applyReceipts } from '../../src/operations/apply-receipts.ts'
import { onPostgres } from '../support/databases.ts'
import { pumpDue } from '../support/pump.ts'
import { countingReruns } from '../support/reruns.ts'
import { OPENED_AT, ORDER, openShop, waitingLine } from '../support/shop.ts'
import { untilOneWaits } from '../support/waiting.ts'

onPostgres('a bounce that comes while the outcome of its message is stored', (open) => {
  it('waits for the order, and has not taken the message before', async () => {
    const handle = await open()
    const shop = await openShop(handle, { mode: 'live' })
    const { services, merchant } = shop
    await shop.place([waitingLine('1')])
    await pumpDue(services)
    const [sent] = await shop.messages()
    if (!sent) throw new Error('nothing was sent')
    const receipt = {
      messageId: sent.id,
      providerId: null,
      receiptId: 'bounce-1',
      kind: 'bounced' as const,
      at: OPENED_AT,
      code: '550',
      detail: 'no such user',
    }
    const { writer, reruns } = countingReruns(services.writer)

    let bouncing: Promise<unknown> | undefined
    await writer.write(async (db) => {
      await lockOrder(db, merchant.id, ORDER, OPENED_AT)
      bouncing ??= writer.write((other) =>
        applyReceipts(
          { ...services, writer },
          other,
          merchant,
          { messageId: sent.id, receipts: [receipt] },
          OPENED_AT,
        ),
      )
      await untilOneWaits(handle, bouncing)
      await lockMessage(db, merchant.id, sent.id)
    })
    expect(await bouncing).toEqual(['bounced'])
    expect(reruns()).toBe(0)
  })
})
