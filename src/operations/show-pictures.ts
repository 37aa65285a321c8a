import type { Db } from '../db/open.ts'
import { findPicture, findPictures } from '../db/pictures.ts'
import { findSkuPictures } from '../db/sku-pictures.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { OrderState } from '../domain/order.ts'
import {
  PICTURE_TYPES,
  pictureUrls,
  type ShownPicture,
  unpicturedSkus,
  withPictures,
} from '../domain/picture.ts'
import { findMerchantOfSlug } from './merchants.ts'
import type { Services } from './services.ts'

/**
 * An order as it is shown, each line with the picture that is kept of it. A picture that is not here
 * yet, or cannot be had, is none: no page and no mail ever names where it came from.
 */
export async function showPictures(
  db: Db,
  merchant: Merchant,
  order: OrderState,
): Promise<OrderState> {
  const byUrl = await findPictures(db, merchant.id, pictureUrls(order))
  const bySku = await findSkuPictures(db, merchant.id, unpicturedSkus(order))
  if (byUrl.size + bySku.size === 0) return order
  return withPictures(order, {
    byUrl: underPaths(merchant, byUrl),
    bySku: underPaths(merchant, bySku),
  })
}

type Found = ReadonlyMap<string, Omit<ShownPicture, 'path'> & { hash: string }>

const underPaths = ({ slug }: Merchant, found: Found) =>
  new Map(
    [...found].map(([key, { hash, ...size }]) => [key, { path: `/m/${slug}/i/${hash}`, ...size }]),
  )

/** The bytes under a merchant's hash, and what they are. */
export async function readPictureOf(services: Services, slug: string, hash: string) {
  const merchant = await findMerchantOfSlug(services, slug)
  const found = merchant && (await findPicture(services.read, merchant.id, hash))
  return found ? { type: PICTURE_TYPES[found.kind], bytes: found.bytes } : null
}
