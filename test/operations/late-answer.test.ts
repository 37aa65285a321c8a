import { expect, it } from 'vitest'
import type { Writer } from '../../src/db/group-commit.ts'
import { findHandedOver } from '../../src/db/sent.ts'
import type { Mail } from '../../src/domain/outcome.ts'
import { eachDatabase } from '../support/databases.ts'
import { pumpDue } from '../support/pump.ts'
import { aLine, openShop } from '../support/shop.ts'

/** Far behind any lease. */
const LONG = { seconds: 600 }

eachDatabase('an answer to a hand-over', (open) => {
  it('leaves the bytes of a later attempt as they were', async () => {
    const handle = await open()
    const shop = await openShop(handle, { mode: 'live' })
    const { services, merchant } = shop
    const first = Promise.withResolvers<void>()
    const handed: string[] = []
    const send = async (mail: Mail) => {
      const bytes = JSON.stringify({ html: mail.html, text: mail.text })
      handed.push(bytes)
      if (handed.length === 1) await first.promise
      return { outcome: { status: 'accepted', providerId: null }, bytes } as const
    }
    const channels = { ...services.channels, mail: { name: 'smtp', send } }
    const withOrigin = (baseUrl: string) => ({ ...services, channels, baseUrl })

    await shop.place([aLine('1')])
    const slow = pumpDue(withOrigin('http://one.example'))
    while (handed.length === 0) await new Promise(setImmediate)
    services.clock.advance(LONG)
    await pumpDue(withOrigin('http://another-one.example'))
    first.resolve()
    await slow

    expect(handed).toHaveLength(2)
    const { id } = await shop.message('order_confirmed')
    const kept = await findHandedOver(handle.read, merchant.id, id)
    expect(handed.map((bytes) => bytes === kept)).toEqual([false, true])
  })
  it.each([
    ['before', false],
    ['after', true],
  ])('is stored once where the connection breaks %s that is done', async (_, isStored) => {
    const { services, merchant, ...shop } = await openShop(await open(), { mode: 'live' })
    const bytes = 'the bytes'
    const send = async () =>
      ({ outcome: { status: 'accepted', providerId: 'sg1' }, bytes }) as const
    const { writer } = services
    let isBroken = false
    let shared = 0
    const write: Writer['write'] = async (work, sharing) => {
      // The first is that it is begun, the second what became of it.
      if (sharing && 'isShared' in sharing) shared += 1
      const breaks = shared === 2 && !isBroken
      isBroken ||= Boolean(breaks)
      if (breaks && isStored) await writer.write(work, sharing)
      if (breaks) throw new Error('Connection terminated unexpectedly')
      return writer.write(work, sharing)
    }
    await shop.place([aLine('1')])
    const channels = { ...services.channels, mail: { name: 'sendgrid', send } }
    await pumpDue({ ...services, channels, writer: { ...writer, write } })

    expect(isBroken).toBe(true)
    const { id, status } = await shop.message('order_confirmed')
    expect(status).toBe('sent')
    expect(await findHandedOver(services.read, merchant.id, id)).toBe(bytes)
    expect((await shop.order()).said).toHaveLength(1)
    expect((await shop.due()).filter((row) => row.message_id === id)).toEqual([])
  })
})
