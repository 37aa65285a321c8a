import { expect, it, vi } from 'vitest'
import { policySchema } from '../../src/domain/policy.ts'
import { putPolicy } from '../../src/operations/settings.ts'
import { startWorker } from '../../src/worker/worker.ts'
import { onSqlite } from '../support/databases.ts'
import { openShop, waitingLine } from '../support/shop.ts'

onSqlite('the worker', (open) => {
  it('walks what a policy has stored for it', async () => {
    const shop = await openShop(await open(), { mode: 'live' })
    await shop.place([waitingLine('1')])
    await putPolicy(shop.services, shop.merchant, policySchema.parse({ checkin_after_hours: 24 }))
    const walks = () => shop.services.read.selectFrom('walks').select('done_at').execute()
    const worker = startWorker(shop.services)
    try {
      await vi.waitFor(
        async () => expect(await walks()).toEqual([{ done_at: '2026-03-02T15:00:00.000Z' }]),
        20_000,
      )
    } finally {
      await worker.stop()
    }
    expect(await shop.message('backorder_checkin')).toMatchObject({
      due_at: '2026-03-03T15:00:00.000Z',
    })
  })
})
