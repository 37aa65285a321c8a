import type { Brand } from '../../src/domain/brand.ts'
import type { OrderState } from '../../src/domain/order.ts'
import { type Page, type TrackingPageInput, trackingPage } from '../../tracking-page/index.ts'
import { aBackorder, aLine, aMerchant, anOrder, aShipment } from './order-state.ts'

const picture = (width: number, height: number) => ({
  path: '/m/fern/i/abcdefghijklmnopqrstuv',
  width,
  height,
})

const order = () =>
  anOrder({
    lines: [
      aLine({ shipped: 1, picture: picture(96, 48) }),
      aLine({ id: 'l2', title: 'Cable', shipped: 1 }),
      aLine({
        id: 'l3',
        title: 'Widget of the Kind That Whistles, in Enamelled Steel',
        picture: picture(48, 96),
        backorder: aBackorder('2026-03-14'),
      }),
    ],
    shipments: [
      aShipment('in_transit', {
        lines: [
          { id: 'line_1', quantity: 1 },
          { id: 'l2', quantity: 1 },
        ],
      }),
    ],
  })

const DRESSED: Brand = {
  color: '#ffe066',
  color_dark: '#ffe066',
  corners: 'round',
  font: 'serif',
  links: [
    { label: 'New In', url: 'https://fern.example/new' },
    { label: 'Returns and Repairs', url: 'https://fern.example/returns' },
  ],
  hero: {
    partially_shipped: 'Widget by widget:\neach is made when it is ordered.',
  },
  social: { instagram: 'https://instagram.com/fern', youtube: 'https://youtube.com/@fern' },
  footer: 'Widget Works, 12 Mill Lane, Hudson NY 12534',
  support_email: 'hello@fern.example',
}

type InputFor = (order: OrderState, over: Partial<TrackingPageInput>) => TrackingPageInput

/** A page in a merchant's dress, with pictures of what was bought. */
export function brandStates(inputFor: InputFor): Record<string, () => Page> {
  const page = (brand: Brand) => trackingPage(inputFor(order(), { merchant: aMerchant({ brand }) }))
  const square = { ...DRESSED, corners: 'square', font: 'grotesque', color: '#0b6e4f' } as const
  return { dressed: () => page(DRESSED), 'dressed-square': () => page(square) }
}
