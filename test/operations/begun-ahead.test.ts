import { expect, it } from 'vitest'
import { LANES } from '../../src/domain/message.ts'
import { claimLive } from '../../src/operations/run-due.ts'
import { eachDatabase } from '../support/databases.ts'
import { pumpRound } from '../support/pump.ts'
import { openShop, type Shop, waitingLine } from '../support/shop.ts'

/** Looks short before the next message's moment, or at it, until that is one of this kind. */
async function untilNextIs(kind: string, shop: Shop): Promise<string> {
  for (let words = 0; words < WORDS_MAX; words += 1) {
    const [next] = (await shop.messages())
      .filter(({ status }) => status === 'planned')
      .sort((a, b) => (a.due_at < b.due_at ? -1 : 1))
    if (!next) break
    if (next.kind === kind) return next.due_at
    shop.services.clock.set(next.due_at)
    await pumpRound(shop.services)
  }
  throw new Error(`no ${kind} ever was the next`)
}
const WORDS_MAX = 60

eachDatabase('a message that is begun ahead of its moment', (open) => {
  it('is not where time decides at that moment what it is about', async () => {
    const shop = await openShop(await open(), { mode: 'live', policy: { delay_options: 'ftc' } })
    await shop.place([waitingLine('1', '2026-03-12', { quantity: 2 })])
    await shop.tell('backorder.eta_changed', { lines: [{ id: '1', expected_at: null }] })
    const endsAt = await untilNextIs('delay_expired', shop)
    const { clock } = shop.services
    clock.set(new Date(Date.parse(endsAt) - 10).toISOString())

    const cancelled = async () => (await shop.order()).lines[0]?.cancelled
    const found: unknown[] = []
    for (const lane of Object.values(LANES))
      for (const begin of await claimLive(shop.services, { lane, limit: 8, first: endsAt }))
        await begin({
          onHandOver: () => found.push(clock.now().toISOString()),
          onAnswer() {},
          async untilDue() {
            found.push(await cancelled())
            clock.set(endsAt)
          },
        })

    expect(found.slice(0, 3)).toEqual([0, 2, endsAt])
    expect(await cancelled()).toBe(2)
    for (let rounds = 0; rounds < WORDS_MAX && (await pumpRound(shop.services)); rounds += 1);
    const words = (await shop.messages()).filter(({ kind }) => kind === 'delay_expired')
    expect(words.map(({ status, sent_at: at }) => [status, at])).toEqual([['sent', endsAt]])
  })
})
