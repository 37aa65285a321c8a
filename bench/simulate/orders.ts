import { addDays } from '../../src/domain/calendar.ts'
import { BACKORDER_KINDS, type EventData, type EventType } from '../../src/domain/event.ts'
import type { OwnEvent, Recorded } from '../../src/domain/own-event.ts'
import { edits } from './edits.ts'
import { person } from './people.ts'
import type { Random } from './random.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

type Line = EventData<'order.placed'>['lines'][number]
export type Life = {
  orderId: string
  events: Recorded[]
  /** Packages that go though the wait for them was ended: they crossed our word of it. */
  crossing: Set<string>
  /** Something of it was changed, or cancelled, on its way. */
  isEdited: boolean
}
type Story = Omit<Life, 'isEdited'> & { random: Random; placedMs: number }

/**
 * What a shop would have told of one order: placed, slipped, split, shipped, scanned, cancelled,
 * consented to, in any mixture, and told late, twice and out of turn as feeds do.
 */
export function orderLife(random: Random, at: number, placedMs: number): Life {
  const story: Story = { orderId: `ord_${at}`, events: [], crossing: new Set(), random, placedMs }
  const lines = someLines(story)
  tell(story, 'order.placed', placedMs, {
    order_number: String(1_000 + at),
    placed_at: new Date(placedMs).toISOString(),
    currency: 'USD',
    payment_status: 'paid',
    ...person(random),
    lines,
  })
  const waiting = lines.filter(({ backorder }) => backorder)
  const inStock = lines.filter(({ backorder }) => !backorder)
  if (waiting.length > 0 && inStock.length > 0 && random.chance(0.7)) {
    ship(story, inStock, placedMs + random.int(1, 5) * DAY_MS)
    inStock.length = 0
  }
  const readyAt = new Map(
    [...inStock, ...waiting].map((line) => [
      line.id,
      line.backorder ? dateOf(story, line) : placedMs + random.int(0, 4) * DAY_MS,
    ]),
  )
  end(story, [...inStock, ...waiting], readyAt)
  const isEdited = random.chance(EDITED)
  if (isEdited) {
    const untilMs = Math.max(placedMs, ...readyAt.values())
    story.events.push(...edits(random, { ...story, lines, fromMs: placedMs, untilMs }))
  }
  const { orderId, crossing } = story
  const events = story.events.flatMap((event) => untidy(random, event))
  return { orderId, crossing, isEdited, events }
}

function someLines({ random, placedMs }: Story): Line[] {
  const isBackorder = random.chance(0.75)
  return Array.from({ length: random.pick([1, 1, 1, 2, 2, 3]) }, (_, at) => {
    const quantity = random.pick([1, 1, 1, 2, 3])
    const base = {
      id: `L${at + 1}`,
      title: `Item ${at + 1}`,
      sku: `S${random.int(1, 500)}`,
      quantity,
      unit_price: { amount: '19.90', currency: 'USD' },
    }
    if (!isBackorder || (at > 0 && random.chance(0.5))) return base
    const kind = random.chance(0.5) ? 'standard' : random.pick(BACKORDER_KINDS)
    const expected_at = random.chance(0.15) ? null : dayAt(placedMs + random.int(3, 60) * DAY_MS)
    return { ...base, backorder: { quantity, kind, expected_at } }
  })
}

/** The dates that a line is given on its way; when its stock is there. */
function dateOf(story: Story, line: Line): number {
  const { random, placedMs } = story
  const first = line.backorder?.expected_at
  let readyMs = first ? Date.parse(first) : placedMs + random.int(10, 90) * DAY_MS
  let saidMs = placedMs
  for (let slips = 0; slips < 3 && random.chance(0.4); slips += 1) {
    saidMs += Math.max(HOUR_MS, random.next() * (readyMs - saidMs))
    readyMs = Math.max(saidMs + 2 * DAY_MS, readyMs + random.int(-10, 30) * DAY_MS)
    const expected_at = random.chance(0.1) ? null : dayAt(readyMs)
    tell(story, 'backorder.eta_changed', saidMs, { lines: [{ id: line.id, expected_at }] })
    if (random.chance(0.2)) {
      const again = addDays(dayAt(readyMs), random.int(1, 9))
      const soon = saidMs + random.int(1, 50) * 60_000
      tell(story, 'backorder.eta_changed', soon, { lines: [{ id: line.id, expected_at: again }] })
    }
  }
  return readyMs + random.int(-1, 3) * DAY_MS
}

