import { expect, it } from 'vitest'
import type { Outcome } from '../../src/domain/outcome.ts'
import { testApp } from '../http/http-app.ts'
import { eachDatabase } from '../support/databases.ts'
import { connect, placeOrder, postEvents, providers, sendgridEvent } from '../support/receipts.ts'

const refused = (code: string, detail: string): Outcome => ({ status: 'rejected', code, detail })
const TAKEN: Outcome = { status: 'accepted', providerId: 'prv_1' }
const MENDED = 'jon@mended.example'

eachDatabase('a confirmation that nobody read', (open) => {
  async function start() {
    const test = await testApp(await open())
    const shop = await test.newShop({ mode: 'live', clock: undefined })
    const providing = providers(test)
    const to = () => providing.mails.map((mail) => mail.to.email)
    return {
      test,
      shop,
      providing,
      to,
      async first() {
        const list = await test.call('GET', '/v1/orders/ord_1/messages', undefined, shop.key)
        const { data } = (await list.json()) as { data: { id: string; kind: string }[] }
        return data[0]?.id ?? ''
      },
      mend: () =>
        test.call(
          'POST',
          '/v1/events',
          {
            id: 'mended',
            type: 'order.updated',
            occurred_at: test.services.clock.now().toISOString(),
            data: { order_id: 'ord_1', customer: { name: 'Jon', email: MENDED } },
          },
          shop.key,
        ),
      resend: (id: string) => test.call('POST', `/v1/messages/${id}/resend`, {}, shop.key),
      async run(days = 0) {
        for (let day = 0; day <= days; day += 1) {
          if (day > 0) test.services.clock.advance({ hours: 25 })
          await providing.run()
        }
      },
    }
  }

  it('goes at once to the address that was mended, and never again', async () => {
    const { providing, to, run, mend } = await start().then(placed)
    providing.answers.mail = refused('400', 'bad address')
    await run()
    providing.answers.mail = TAKEN
    await mend()
    await run()
    expect(to()).toEqual(['jon.snow@example.com', MENDED])
    await run(1)
    expect(to()).toEqual(['jon.snow@example.com', MENDED])
  })

  it('is told once where it is sent again by hand beside it, before it has gone or after', async () => {
    for (const hasGone of [false, true]) {
      const { providing, to, run, mend, first, resend } = await start().then(placed)
      providing.answers.mail = refused('400', 'bad address')
      await run()
      providing.answers.mail = TAKEN
      const id = await first()
      await mend()
      if (hasGone) await run()
      const answer = await resend(id)
      expect(answer.status).toBeLessThan(300)
      await run(1)
      expect(to()).toEqual(['jon.snow@example.com', MENDED])
    }
  })

  it('is told once where it was sent again by hand, and its repeat was planned', async () => {
    const { test, providing, to, run, first, resend } = await start().then(placed)
    const url = await connect(test, 'sendgrid')
    await run()
    const id = await first()
    // Blocked, as by greylisting for too long: the address itself stands.
    await postEvents(test, url, [sendgridEvent(id, 'bounce', { type: 'blocked', reason: '450' })])
    expect((await resend(id)).status).toBeLessThan(300)
    await run(1)
    expect(to()).toHaveLength(2)
    expect(providing.mails).toHaveLength(2)
  })

  it('is not tried again where it was refused for good, and is where the account was', async () => {
    for (const [outcome, tries] of [
      [refused('400', 'bad request'), 1],
      [refused('550', 'no thanks'), 1],
      [refused('401', 'the key has ended'), 2],
      [refused('550', '5.7.1 no relaying'), 2],
    ] as const) {
      const { providing, to, run } = await start().then(placed)
      providing.answers.mail = outcome
      await run(1)
      expect([outcome, to().length]).toEqual([outcome, tries])
    }
  })

  async function placed(started: Awaited<ReturnType<typeof start>>) {
    await placeOrder(started.test, started.shop)
    return started
  }
})
