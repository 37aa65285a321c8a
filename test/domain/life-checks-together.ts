import { dayOf } from '../../src/domain/calendar.ts'
import {
  allocatedQuantity,
  type OrderState,
  toldDate,
  waitingQuantity,
} from '../../src/domain/order.ts'
import { type Check, heldDate } from './life-checks.ts'

/**
 * What lists all that is still to come shows the date that holds, and no older one, whatever else it is
 * about. A day that is over, or that nobody could still be told of, is answered by its own word.
 */
export const showsWhatHolds: Check = ({ spoken }) =>
  spoken
    .filter(({ kind, wanted, order }) => LISTS.has(kind) && !wasHeard(order, wanted.key))
    .flatMap(({ at, kind, wanted, order, context }) =>
      order.lines
        .filter((line) => waitingQuantity(line) > 0 && toldDate(order, line.id) !== undefined)
        .flatMap((line) => {
          const holds = heldDate(order, line, context)
          const { dates } = wanted.facts.told
          const shown = Object.hasOwn(dates, line.id) ? dates[line.id] : toldDate(order, line.id)
          const isOver = holds !== null && holds <= dayOf(context.now, context.merchantZone)
          return shown === holds || isOver
            ? []
            : [`${at} ${kind} shows ${line.id} by ${shown}, and it is ${holds}`]
        }),
    )

const wasHeard = ({ said }: OrderState, key: string) => said.some((one) => one.key === key)
const LISTS: ReadonlySet<string> = new Set([
  'order_update',
  'order_cancelled',
  'backorder_unfulfillable',
  'cancellation_requested',
  'cancellation_declined',
  'inquiry_received',
  'cancel_or_stop',
  'delivered',
  'partially_shipped',
  'restocked',
])

/**
 * Who is told that a package left knows by when what is here ships: the handling time is a promise too,
 * and one that nobody was told is missed without a word.
 */
export const datesWhatIsHere: Check = ({ spoken }) =>
  spoken
    .filter(({ kind }) => kind === 'partially_shipped')
    .flatMap(({ at, wanted, order, context }) => {
      if (wasHeard(order, wanted.key)) return []
      const today = dayOf(context.now, context.merchantZone)
      return order.lines
        .filter((line) => waitingQuantity(line) === 0 && allocatedQuantity(line) > 0)
        .filter((line) => (heldDate(order, line, context) ?? '') > today)
        .filter(({ id }) => (wanted.facts.told.dates[id] ?? toldDate(order, id) ?? null) === null)
        .map(({ id }) => `${at} leaves ${id} without its date`)
    })

/**
 * A moved date and what silence means of it are one word (16 CFR 435.2): told in one minute, it is not
 * offered ten minutes later with the same day and another meaning of silence.
 */
export const offersWithTheDate: Check = ({ spoken }) =>
  spoken.flatMap(({ at, kind, wanted }, place) => {
    if (kind !== 'delay_option') return []
    const before = spoken
      .slice(0, place)
      .filter((one) => LISTS.has(one.kind) && Date.parse(at) - Date.parse(one.at) < HOUR_MS)
    return (wanted.facts.told.offers ?? [])
      .filter(({ lineId, revisedOn }) =>
        before.some(({ wanted: { facts } }) =>
          facts.dates.some(
            (one) => one.lineId === lineId && one.old !== one.new && one.new === revisedOn,
          ),
        ),
      )
      .map(({ lineId, revisedOn }) => `${at} offers ${revisedOn} of ${lineId}, which was told`)
  })

const HOUR_MS = 3_600_000

/** By text alone a confirmation that lay until the morning does not go beside what overtook it. */
export const confirmsInOneText: Check = ({ spoken }) =>
  spoken.flatMap(({ at, kind, wanted, context, order }, place) => {
    const { turned, told } = wanted.facts
    const isPlain = CONFIRMATIONS.has(kind) && !turned && (told.offers ?? []).length === 0
    if (!isPlain || context.reach !== 'sms') return []
    const beside = [spoken[place - 1], spoken[place + 1]].find(
      (one) => one?.at === at && OVERTAKE.has(one.kind),
    )
    return beside && order.said.length <= 1 ? [`${at} ${kind} beside ${beside.kind}`] : []
  })

const CONFIRMATIONS: ReadonlySet<string> = new Set([
  'order_confirmed',
  'backorder_confirmed',
  'preorder_confirmed',
])
const OVERTAKE: ReadonlySet<string> = new Set([
  'partially_shipped',
  'order_cancelled',
  'backorder_unfulfillable',
])
