import { cancelUnfulfillable } from './apply-cancellation.ts'
import type { Apply, Unmet } from './apply-event.ts'
import type { EventData } from './event.ts'
import { toInstant } from './instant.ts'
import { moveDate, setPromise } from './line-date.ts'
import { backorderQuantity } from './line-quantities.ts'
import { type Backorder, type Line, type OrderState, ownValue, waitingQuantity } from './order.ts'
import { type PromiseRules, withShipsBy } from './promise.ts'
import { toldOwnDate } from './said-date.ts'
import type { SkuSetting } from './sku-setting.ts'

type Context = Parameters<Apply>[1]
type BackorderData = NonNullable<EventData<'order.placed'>['lines'][number]['backorder']>
type LineRef = { id: string }

/** Backorders: created, dated anew, allocated, unfulfillable. Each line on its own. */
export const applyBackorderEvent: Apply = (draft, event, rules) => {
  switch (event.type) {
    case 'backorder.created':
      return eachLine(draft, event, event.data.lines, (line, data) => {
        stateDate(draft, line, data, event, rules)
        return true
      })
    case 'backorder.eta_changed': {
      const { reason } = event.data
      return eachBackorder(draft, event, event.data.lines, (line, _, { expected_at }) => {
        moveDate(draft, line, expected_at, { event, reason: reason ?? null, rules })
      })
    }
    case 'backorder.allocated':
      return eachBackorder(draft, event, event.data.lines, (line, backorder, { quantity }) => {
        const { theirs } = allocationsOf(backorder)
        allocate(draft, line, backorder, { theirs: theirs + quantity }, event)
      })
    case 'backorder.unfulfillable': {
      const { reason } = event.data
      return eachBackorder(draft, event, event.data.lines, (line, backorder, { quantity }) => {
        backorder.unfulfillable += quantity
        cancelUnfulfillable(draft, { id: line.id, quantity }, event, reason ?? null)
      })
    }
    default:
      return null
  }
}

/** A backorder as stated: new for the line, or in place of what was known. */
export function stateDate(
  draft: OrderState,
  line: Line,
  data: BackorderData,
  event: Context,
  rules: PromiseRules,
) {
  line.backorder ??= newBackorder(event)
  const { backorder } = line
  // Said of the SKU that it has now: nothing has come of that.
  if (backorder.swapped) backorder.freed = (backorder.freed ?? 0) + backorder.swapped
  delete backorder.swapped
  backorderQuantity(line, data.quantity)
  backorder.kind = data.kind
  if (data.supplier !== undefined) backorder.supplier = data.supplier
  if (data.shown_ships_by !== undefined) backorder.shownShipsBy = data.shown_ships_by
  // What an event leaves open, the setting says; nothing is open where a date was stated.
  const setting = settingOf(event, line.id)
  const bySetting = setting?.expectedAt != null
  const expectedAt = data.expected_at ?? setting?.expectedAt ?? null
  moveDate(draft, line, expectedAt, { event, reason: null, rules, bySetting })
}

/** What the merchant's setting for the SKU of a line said as the event was recorded. */
export const settingOf = ({ decided }: Context, lineId: string): SkuSetting | null =>
  (decided?.settings && ownValue(decided.settings, lineId)) ?? null

/**
 * Stock came: the promise that was told holds again, whatever date was heard of and not yet told.
 * Of what we gave and what the merchant's own system says, the greater counts, so that one arrival
 * which both of us give out is given out once.
 */
export function allocate(
  draft: OrderState,
  line: Line,
  backorder: Backorder,
  given: { ours?: number; theirs?: number },
  event: Context,
) {
  const { ours, theirs } = { ...allocationsOf(backorder), ...given }
  backorder.allocations = { ours, theirs }
  const allocated = Math.max(ours, theirs)
  if (allocated === backorder.allocated) return

  const at = toInstant(event.occurred_at)
  // What comes beyond all that the line needs is no other arrival: the first stays the one told of.
  const isMore = Math.min(allocated, backorder.allocated) < backorder.quantity
  backorder.allocated = allocated
  if (isMore || !backorder.allocation)
    backorder.allocation = { eventId: event.id, at, imported: event.imported }
  if (!backorder.promise || waitingQuantity(line) > 0) return
  const told = toldOwnDate(draft, line.id)
  if (told) setPromise(backorder, withShipsBy(backorder.promise, told), { event, reason: null })
  else if (isReadyToShip(backorder, event)) backorder.promise = null
}

/**
 * Where nobody was told a date, that of what is here is how long the packing takes (`dateAllocations`):
 * a hoped-for day that nobody heard of would make a delay of stock that has come, and offer it. What
 * is not out yet waits for its release all the same, and what came by an import was told by the shop.
 */
const isReadyToShip = ({ kind, allocation }: Backorder, { imported }: Context) =>
  kind !== 'preorder' && !imported && allocation?.imported === false

/** Of before we gave anything out ourselves, all is theirs. */
export const allocationsOf = ({ allocations, allocated }: Backorder) =>
  allocations ?? { ours: 0, theirs: allocated }

const newBackorder = (event: Context): Backorder => ({
  quantity: 0,
  kind: 'standard',
  supplier: null,
  shownShipsBy: null,
  expectedAt: null,
  statedBy: event.id,
  statedAt: toInstant(event.occurred_at),
  reason: null,
  allocated: 0,
  allocation: null,
  unfulfillable: 0,
  promise: null,
  history: [],
})

export function eachBackorder<L extends LineRef>(
  draft: OrderState,
  event: Context,
  lines: readonly L[],
  apply: (line: Line, backorder: Backorder, data: L) => void,
) {
  return eachLine(draft, event, lines, (line, data) => {
    if (!line.backorder) return false
    apply(line, line.backorder, data)
    return true
  })
}

/** Applies what it can (`apply` says whether it could); the lines without their premise go on waiting as a smaller event. */
function eachLine<L extends LineRef>(
  draft: OrderState,
  event: Context,
  lines: readonly L[],
  apply: (line: Line, data: L) => boolean,
): Unmet | null {
  const missing = lines.filter((data) => {
    const line = draft.lines.find(({ id }) => id === data.id)
    return !line || !apply(line, data)
  })
  if (missing.length === 0) return null

  const ids = missing.map(({ id }) => id)
  const known = ids.filter((id) => draft.lines.some((line) => line.id === id))
  const why =
    known.length === ids.length
      ? `line ${ids.join(', ')} is on no backorder`
      : `the order has no line ${ids.filter((id) => !known.includes(id)).join(', ')}`
  return {
    why,
    rest: { ...event, data: { ...event.data, lines: missing } } as Unmet['rest'],
    lines: ids,
  }
}
