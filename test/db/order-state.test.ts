import { describe, expect, it } from 'vitest'
import { stateText, toState } from '../../src/db/order-state.ts'
import { newOrder } from '../../src/domain/apply-event.ts'
import type { OrderState } from '../../src/domain/order.ts'
import { anOrder } from '../support/order-state.ts'

describe('the state of an order as text', () => {
  it.each<[string, OrderState]>([
    ['a new one', newOrder('ord_1')],
    ['one with lines', anOrder()],
    ['a field that is filled', { ...newOrder('ord_1'), kept: [], split: 'hold' }],
    ['values that are false or 0', { ...newOrder('ord_1'), priority: 0 }],
  ])('is read back as it was: %s', (_, state) => {
    expect(toState(stateText(state))).toEqual(state)
  })

  it('has none of the fields that a new order has empty', () => {
    const { orderId, orderNumber, currency, paymentStatus, priority } = newOrder('ord_1')
    const filled = { orderId, orderNumber, currency, paymentStatus, priority }
    expect(JSON.parse(stateText(newOrder('ord_1')))).toEqual(filled)
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