/** It ships, or one of the other ways in which a wait ends; sometimes it never does. */
function end(story: Story, lines: Line[], readyAt: ReadonlyMap<string, number>) {
  const { random, placedMs } = story
  const readyMs = Math.max(placedMs + DAY_MS, ...readyAt.values())
  const midway = placedMs + random.next() * Math.max(DAY_MS, readyMs - placedMs)
  const fate = random.next()
  if (random.chance(0.2)) consent(story, lines, midway)
  if (fate < 0.05) return cancel(story, lines, midway)
  if (fate < 0.08) return tell(story, 'order.cancelled', midway, {})
  const waiting = lines.filter(({ backorder }) => backorder)
  if (fate < 0.1 && waiting.length > 0)
    return tell(story, 'backorder.unfulfillable', midway, {
      lines: waiting.map(({ id, quantity }) => ({ id, quantity })),
    })
  if (fate < 0.12) return // and nobody says a word
  for (const { id, quantity } of waiting.filter(() => random.chance(0.6))) {
    const thereMs = (readyAt.get(id) ?? readyMs) - random.int(1, 48) * HOUR_MS
    tell(story, 'backorder.allocated', thereMs, { lines: [{ id, quantity }] })
  }
  // Most ship each line when it is there; some hold all for the last, and say nothing of it.
  if (random.chance(HOLDING)) return ship(story, lines, readyMs)
  for (const [ms, there] of Map.groupBy(lines, (line) => readyAt.get(line.id) ?? placedMs + DAY_MS))
    ship(story, there, ms)
}

/** Of orders. */
const EDITED = 0.2

/** Of shops. */
const HOLDING = 0.1

/** Of packages whose wait was ended meanwhile. */
const CROSSING = 0.03

let packages = 0

function ship(story: Story, lines: readonly Line[], ms: number) {
  if (lines.length === 0) return
  const { random } = story
  packages += 1
  const shipment_id = `${story.orderId}_${packages}`
  if (random.chance(CROSSING)) story.crossing.add(shipment_id)
  tell(story, 'shipment.created', ms, {
    shipment_id,
    carrier: 'UPS',
    tracking_number: `1Z${packages}`,
    shipped_at: new Date(ms).toISOString(),
    lines: lines.map(({ id, quantity }) => ({ id, quantity })),
  })
  if (random.chance(0.03))
    return tell(story, 'shipment.voided', ms + random.int(1, 20) * HOUR_MS, { shipment_id })
  let scanMs = ms
  for (const status of SCANS) {
    scanMs += random.int(4, 40) * HOUR_MS
    if (random.chance(0.03)) return // the carrier falls silent
    tell(story, 'shipment.updated', scanMs, { shipment_id, status })
  }
}

const SCANS = ['in_transit', 'in_transit', 'out_for_delivery', 'delivered'] as const

function cancel(story: Story, lines: readonly Line[], ms: number) {
  const made = lines.map(({ id, quantity }) => ({ id, quantity, total: quantity }))
  own(story, ms, {
    type: 'cancellation.made',
    data: { order_id: story.orderId, by: 'shopper', lines: made, reason: null },
  })
}

/** To whatever offer there is then; to none, it is nothing. */
function consent(story: Story, lines: readonly Line[], ms: number) {
  const agreed = lines.map(({ id }) => ({ id, offer: 'none' }))
  own(story, ms, {
    type: 'delay.consented',
    data: { order_id: story.orderId, by: 'shopper', lines: agreed },
  })
}

function tell<T extends EventType>(
  story: Story,
  type: T,
  ms: number,
  data: Omit<EventData<T>, 'order_id'>,
) {
  const at = new Date(Math.floor(ms)).toISOString()
  const id = `evt_${story.events.length}`
  const event = {
    id,
    type,
    occurred_at: at,
    receivedAt: at,
    data: { order_id: story.orderId, ...data },
  }
  story.events.push(event as unknown as Recorded)
}

function own(story: Story, ms: number, act: Pick<OwnEvent, 'type' | 'data'>) {
  const at = new Date(Math.floor(ms)).toISOString()
  story.events.push({
    ...act,
    id: `own_${story.events.length}`,
    occurred_at: at,
    receivedAt: at,
  } as Recorded)
}

/** As a feed brings it: mostly at once, at times hours or days late, at times twice. */
function untidy(random: Random, event: Recorded): Recorded[] {
  if (/^(own|edit)_/.test(event.id)) return [event]
  const fate = random.next()
  const lateMs =
    fate < 0.88
      ? random.int(0, 30_000)
      : fate < 0.96
        ? random.int(1, 360) * 60_000
        : fate < 0.995
          ? random.int(6, 60) * HOUR_MS
          : random.int(73, 400) * HOUR_MS
  const came = (ms: number) => new Date(Date.parse(event.occurred_at) + ms).toISOString()
  const first = { ...event, receivedAt: came(lateMs) }
  return random.chance(0.03) ? [first, { ...first, receivedAt: came(lateMs + HOUR_MS) }] : [first]
}

const dayAt = (ms: number) => new Date(ms).toISOString().slice(0, 10)
