import { expect, it } from 'vitest'
import type { Shipment } from '../../src/domain/order.ts'
import type { SupportView } from '../../src/operations/console-types.ts'
import { consoleApp, sampleOperations } from './console.ts'
import * as sample from './sample.ts'

const view = sample.views.get('ord/1001') as SupportView
const tomorrow = new Date(Date.parse(view.now) + 86_400_000).toISOString().slice(0, 10)

/** What the page says of the one package. */
async function packageOf(over: Partial<Shipment>) {
  const [first] = view.order.shipments
  const shipments = [{ ...(first as Shipment), expectedDelivery: tomorrow, ...over }]
  const loadSupportView = async () => ({ ...view, order: { ...view.order, shipments } })
  const app = consoleApp({ operations: { ...sampleOperations, loadSupportView } })
  const html = await (await app.request('/console/harbour/orders/ord%2F1001')).text()
  return html.slice(html.indexOf('id="packages"'))
}

it('names a day to come only of a package that is to come', async () => {
  expect(await packageOf({ status: 'in_transit' })).toContain('<dt>Arrives</dt>')
  const over = ['delivered', 'exception', 'return_to_sender', 'lost'] as const
  for (const status of over) {
    const said = await packageOf({ status })
    expect(said, status).not.toContain('<dt>Arrives</dt>')
    expect(said, status).toContain('<dt>Was expected</dt>')
  }
  const late = await packageOf({ status: 'in_transit', expectedDelivery: '2026-01-05' })
  expect(late).toContain('<dt>Was expected</dt>')
  expect(await packageOf({ status: 'in_transit', voided: true })).not.toContain('<dt>Arrives</dt>')
})
