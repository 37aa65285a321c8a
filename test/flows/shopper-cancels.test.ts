import { expect, it } from 'vitest'
import { eachDatabase } from '../support/databases.ts'
import { orderData, waitingLine } from '../support/shop.ts'
import { beginStory, kindsAndTimes } from '../support/story.ts'

eachDatabase('a shopper who cancels', (open) => {
  it('presses one button of the page behind the mail’s link, and the shop’s echo says nothing anew', async () => {
    const story = await beginStory(await open())
    await story.tell(
      'order.placed',
      orderData([waitingLine('quilt', null, { title: 'Down Quilt' })]),
    )
    const [confirmed] = await story.wait('P1D')
    const mail = await story.mail(confirmed as { id: string })
    expect(mail.subject).toBe('Order #1001 confirmed: Down Quilt ships when restocked')
    const link = /https:\/\/tidings\.example(\/t\/\S+\/cancel)/.exec(mail.text)?.[1] ?? ''

    // A mail scanner opens the link: nothing happens.
    const before = await story.order('ord_1')
    expect((await story.open(link)).text).toContain('Cancel the Down Quilt?')
    expect(await story.order('ord_1')).toEqual(before)

    const pressed = await story.press(link, { scope: 'all', reason: 'Found one nearby' })
    expect(pressed.status).toBe(200)
    expect(pressed.text).toContain('The Down Quilt is cancelled.')
    expect(await story.press(link, { scope: 'all', reason: 'Found one nearby' })).toEqual(pressed)
    expect(await story.order('ord_1')).toMatchObject({ status: 'cancelled', promise: null })

    // The shop's own system cancels it too, before and after our mail.
    await story.tell('order.cancelled', { order_id: 'ord_1', reason: 'Requested by the customer' })
    const [cancelled, ...none] = await story.wait('PT1H')
    await story.tell('order.cancelled', { order_id: 'ord_1' })
    expect([...none, ...(await story.wait('P30D'))]).toEqual([])
    expect([cancelled?.kind, cancelled?.at]).toEqual([
      'order_cancelled',
      '2026-03-03T15:00:00.000Z',
    ])
    const last = await story.mail(cancelled as { id: string })
    expect(last.subject).toBe('Order #1001 is cancelled, $19.90 comes back to you')
    expect(last.text).toContain('$19.90 comes back to you by Thursday, March 12')

    const messages = await story.messages('ord_1')
    expect(messages.map(({ kind, status }) => [kind, status])).toEqual(
      expect.arrayContaining([
        ['backorder_confirmed', 'sent'],
        ['backorder_checkin', 'withdrawn'],
        ['order_cancelled', 'sent'],
      ]),
    )
    expect((await story.open(await story.pathOf('ord_1'))).text).toContain('ancelled')
  })

  it('asks where stock is being prepared, and hears the merchant’s answer', async () => {
    const story = await beginStory(await open())
    await story.tell(
      'order.placed',
      orderData([waitingLine('tent', '2026-03-12', { title: 'Fell Tent 2' })]),
    )
    await story.wait('PT1H')
    await story.tell('backorder.allocated', {
      order_id: 'ord_1',
      lines: [{ id: 'tent', quantity: 1 }],
    })
    await story.wait('PT2H')
    const path = `${await story.pathOf('ord_1')}/cancel`

    const pressed = await story.press(path, { scope: 'all' })
    expect(pressed.text).toContain('We have your request.')
    expect(await story.press(path, { scope: 'all' })).toEqual(pressed)
    expect(kindsAndTimes(await story.wait('PT1H'))).toEqual([
      ['cancellation_requested', '2026-03-02T18:00:00.000Z'],
    ])

    await story.ask('POST', '/v1/orders/ord_1/cancellation', {
      answer: 'decline',
      reason: 'It is packed already',
    })
    const [declined] = await story.wait('PT1H')
    expect(declined?.kind).toBe('cancellation_declined')
    const mail = await story.mail(declined as { id: string })
    expect(mail.subject).toBe('We could not cancel order #1001')
    expect(mail.text).toContain('Why: It is packed already')
    expect(await story.order('ord_1')).toMatchObject({ status: 'open', cancellation_request: null })
  })
})
