import type { MessageKind, NoticeFacts } from '../../src/domain/message.ts'
import type { BackorderKind, Line, OrderState, PromiseChange } from '../../src/domain/order.ts'
import type { MessageInput } from '../../src/render/message.ts'
import { offerOf, openOffer, optionOf } from './choice-examples.ts'
import {
  CANCEL,
  factsOf,
  inputOf,
  lineOf,
  merchantOf,
  NOW,
  orderOf,
  shipmentOf,
  TRACKING,
  waitingLine,
} from './scenes.ts'

/** How two or one of an order wait: the dates by which they ship, null for none. */
const WAITS = {
  dated: ['2025-03-28'],
  two: ['2025-03-28', '2025-03-28'],
  spread: ['2025-03-28', '2025-04-18'],
  partly: ['2025-03-28', null],
  undated: [null],
  passed: ['2025-03-07'],
} satisfies Record<string, (string | null)[]>

type Draft = { lines: Line[]; order: Partial<OrderState>; facts: Partial<NoticeFacts> }

const idsOf = ({ lines }: Draft) => lines.map(({ id }) => id)
const withFacts =
  (make: (draft: Draft) => Partial<NoticeFacts>) =>
  (draft: Draft): Draft => ({ ...draft, facts: { ...draft.facts, ...make(draft) } })
const eachLine =
  (make: (line: Line) => Line) =>
  (draft: Draft): Draft => ({ ...draft, lines: draft.lines.map(make) })
const ofKind = (kind: BackorderKind) =>
  eachLine((line) => ({ ...line, backorder: line.backorder && { ...line.backorder, kind } }))
const offersOf = (make: typeof offerOf, changes: Parameters<typeof offerOf>[0] = {}) =>
  withFacts((draft) => ({ offers: idsOf(draft).map((lineId) => make({ lineId, ...changes })) }))
const movedBy = (cause: PromiseChange['cause']) =>
  eachLine((line) => ({
    ...line,
    backorder: line.backorder && {
      ...line.backorder,
      history: [{ cause, shipsBy: '2025-03-28', at: NOW } as PromiseChange],
    },
  }))
const swap = (lineId: string) => ({
  offer: 'e_8',
  lineId,
  options: [optionOf('wm', 'Widget Mini', '5.00')],
})
const chosen = (lineId: string) => ({
  eventId: `e_8${lineId}`,
  at: NOW,
  imported: false,
  lineId,
  options: [optionOf('wm', 'Widget Mini', null)],
  chosen: { eventId: 'e_9', at: NOW, sku: 'wm' },
})
const allocation = { eventId: 'e_9', at: NOW, imported: false }

