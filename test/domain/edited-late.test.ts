import { expect, it } from 'vitest'
import { anEvent, backordered, placed } from '../support/events.ts'
import { inShort, play } from './story-driver.ts'

/** After an outage, three days before T: all of it in the moment in which an offer is due. */
const AT = '2026-03-29T16:00:00.000Z'
const lines = (quantity: number) => ({ lines: [{ id: 'L1', quantity }] })

it('is offered once where the units that wait go in the moment of the offer, and one in stock is left', () => {
  const story = play(
    [
      placed([backordered('L1', null, { quantity: 3 })], {
        shipping_address: { country: 'US' },
        payment_status: 'paid',
      }),
      anEvent('backorder.unfulfillable', AT, lines(1), { id: 'evt_1' }),
      anEvent('order.cancelled', AT, lines(1), { id: 'evt_2' }),
      anEvent('order.updated', AT, lines(4) as never, { id: 'evt_3' }),
      anEvent('order.cancelled', AT, lines(2), { id: 'evt_4' }),
    ],
    '2026-03-29T17:00:00.000Z',
    {
      policy: { delay_options: 'ftc' },
      down: { from: '2026-03-29T13:00:00.000Z', to: AT },
    },
  )

  const offers = inShort(story).filter((word) => word.includes('delay_option'))
  expect(offers.length).toBeLessThanOrEqual(1)
})
