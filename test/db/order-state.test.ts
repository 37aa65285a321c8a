import { describe, expect, it } from 'vitest'
import { stateText, toState } from '../../src/db/order-state.ts'
import { newOrder } from '../../src/domain/apply-event.ts'
import type { OrderState } from '../../src/domain/order.ts'
import { aLine, anOrder } from '../support/order-state.ts'

describe('the state of an order as text', () => {
  it.each<[string, OrderState]>([
    ['a new one', newOrder('ord_1')],
    ['one with lines', anOrder()],
    ['a field that is filled', { ...newOrder('ord_1'), kept: [], split: 'hold' }],
    ['a line to which nothing has happened', anOrder({ lines: [aLine()] })],
    [
      'a line to which much has',
      anOrder({
        lines: [
          aLine({ requiresShipping: false, shipped: 1, cancelled: 1, sku: null, isOwed: true }),
          aLine({ id: '2', cancelAsked: { ours: 0, theirs: 1 } }),
          aLine({ id: '3', cancelAsked: { ours: 0, theirs: 0, isWhole: true } }),
        ],
      }),
    ],
    ['values that are false or 0', { ...newOrder('ord_1'), priority: 0 }],
  ])('is read back as it was: %s', (_, state) => {
    expect(toState(stateText(state))).toEqual(state)
  })

  it('has none of the fields that a new order has empty', () => {
    const { orderId, orderNumber, currency, paymentStatus, priority } = newOrder('ord_1')
    const filled = { orderId, orderNumber, currency, paymentStatus, priority }
    expect(JSON.parse(stateText(newOrder('ord_1')))).toEqual(filled)
  })

  it('has of a line only what it says of its own', () => {
    const { id, title, quantity } = aLine()
    const quiet = { sku: null, variant: null, unitPrice: null, imageUrl: null, productUrl: null }
    const text = stateText(anOrder({ lines: [aLine(quiet)] }))
    expect(JSON.parse(text)).toMatchObject({ lines: [{ id, title, quantity }] })
    expect(Object.keys(JSON.parse(text).lines[0])).toEqual(['id', 'title', 'quantity'])
  })

  it('is read where a release before wrote all of it', () => {
    const whole = anOrder({ lines: [aLine({ shipped: 1 }), aLine({ id: '2' })] })
    expect(toState(JSON.stringify(whole))).toEqual(whole)
  })

  it('keeps what is empty where a new order is not', () => {
    const odd = { ...newOrder('ord_1'), currency: null, paid: null, lines: null }
    expect(JSON.parse(stateText(odd as unknown as OrderState))).toMatchObject({
      currency: null,
      paid: null,
      lines: null,
    })
  })
})
