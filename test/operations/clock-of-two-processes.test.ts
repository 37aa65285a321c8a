import { beforeEach, expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import type { Mail } from '../../src/domain/outcome.ts'
import { letClockRun } from '../../src/operations/advance-clock.ts'
import { runRunning } from '../../src/operations/run-due.ts'
import { onPostgres, openUrl, urlOf } from '../support/databases.ts'
import type { TestServices } from '../support/services.ts'
import { testServices } from '../support/services.ts'
import { aLine, openShop, type Shop } from '../support/shop.ts'
import { untilOneWaits } from '../support/waiting.ts'

onPostgres('a running test clock that one process moves and another sends by', (open) => {
  let api: Handle
  let shop: Shop
  let worker: TestServices
  let mails: Mail[]
  let release: () => void
  let isHanded: Promise<void>

  beforeEach(async () => {
    api = await open()
    shop = await openShop(api)
    const other = openUrl(urlOf(api))
    worker = await testServices(other)
    mails = []
    const answered = new Promise<void>((resolve) => {
      release = resolve
    })
    let handed = () => {}
    isHanded = new Promise((resolve) => {
      handed = resolve
    })
    const mail = {
      name: 'outbox',
      async send(one: Mail) {
        mails.push(one)
        handed()
        await answered
        return { outcome: { status: 'accepted', providerId: null }, bytes: 'bytes' } as const
      },
    }
    for (const services of [shop.services, worker])
      services.channels = { ...services.channels, outbox: { ...services.channels.outbox, mail } }
    worker.clock.set(shop.services.clock.now().toISOString())
    await shop.place([aLine('1')])
    await letClockRun(shop.services, shop.merchant.id)
    return () => other.close()
  })

  it('is not moved while the other hands over by it, and what was handed over goes once', async () => {
    const sending = runRunning(worker)
    await isHanded
    const advanced = shop.advance('PT2H')
    await untilOneWaits(api, advanced)
    release()

    expect(await sending).toBe(1)
    expect((await advanced).sent).toEqual([])
    expect(mails).toHaveLength(1)
    const { status, sent_at, due_at } = await shop.message('order_confirmed')
    expect([status, sent_at]).toEqual(['sent', due_at])
  })
})
