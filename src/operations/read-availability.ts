import { sumLevels } from '../db/availability.ts'
import { findMerchant } from '../db/merchants.ts'
import { type Availability, availabilityOf, shortOf } from '../domain/availability.ts'
import { dayOf } from '../domain/calendar.ts'
import { DomainError } from '../domain/error.ts'
import type { Merchant } from '../domain/merchant.ts'
import { merchantNow } from '../domain/merchant-clock.ts'
import type { BackorderKind } from '../domain/order.ts'
import { skuSettingOf } from '../domain/sku-setting.ts'
import type { Destination } from '../domain/transit.ts'
import { merchantOf } from '../lib/id.ts'
import { availabilityLocale, availabilityTexts } from '../render/availability.ts'
import { bufferFor } from './learned-buffer.ts'
import { findNewcomerPlaces, type NewcomerPlace } from './newcomer-places.ts'
import type { Services } from './services.ts'
import { promiseRules } from './settle-order.ts'

export type AvailabilityAsked = {
  skus: readonly string[]
  /** How many of each. */
  quantity: number
  /** Of which kind the order will say that its backorder is; null: as the setting says. */
  kind: BackorderKind | null
  to: Destination
  locale: string | null
}

export type AvailabilityLine = Availability & {
  sku: string
  text: string | null
  deliveryText: string | null
}

/**
 * What a shop's pages may say of some SKUs, in the order asked for: by the same promise that a
 * confirmation would state now. It tells states and dates alone, never how many there are.
 */
export async function readAvailability(
  services: Services,
  publishableKey: string,
  { skus, quantity, kind: askedKind, to, locale: asked }: AvailabilityAsked,
): Promise<{ locale: string; lines: AvailabilityLine[] }> {
  const merchant = await merchantOfPublishableKey(services, publishableKey)
  const now = merchantNow(merchant, services.clock.now())
  const locale = availabilityLocale(asked, merchant.locale)
  const today = dayOf(now, merchant.timeZone)
  const rules = { ...promiseRules(merchant), transit: merchant.policy.transit }
  const levels = await sumLevels(services.read, merchant.id, skus)
  const wanted = skus.map((sku) => {
    const setting = skuSettingOf(merchant.policy, sku)
    const kind = askedKind ?? setting?.kind ?? 'standard'
    const available = levels.get(sku) ?? null
    const short = shortOf({ quantity, available, isSet: setting !== null })
    return { sku, setting, kind, available, short }
  })
  const waiting = wanted
    .filter(({ short }) => short > 0)
    .map(({ sku, kind, short }) => ({ sku, kind, quantity: short }))
  const places = await findNewcomerPlaces(services, merchant, waiting, now)

  const lines: AvailabilityLine[] = []
  for (const { sku, setting, kind, available } of wanted) {
    const buffer = setting?.expectedAt
      ? await bufferFor(services, services.read, merchant, {
          supplier: null,
          kind,
          toldOn: today,
          expectedOn: setting.expectedAt,
        })
      : null
    const facts = {
      quantity,
      kind,
      available,
      ...(places.get(sku) ?? NOBODY_WAITS),
      setting: setting && { expectedAt: setting.expectedAt, buffer },
    }
    const availability = availabilityOf(facts, { now, to, rules })
    const { text, delivery } = availabilityTexts(availability, { locale, today })
    lines.push({ sku, ...availability, text, deliveryText: delivery })
  }
  return { locale, lines }
}

const NOBODY_WAITS: NewcomerPlace = { waiting: 0, isComing: false, reached: null }

/** The key is public and carries its merchant; what is not one of ours names no shop. */
async function merchantOfPublishableKey(services: Services, key: string): Promise<Merchant> {
  const id = merchantOf(key)
  const merchant = id ? await findMerchant(services.read, id) : null
  if (merchant?.publishableKey !== key)
    throw new DomainError('not_found', 'No shop has this publishable key')
  return merchant
}
