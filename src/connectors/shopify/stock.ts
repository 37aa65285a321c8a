import type { Said } from './delivery.ts'
import { type Body, idText, instant, isHttpUrl, record, records, text, whole } from './read.ts'

/** Shopify's own limits of a product. */
const VARIANTS_MAX = 2048
const IMAGES_MAX = 250

/** Stock of an inventory item at a location; `available` is null where stock is not counted. */
export function translateLevel(body: Body): Said {
  const itemId = idText(body.inventory_item_id)
  const location = idText(body.location_id)
  const available = whole(body.available)
  const at = instant(body.updated_at)
  if (!itemId || !location || !at) return { ignored: 'the level has no item, location or time' }
  if (available === undefined) return { ignored: 'stock is not counted at this location' }

  return { levels: [{ itemId, location, available, at }] }
}

/** Which SKU an inventory item is: inventory webhooks name the item and never the SKU. */
export function translateProduct(body: Body): Said {
  const product = text(body.title)
  const images = records(body.images, IMAGES_MAX)
  const main = imageUrl(record(body.image)) ?? images.map(imageUrl).find(Boolean)
  const items = records(body.variants, VARIANTS_MAX).flatMap((variant) => {
    const itemId = idText(variant.inventory_item_id)
    const imageId = idText(variant.image_id)
    const own = imageId && images.find((image) => idText(image.id) === imageId)
    if (!itemId) return []
    return [
      {
        itemId,
        sku: text(variant.sku) ?? null,
        title: titleOf(product, text(variant.title)) ?? null,
        imageUrl: (own && imageUrl(own)) ?? main ?? null,
      },
    ]
  })
  return items.length > 0 ? { items } : { ignored: 'the product has no variant with stock' }
}

function titleOf(product: string | undefined, variant: string | undefined) {
  const named = variant === 'Default Title' ? undefined : variant
  return [product, named].filter(Boolean).join(' - ') || undefined
}

/** What is shown of it is far smaller; what merchants send in has up to 20 MB. */
const WIDTH = '400'
const CDN = 'cdn.shopify.com'

function imageUrl(image: Body): string | undefined {
  const src = text(image.src)
  if (!isHttpUrl(src)) return undefined
  const url = URL.parse(src)
  if (url?.hostname !== CDN) return url ? src : undefined
  url.searchParams.set('width', WIDTH)
  return url.href
}
