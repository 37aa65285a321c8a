import type { MessageInput } from '../../src/render/message.ts'
import { delay, offerOf, openOffer, optionOf } from './choice-examples.ts'
import { factsOf, inputOf, lineOf, merchantOf, orderOf, shipmentOf, waitingLine } from './scenes.ts'

const longTitle =
  'Hand-forged carbon steel chef’s knife with a stabilised walnut handle and a fitted leather sheath, 24 cm'

/** States that are designed and not left over: for the pictures, and tried by the size test. */
export const SPECIAL_CASES: Record<string, () => MessageInput> = {
  many_lines: () => inputOf('backorder_confirmed', orderOf(manyLines(40))),
  long_names: () =>
    inputOf(
      'backorder_confirmed',
      orderOf([
        waitingLine('l_1', null, { title: longTitle, variant: 'Left-handed, engraved, gift box' }),
        lineOf('l_2', {
          title: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten',
        }),
        lineOf('l_3', { title: 'كتاب الطبخ الكبير' }),
        lineOf('l_4', { title: '🧶 Wool, “sky”', quantity: 12_000 }),
      ]),
      {
        merchant: merchantOf({ name: 'The Old Harbor Trading Company of Portsmouth and Kittery' }),
      },
    ),
  pale_brand: () => {
    const brand = {
      color: '#fff3b0',
      color_dark: '#2a2300',
      font: 'Georgia, serif',
      support_email: 'help@harbor.example',
      support_phone: '+1 603 555 0100',
      support_url: 'https://harbor.example/contact',
      shop_url: 'https://harbor.example',
      footer: 'Harbor Goods LLC, 1 Pier Road, Portsmouth, NH 03801',
    }
    const order = orderOf([waitingLine('l_1', null)])
    return inputOf('backorder_update', order, { merchant: merchantOf({ brand }) })
  },
  several_slips: () => {
    const lines = ['2025-03-25', null, '2025-04-02'].map((day, at) =>
      waitingLine(`l_${at}`, day, { title: ['Widget Pro', 'Moka pot', 'Filter papers'][at] ?? '' }),
    )
    const dates = lines.map(({ id, backorder }, at) => ({
      lineId: id,
      old: at === 2 ? null : '2025-03-14',
      new: backorder?.promise?.shipsBy ?? null,
    }))
    return inputOf('eta_slipped', orderOf(lines), { facts: factsOf({ dates }) })
  },
  confirmed_with_offer: () =>
    delay('backorder_confirmed', [
      offerOf({ revisedOn: '2025-05-02', silence: 'cancel', until: '2025-04-13' }),
    ]),
  delay_undated: () =>
    delay('delay_option', [openOffer()], [waitingLine('l_1', null, { title: longTitle })]),
  delay_several: () => {
    const lines = ['2025-03-28', null, '2025-05-02'].map((day, at) =>
      waitingLine(`l_${at}`, day, { title: ['Widget Pro', 'Moka pot', 'Filter papers'][at] ?? '' }),
    )
    return delay(
      'delay_option',
      [
        offerOf({ lineId: 'l_0' }),
        openOffer({ lineId: 'l_1' }),
        offerOf({ lineId: 'l_2', revisedOn: '2025-05-02', silence: 'cancel', until: '2025-04-13' }),
      ],
      lines,
    )
  },
  /** Told as in stock, and now it waits. */
  turned: () =>
    inputOf('backorder_confirmed', orderOf([turnedLine, lineOf('l_2', { title: 'Moka pot' })]), {
      facts: factsOf({ lines: ['l_1'], turned: { lines: ['l_1'], from: 'stock' } }),
    }),
  near_end: () =>
    inputOf('backorder_update', orderOf([waitingLine('l_1', '2025-03-14')]), {
      facts: factsOf({ lines: ['l_1'], endsOn: '2025-03-14', endsFor: ['l_1'] }),
    }),
  partly_swapped: () =>
    inputOf(
      'backorder_update',
      orderOf([turnedLine, waitingLine('l_2', '2025-03-28', { title: 'Moka pot' })], {
        substitutes: [
          {
            eventId: 'e_8',
            at: '2025-03-04T15:00:00.000Z',
            imported: false,
            lineId: 'l_1',
            options: [optionOf('a', 'Widget Mini', null)],
            chosen: { eventId: 'e_9', at: '2025-03-05T15:00:00.000Z', sku: 'a' },
          },
        ],
      }),
    ),
  made_to_order: () =>
    inputOf(
      'backorder_confirmed',
      orderOf([waitingLine('l_1', null, { title: 'Signet ring' }, { kind: 'custom' })]),
    ),
  one_substitute: () =>
    inputOf('substitute_offered', orderOf([waitingLine('l_1', null)]), {
      facts: factsOf({
        substitutes: [
          { offer: 'e_8', lineId: 'l_1', options: [optionOf('s', longTitle, '1250.00')] },
        ],
      }),
    }),
  twelve_packages: () => {
    const lines = manyLines(12).map((line) => ({ ...line, shipped: line.quantity }))
    const shipments = lines.map((line) =>
      shipmentOf(`s_${line.id}`, [{ id: line.id, quantity: line.quantity }]),
    )
    return inputOf('shipped', orderOf(lines, { shipments }), {
      facts: factsOf({ shipments: shipments.map(({ shipmentId }) => shipmentId) }),
    })
  },
}

const turnedLine = waitingLine('l_1', '2025-03-21')
const days = ['2025-03-14', '2025-03-21', null, '2025-04-30']

function manyLines(count: number) {
  return Array.from({ length: count }, (_, at) => {
    const title = `Ceramic dinner plate, glaze no. ${at + 1}`
    const variant = '27 cm, dishwasher safe'
    return at % 5 === 0
      ? lineOf(`l_${at}`, { title, variant })
      : waitingLine(`l_${at}`, days[at % 4] ?? null, { title, variant, quantity: 2 })
  })
}
