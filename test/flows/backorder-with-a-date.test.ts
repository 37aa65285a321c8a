import { expect, it } from 'vitest'
import { eachDatabase } from '../support/databases.ts'
import { aPackage, orderData, waitingLine } from '../support/shop.ts'
import { beginStory, kindsAndTimes } from '../support/story.ts'

eachDatabase('a backorder with a date', (open) => {
  it('is confirmed, waits, slips, is restocked and ships, and its customer always knows', async () => {
    const story = await beginStory(await open(), { policy: { delay_options: 'notify' } })
    const tent = waitingLine('tent', '2026-03-12', { title: 'Fell Tent 2', sku: 'TENT-2' })
    await story.tell('order.placed', orderData([tent]))

    // Ten days away and four of buffer: said at once, and again two days later in plain text.
    const [confirmed, checkin, ...none] = await story.wait('2026-03-09T15:00:00Z')
    expect(none).toEqual([])
    expect([confirmed?.kind, confirmed?.at]).toEqual([
      'backorder_confirmed',
      '2026-03-02T15:00:00.000Z',
    ])
    expect([checkin?.kind, checkin?.at]).toEqual(['backorder_checkin', '2026-03-04T15:00:00.000Z'])
    const first = await story.mail(confirmed as { id: string })
    expect(first.to).toBe('jon.snow@example.com')
    expect(first.subject).toBe('Order #1001 confirmed: Fell Tent 2 ships by Mon, Mar 16')
    expect(first.text).toContain('Your Fell Tent 2 ships by Monday, March 16')
    expect(first.text).toContain(`${(await story.order('ord_1')).tracking_url}/cancel`)
    const second = await story.mail(checkin as { id: string })
    expect(second.html).toBeNull()
    expect(second.subject).toBe('Order #1001: still set to ship by Mon, Mar 16')
    expect(second.text).toContain(
      'Your Fell Tent 2 from order #1001 is on backorder and still set to ship by Monday, March 16.',
    )

    // A slip inside the buffer is no news.
    await story.tell('backorder.eta_changed', {
      order_id: 'ord_1',
      lines: [{ id: 'tent', expected_at: '2026-03-14' }],
    })
    expect(await story.wait('PT2H')).toEqual([])

    // One beyond it is, ten minutes later: fifteen days away make a promise with six of buffer.
    await story.tell('backorder.eta_changed', {
      order_id: 'ord_1',
      lines: [{ id: 'tent', expected_at: '2026-03-24' }],
      reason: 'The ship was delayed in port',
    })
    const [slipped, ...rest] = await story.wait('PT1H')
    expect(rest).toEqual([])
    expect([slipped?.kind, slipped?.at]).toEqual(['eta_slipped', '2026-03-09T17:10:00.000Z'])
    const third = await story.mail(slipped as { id: string })
    expect(third.subject).toBe('New date for your Fell Tent 2: Mon, Mar 30')
    expect(third.text).toContain('Your Fell Tent 2 now ships by Monday, March 30')
    expect(third.text).toContain('Before: Monday, March 16\nNow: Monday, March 30')
    expect(third.text).toContain('Why: The ship was delayed in port')
    expect((await story.open(await story.pathOf('ord_1'))).text).toContain('ships by Mon, Mar 30')

    // A week of silence is the most that it is left in.
    const [update, ...still] = await story.wait('2026-03-20T14:00:00Z')
    expect(still).toEqual([])
    expect([update?.kind, update?.at]).toEqual(['backorder_update', '2026-03-16T14:00:00.000Z'])
    expect((await story.mail(update as { id: string })).text).toContain(
      'Your Fell Tent 2 is still set to ship by Monday, March 30',
    )

    // Stock came, and then the carrier.
    await story.tell('backorder.allocated', {
      order_id: 'ord_1',
      lines: [{ id: 'tent', quantity: 1 }],
    })
    const [restocked] = await story.wait('2026-03-23T13:00:00Z')
    expect([restocked?.kind, restocked?.at]).toEqual(['restocked', '2026-03-20T14:00:00.000Z'])
    expect((await story.mail(restocked as { id: string })).subject).toBe(
      'Your Fell Tent 2 is in and being prepared',
    )
    const shipped_at = '2026-03-23T13:00:00.000Z'
    await story.tell('shipment.created', {
      order_id: 'ord_1',
      ...aPackage({ tent: 1 }, { shipped_at }),
    })
    const last = await story.wait('P40D')
    expect(kindsAndTimes(last)).toEqual([['shipped', shipped_at]])
    expect((await story.mail(last[0] as { id: string })).text).toContain(
      'Thanks for your patience while we restocked.',
    )
    expect(await story.order('ord_1')).toMatchObject({
      status: 'shipped',
      next_message: null,
      silent_since: null,
      anomalies: [],
    })
  })
})
