import { findNextPlanned } from '../db/messages.ts'
import { findLongestSilence } from '../db/metrics.ts'
import { anomaliesOf } from '../domain/anomaly.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { MessageKind } from '../domain/message.ts'
import { type Instant, isWaiting } from '../domain/order.ts'
import { shownOrderPromise } from '../domain/said-date.ts'
import { readAttention } from './attention.ts'
import type { AttentionFlag } from './attention-console-types.ts'
import type { FoundOrders, OrderRow, OrderSearch } from './console-types.ts'
import { loadMerchant } from './merchants.ts'
import { findOrders, writeCursor } from './read-orders.ts'
import type { Services } from './services.ts'

/** The order list of support: with each row's flags, or only the rows that have one. */
export async function searchForSupport(
  services: Services,
  merchantId: string,
  input: OrderSearch,
): Promise<FoundOrders> {
  const merchant = await loadMerchant(services, merchantId)
  const find = input.needsLook ? findFlagged : findWithFlags
  const { rows, ...found } = await find(services, merchant, input)
  const ids = rows.map(({ orderId }) => orderId)
  const planned = await findNextPlanned(services.read, merchantId, ids)
  return {
    ...found,
    longestSilence: await findLongestSilence(services.read, merchantId),
    rows: rows.map((row) => {
      const next = planned.get(row.orderId)
      const nextMessage = next ? { kind: next.kind as MessageKind, dueAt: next.due_at } : null
      return toRow(row, nextMessage)
    }),
  }
}

type Row = Awaited<ReturnType<typeof findOrders>>['rows'][number]
type Flagged = Row & { flags: AttentionFlag[] }
type Found = { rows: Flagged[]; nextCursor: string | null; lookedBackTo?: Instant | null }

async function findWithFlags(
  services: Services,
  merchant: Merchant,
  input: OrderSearch,
): Promise<Found> {
  const { rows, nextCursor } = await findOrders(services, merchant, input)
  const flags = await Promise.all(rows.map((row) => flagsOf(services, merchant, row)))
  return { nextCursor, rows: rows.map((row, at) => ({ ...row, flags: flags[at] ?? [] })) }
}

/**
 * What waits for a person is worked out of each order, for it comes and goes with the clock; kept is
 * from when on it may. Nearly all that are asked for by that have a flag, so one look is a page. Where an
 * end is about to come by itself, or an older release kept nothing, a page looks through so many orders
 * and then says how far back it came.
 */
async function findFlagged(
  services: Services,
  merchant: Merchant,
  input: OrderSearch,
): Promise<Found> {
  const rows: Flagged[] = []
  let { cursor } = input
  let last: Row | undefined
  for (let looked = 0; looked < LOOKED_THROUGH_MAX; looked += BATCH) {
    const found = await findWithFlags(services, merchant, { ...input, cursor, limit: BATCH })
    for (const row of found.rows) {
      last = row
      if (row.flags.length > 0) rows.push(row)
      if (rows.length === input.limit) return { rows, nextCursor: cursorAfter(row) }
    }
    cursor = found.nextCursor
    if (cursor === null) return { rows, nextCursor: null }
  }
  return { rows, nextCursor: cursor, lookedBackTo: last?.placedAt ?? null }
}

const BATCH = 200
const LOOKED_THROUGH_MAX = 2_000

const cursorAfter = ({ placedAt, orderId }: Row) => writeCursor([placedAt ?? '', orderId])

/** Why a person has to look at it, the most urgent first. */
async function flagsOf(services: Services, merchant: Merchant, row: Row): Promise<AttentionFlag[]> {
  const { heldEnd, unreached } = await readAttention(services, merchant, row)
  const found: [AttentionFlag, boolean][] = [
    ['request', row.state.cancellationRequest !== null],
    ['held_end', heldEnd !== null],
    ['unreached', unreached !== null],
    ['anomaly', anomaliesOf(row.state).length > 0],
  ]
  return found.filter(([, is]) => is).map(([flag]) => flag)
}

const toRow = (
  { orderId, state, contact, status, placedAt, silentSince, said, flags }: Flagged,
  nextMessage: OrderRow['nextMessage'],
): OrderRow => ({
  orderId,
  orderNumber: state.orderNumber,
  customerName: contact.name ?? contact.address?.name ?? null,
  email: contact.email,
  status,
  placedAt,
  silentSince,
  promise: shownOrderPromise(state, said)?.shipsBy ?? null,
  waits: isWaiting(state),
  nextMessage,
  flags,
})
