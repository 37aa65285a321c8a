import { expect, it } from 'vitest'
import { eachDatabase } from '../support/databases.ts'
import { aLine, orderData } from '../support/shop.ts'
import { beginStory } from '../support/story.ts'

eachDatabase('an order that was confirmed as in stock', (open) => {
  it('and then waits, says that this changed, and ends by the law with a warning', async () => {
    const story = await beginStory(await open())
    await story.tell('order.placed', orderData([aLine('tent', { title: 'Fell Tent 2' })]))
    const [confirmed] = await story.wait('PT1M')
    expect(confirmed?.kind).toBe('order_confirmed')

    await story.tell('backorder.created', {
      order_id: 'ord_1',
      lines: [{ id: 'tent', quantity: 1, kind: 'standard', expected_at: '2026-03-12' }],
    })
    const [turned, ...none] = await story.wait('PT1M')
    expect(none).toEqual([])
    expect(turned?.kind).toBe('backorder_confirmed')
    const { subject, text, html } = await story.mail(turned as { id: string })
    expect(subject).toBe('Order #1001 has changed: Fell Tent 2 ships by Mon, Mar 16')
    expect(text).toContain(
      'We told you that it was in stock. That no longer holds, and we are sorry.',
    )
    expect(html).toContain('We told you that it was in stock.')
    expect(`${subject}${text}`).not.toMatch(/is confirmed/)

    // Told once: what follows is a check-in, which names the day on which the wait ends.
    const [checkin] = await story.wait('2026-03-05T00:00:00Z')
    expect(checkin?.kind).toBe('backorder_checkin')
    const [update] = await story.wait('2026-03-12T00:00:00Z')
    expect(update?.kind).toBe('backorder_update')
    const near = await story.mail(update as { id: string })
    expect(near.subject).toBe('Your Fell Tent 2 ships by Mon, Mar 16, or is cancelled')
    expect(near.text).toContain(
      'Your Fell Tent 2 ships by Monday, March 16, or you get a full refund',
    )
  })
})