/** What may be true of it besides. */
const BESIDES = {
  custom: ofKind('custom'),
  preorder: ofKind('preorder'),
  unpaid: (draft) => ({ ...draft, order: { ...draft.order, paymentStatus: 'pending' } }),
  refunded: withFacts((draft) => ({ paidBack: idsOf(draft) })),
  turned: withFacts((draft) => ({ turned: { lines: idsOf(draft), from: 'stock' } })),
  ends: withFacts((draft) => ({ endsOn: '2025-04-13', endsFor: idsOf(draft) })),
  ends_of_one: withFacts((draft) => ({ endsOn: '2025-04-13', endsFor: idsOf(draft).slice(0, 1) })),
  held: withFacts((draft) => ({ endHeld: { on: '2025-03-09', lines: idsOf(draft) } })),
  consent: offersOf(offerOf),
  cancel: offersOf(offerOf, { silence: 'cancel', revisedOn: '2025-05-02', until: '2025-04-13' }),
  intime: offersOf(offerOf, { silence: 'cancel', until: '2025-04-13' }),
  open: offersOf(openOffer),
  mixed: withFacts((draft) => ({
    offers: idsOf(draft).map((lineId, at) =>
      at === 0 ? offerOf({ lineId }) : openOffer({ lineId }),
    ),
  })),
  ends_twice: withFacts((draft) => ({
    offers: idsOf(draft).map((lineId, at) =>
      at === 0
        ? offerOf({ lineId, silence: 'cancel', revisedOn: '2025-05-02', until: '2025-04-13' })
        : openOffer({ lineId }),
    ),
  })),
  /** By this message itself. */
  offered: withFacts(({ facts }) => ({ told: { ...factsOf().told, offers: facts.offers ?? [] } })),
  swap: withFacts((draft) => ({ substitutes: idsOf(draft).map(swap) })),
  swapped: (draft) => ({
    ...draft,
    order: { ...draft.order, substitutes: idsOf(draft).map(chosen) },
  }),
  on_time: eachLine((line) => ({
    ...line,
    backorder: line.backorder && {
      ...line.backorder,
      history: [
        { cause: 'joined', shipsBy: line.backorder.promise?.shipsBy ?? null, at: NOW },
      ] as never,
    },
  })),
  in_stock: (draft) => ({
    ...draft,
    lines: draft.lines.map((line) => ({ ...line, backorder: null })),
  }),
  here: eachLine((line) => ({
    ...line,
    backorder: line.backorder && {
      ...line.backorder,
      allocated: line.quantity,
      allocation,
    },
  })),
  /** For another, which waits. */
  kept: (draft) => ({
    ...draft,
    lines: [...draft.lines, waitingLine('l_9', '2025-04-18', { title: 'Tray' })],
    order: { ...draft.order, split: 'hold' },
    facts: { ...draft.facts, lines: idsOf(draft) },
  }),
  /** Beside it one that left in a package of its own, and one that left before. */
  left: (draft) => ({
    ...draft,
    lines: [
      ...draft.lines,
      lineOf('l_8', { shipped: 1 }),
      lineOf('l_9', { title: 'Tray', shipped: 1 }),
    ],
    order: {
      ...draft.order,
      shipments: ['l_8', 'l_9'].map((id, at) => shipmentOf(`s_${at}`, [{ id, quantity: 1 }])),
    },
    facts: { ...draft.facts, shipments: ['s_1'] },
  }),
  leaves: (draft) => ({
    ...draft,
    lines: [
      ...draft.lines.map((line) => ({ ...line, shipped: 1 })),
      lineOf('l_8', { title: 'Tray', shipped: 1 }),
    ],
    order: {
      ...draft.order,
      shipments: [...idsOf(draft), 'l_8'].map((id) => shipmentOf(`s_${id}`, [{ id, quantity: 1 }])),
    },
    facts: { ...draft.facts, shipments: idsOf(draft).map((id) => `s_${id}`) },
  }),
  moves: withFacts((draft) => ({
    dates: draft.lines.map(({ id, backorder }) => ({
      lineId: id,
      old: '2025-03-14',
      new: backorder?.promise?.shipsBy ?? null,
    })),
  })),
  ended: (draft) => ({
    ...draft,
    lines: draft.lines.map((line, at) => (at === 0 ? { ...line, cancelled: 1 } : line)),
    facts: { ...draft.facts, cancelled: [{ lineId: 'l_0', quantity: 1 }] },
  }),
  money: withFacts(() => ({
    refund: { amount: { amount: '19.90', currency: 'USD' }, dueOn: '2025-03-19' },
  })),
  money_overdue: withFacts(() => ({
    refund: { amount: { amount: '19.90', currency: 'USD' }, dueOn: '2025-03-03' },
  })),
  refund_overdue: withFacts(() => ({ refund: { amount: null, dueOn: '2025-03-03' } })),
  asked: (draft) => ({
    ...draft,
    facts: { ...draft.facts, lines: idsOf(draft) },
  }),
  /** Told as cancelled, and a package took it. */
  crossed: (draft) => ({
    ...draft,
    lines: draft.lines.map((line) => ({ ...line, shipped: 1 })),
    order: {
      ...draft.order,
      shipments: [shipmentOf('s_1', [{ id: 'l_0', quantity: 1 }])],
      said: [
        {
          messageId: 'm_1',
          kind: 'order_cancelled',
          key: 'order_cancelled:e',
          channel: 'email',
          at: NOW,
          told: { ...factsOf().told, cancelled: { l_0: 1 } },
        },
      ],
    },
    facts: {
      ...draft.facts,
      shipments: ['s_1'],
      lines: ['l_0'],
      cancelled: [{ lineId: 'l_0', quantity: 1 }],
    },
  }),
  priced: eachLine((line) => ({ ...line, unitPrice: { amount: '19.90', currency: 'USD' } })),
  supply_moved: movedBy('supply_moved'),
  supply_short: movedBy('supply_short'),
  supply_cancelled: movedBy('supply_cancelled'),
  queue_moved: movedBy('queue_moved'),
  supply_undated: movedBy('supply_undated'),
  supply_dated: movedBy('supply_dated'),
  supplies_changed: movedBy('supplies_changed'),
  line_grew: movedBy('line_grew'),
  date_withdrawn: movedBy('date_withdrawn'),
} satisfies Record<string, (draft: Draft) => Draft>

export type Besides = keyof typeof BESIDES
export type Waits = keyof typeof WAITS

const UNSUBSCRIBE = `${TRACKING}/unsubscribe`
const isOptional = (kind: MessageKind) => kind === 'delivery_feedback'

/** A message of which the words are rare: how it waits, and what is true of it besides. */
export function rareScene(
  kind: MessageKind,
  waits: Waits,
  besides: readonly Besides[] = [],
  expiry: 'auto' | 'confirm' = 'auto',
): MessageInput {
  const titles = ['Widget Pro', 'Moka pot']
  const lines = WAITS[waits].map((day, at) =>
    waitingLine(`l_${at}`, day, { title: titles[at] ?? '' }),
  )
  const start: Draft = { lines, order: {}, facts: {} }
  const {
    lines: made,
    order,
    facts,
  } = besides.reduce<Draft>((draft, name) => BESIDES[name](draft), start)
  const merchant = merchantOf()
  return inputOf(kind, orderOf(made, order), {
    facts: factsOf(facts),
    merchant: { ...merchant, policy: { ...merchant.policy, expiry } },
    links: {
      tracking: TRACKING,
      cancel: CANCEL,
      unsubscribe: isOptional(kind) ? UNSUBSCRIBE : null,
    },
  })
}
