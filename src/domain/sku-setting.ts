import type { EventData, MerchantEvent } from './event.ts'
import { type BackorderKind, type Day, ownValue } from './order.ts'
import type { Policy } from './policy.ts'

/** What a merchant's policy says of a SKU that is sold on backorder. */
export type SkuSetting = { kind: BackorderKind; expectedAt: Day | null }

type Line = EventData<'order.placed'>['lines'][number]
type Backorder = NonNullable<Line['backorder']>
type Known = { sku: string | null }

export const skuSettingOf = ({ sku_backorders }: Policy, sku: string): SkuSetting | null => {
  const setting = ownValue(sku_backorders, sku)
  return setting ? { kind: setting.kind, expectedAt: setting.expected_at } : null
}

/**
 * The settings that stand in for what an event leaves unsaid, by line: decided as it is recorded, for
 * a policy that changes later must not change what an order was told. Product pages are answered by
 * the same settings, and what a customer saw before paying is what has to be promised then.
 *
 * `fills`: whether a line that says nothing of a backorder is one by its setting. Said to be none
 * (`null`), it is none: the merchant's word about an order is more than its word about a SKU.
 */
export function settingsFor(
  event: MerchantEvent,
  policy: Policy,
  { lines: known, fills }: { lines: ReadonlyMap<string, Known>; fills: boolean },
): Record<string, SkuSetting> | null {
  const found: Record<string, SkuSetting> = {}
  for (const { id, sku } of openLines(event, fills)) {
    const name = sku ?? known.get(id)?.sku
    const setting = name ? skuSettingOf(policy, name) : null
    if (setting) found[id] = setting
  }
  return Object.keys(found).length > 0 ? found : null
}

/** The backorder of a new line: its event's, else all of it by the setting. */
export function backorderBy(
  { quantity, backorder }: Pick<Line, 'quantity' | 'backorder'>,
  setting: SkuSetting | null,
): Backorder | null {
  if (backorder !== undefined || !setting) return backorder ?? null
  return { quantity, kind: setting.kind, expected_at: setting.expectedAt }
}

/** Lines whose date, or whose whole backorder, an event leaves open. */
function openLines(event: MerchantEvent, fills: boolean): { id: string; sku: string | null }[] {
  switch (event.type) {
    case 'order.placed':
    case 'order.updated':
      return (event.data.lines ?? [])
        .filter(({ backorder, requires_shipping }) =>
          backorder
            ? backorder.expected_at === null
            : isUnsaid(backorder, fills, requires_shipping),
        )
        .map(({ id, sku }) => ({ id, sku: sku ?? null }))
    case 'backorder.created':
      return event.data.lines
        .filter(({ expected_at }) => expected_at === null)
        .map(({ id }) => ({ id, sku: null }))
    default:
      return []
  }
}

const isUnsaid = (
  backorder: null | undefined,
  fills: boolean,
  requiresShipping: boolean | null | undefined,
) => fills && backorder === undefined && requiresShipping !== false
