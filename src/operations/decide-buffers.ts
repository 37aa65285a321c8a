import type { Db } from '../db/open.ts'
import { findOrder } from '../db/orders.ts'
import { dayOf } from '../domain/calendar.ts'
import type { MerchantEvent } from '../domain/event.ts'
import type { Merchant } from '../domain/merchant.ts'
import { type BackorderKind, type Instant, ownValue } from '../domain/order.ts'
import type { LearnedBuffer } from '../domain/promise.ts'
import type { SkuSetting } from '../domain/sku-setting.ts'
import { bufferFor } from './learned-buffer.ts'
import type { Services } from './services.ts'

type Settings = Record<string, SkuSetting> | null
type Stated = {
  id: string
  expectedAt: string
  supplier: string | null | undefined
  kind: BackorderKind | undefined
}

/**
 * The buffers of the dates that an event states, where the merchant lets us learn: decided as it is
 * recorded, by what is known today. Null where there is nothing to decide, as for most events.
 */
export async function decideBuffers(
  services: Services,
  db: Db,
  merchant: Merchant,
  event: MerchantEvent,
  { settings, now }: { settings: Settings; now: Instant },
): Promise<Record<string, LearnedBuffer> | null> {
  if (!learns(merchant)) return null
  const dates = statedDates(event, settings)
  if (dates.length === 0 || !('order_id' in event.data)) return null

  const isWhole = dates.every(({ supplier, kind }) => supplier !== undefined && kind !== undefined)
  const orderId = String(event.data.order_id)
  const known = isWhole ? null : await findOrder(db, merchant.id, orderId)
  const buffers: Record<string, LearnedBuffer> = {}
  for (const { id, expectedAt, supplier, kind } of dates) {
    const line = known?.state.lines.find((one) => one.id === id)
    const buffer = await bufferFor(services, db, merchant, {
      supplier: (supplier === undefined ? line?.backorder?.supplier : supplier) ?? null,
      kind: kind ?? line?.backorder?.kind ?? 'standard',
      toldOn: dayOf(now, merchant.timeZone),
      expectedOn: dayOf(expectedAt, merchant.timeZone),
    })
    if (buffer) buffers[id] = buffer
  }
  return Object.keys(buffers).length > 0 ? buffers : null
}

/** For all kinds of backorder, or for one. */
const learns = ({ policy }: Merchant) =>
  [policy, ...Object.values(policy.by_kind)].some((of) => of?.buffer?.rule === 'learned')

/** A date of `null`, where the setting has none either, needs no buffer. */
function statedDates(event: MerchantEvent, settings: Settings): Stated[] {
  const settingOf = (id: string) => (settings && ownValue(settings, id)) ?? null
  switch (event.type) {
    case 'order.placed':
    case 'order.updated':
      return (event.data.lines ?? []).flatMap(({ id, backorder }) => {
        const setting = settingOf(id)
        const expectedAt = backorder?.expected_at ?? setting?.expectedAt
        const kind = backorder?.kind ?? setting?.kind
        const supplier = backorder ? backorder.supplier : null
        return expectedAt ? [stated(id, expectedAt, supplier, kind)] : []
      })
    case 'backorder.created':
      return event.data.lines.flatMap(({ id, expected_at, supplier, kind }) => {
        const expectedAt = expected_at ?? settingOf(id)?.expectedAt
        return expectedAt ? [stated(id, expectedAt, supplier, kind)] : []
      })
    case 'backorder.eta_changed':
      return event.data.lines.flatMap(({ id, expected_at }) =>
        expected_at ? [stated(id, expected_at, undefined, undefined)] : [],
      )
    default:
      return []
  }
}

const stated = (
  id: string,
  expectedAt: string,
  supplier: string | null | undefined,
  kind: BackorderKind | undefined,
): Stated => ({ id, expectedAt, supplier, kind })
