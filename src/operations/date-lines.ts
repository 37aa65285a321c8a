import { type QueueEntry, saveAssignments, sumAhead } from '../db/queue.ts'
import { dayOf } from '../domain/calendar.ts'
import type { Line } from '../domain/order.ts'
import type { QueueDate } from '../domain/own-event.ts'
import { decideDate, isNews, mayDate } from '../domain/queue-decision.ts'
import { type Assignment, assign, type Coming, type Pool } from '../domain/supply-queue.ts'
import { findSupply } from './coming.ts'
import { bufferFor } from './learned-buffer.ts'
import { recordDecision } from './record-decision.ts'
import { promiseRules } from './settle-order.ts'
import { type AtQueue, assignmentOf, isTrusted } from './stand-in-queue.ts'

/** Records where the place of a line gives another date than before: what a customer may then hear. */
export async function dateLines(at: AtQueue) {
  const { services, db, merchant, now } = at
  const lines: QueueDate[] = []
  for (const lineId of new Set(at.entries.map((entry) => entry.lineId))) {
    const line = at.order.lines.find(({ id }) => id === lineId)
    const reached = await reachedBy(at, lineId)
    if (!line || !reached || !mayDate(line, reached.assignment)) continue
    // Grown, its explanation is of another quantity, though its date may be the same.
    const isDue = at.grown.has(lineId) || isNews(line, reached.assignment, merchant.timeZone)
    const dated = isDue ? await decide(at, line, reached) : null
    if (dated) lines.push(dated)
  }
  if (lines.length === 0) return
  const data = { order_id: at.order.orderId, lines }
  at.order = await recordDecision(services, db, merchant, at, [{ type: 'queue.dated', data }], now)
}

type Reached = { assignment: Assignment; place: number }

/** What the last of a line comes from: it stands in parts where more of it was ordered later. */
async function reachedBy(at: AtQueue, lineId: string): Promise<Reached | null> {
  let reached: Reached | null = null
  for (const entry of at.entries.filter((one) => one.lineId === lineId)) {
    const { assignment, ahead } = await assignmentAt(at, entry)
    if (!reached || !assignment.isHere) reached = { assignment, place: ahead + entry.quantity }
  }
  return reached
}

/** As a walk left it, or else worked out here and kept for the next who asks. */
async function assignmentAt(
  at: AtQueue,
  entry: QueueEntry,
): Promise<{ assignment: Assignment; ahead: number }> {
  const { db, merchant, queue, coming, walks } = at
  if (isTrusted(entry, walks))
    return { assignment: assignmentOf(entry, coming), ahead: entry.dated.ahead }

  const { sku, pool } = queue
  const ahead = await sumAhead(db, merchant.id, { sku, place: entry, until: pool.until })
  const assignment = assign(ahead, entry, { pool, coming })
  if (!assignment.isHere) {
    const { supplyId = null, expectedAt = null } = assignment.supply ?? {}
    entry.dated = { supplyId, expectedAt, ahead: ahead.units }
    await saveAssignments(db, merchant.id, [entry])
  }
  return { assignment, ahead: ahead.units }
}

async function decide(
  { services, db, merchant, now, grown, queue: { pool }, coming }: AtQueue,
  line: Line,
  { assignment, place }: Reached,
): Promise<QueueDate | null> {
  const { backorder } = line
  if (!backorder) return null
  const { supply } = assignment
  const before = backorder.queued?.supplyId
  const { timeZone } = merchant
  return decideDate(line, assignment, {
    buffer: supply?.expectedAt
      ? await bufferFor(services, db, merchant, {
          supplier: supply.supplier,
          kind: backorder.kind,
          toldOn: dayOf(now, timeZone),
          expectedOn: dayOf(supply.expectedAt, timeZone),
        })
      : null,
    place,
    now,
    rules: promiseRules(merchant),
    before: before ? await findSupply(db, merchant, before) : null,
    grew: grown.has(line.id),
    isGivenAway: before !== undefined && before === supplyAt(place, pool, coming),
  })
}

/** What would reach a place, had nobody been given units before they came. */
function supplyAt(place: number, { left, unaccounted }: Pool, coming: readonly Coming[]) {
  if (unaccounted <= 0) return undefined
  const pool = { left: 0, until: '', unaccounted: 0 }
  const entry = { quantity: Math.max(1, place - left), countedAt: '' }
  return assign({ units: 0, eligible: 0 }, entry, { pool, coming }).supply?.supplyId
}
