import type { EventSource } from '../db/events.ts'
import type { Writer } from '../db/group-commit.ts'
import type { Db } from '../db/open.ts'
import { insertPictureUrls } from '../db/pictures.ts'
import { noteSkusSeen, saveSkuPicture } from '../db/sku-pictures.ts'
import type { MerchantEvent } from '../domain/event.ts'
import type { Instant } from '../domain/order.ts'
import { isPictureUrl } from '../domain/picture.ts'
import type { Services } from './services.ts'

/** The pictures that this process has seen committed on a day: a shop sells the same things again. */
type Noted = { day: string; urls: Set<string> }
const noted = new WeakMap<Writer, Noted>()
/** Some 5 MB at most shops; 40 MB where every URL is as long as it may be. */
const URLS_MAX = 20_000

/**
 * Keeps that the pictures of an order are wanted; the worker fetches them, never the request. An
 * order of known goods writes nothing, one of new goods a narrow row for each: asked of the events
 * afterwards, each would have to be found again. Said by the system's clock, as the worker's.
 */
export async function notePictures(
  services: Services,
  db: Db,
  merchantId: string,
  event: MerchantEvent,
  source: EventSource,
) {
  const now = services.clock.now().toISOString()
  const skus = SPEAKS_BY_CATALOGUE.has(source) ? skusOf(event) : []
  const bySku = skus.length > 0 ? await noteSkusSeen(db, merchantId, skus, now.slice(0, 10)) : []
  if (bySku.length > 0) await insertPictureUrls(db, merchantId, [...new Set(bySku)], now)

  const urls = urlsOf(event)
  if (urls.length === 0) return
  const { urls: known } = notedOn(services, now)
  const fresh = urls.filter((url) => !known.has(nameOf(merchantId, url)))
  if (fresh.length > 0) await insertPictureUrls(db, merchantId, fresh, now)
}

/**
 * Keeps what a catalogue says of a SKU's picture, and wants it where an order has come with that
 * SKU: a shop sells a few of all that it lists.
 */
export async function noteSkuPicture(
  services: Services,
  db: Db,
  merchantId: string,
  { sku, imageUrl }: { sku: string; imageUrl: string | null },
) {
  const url = isPictureUrl(imageUrl) && imageUrl.length <= URL_MAX ? imageUrl : null
  const { isSeen } = await saveSkuPicture(db, merchantId, { sku, url })
  if (!isSeen || url === null) return
  await insertPictureUrls(db, merchantId, [url], services.clock.now().toISOString())
}

/** As of an order's own. */
const URL_MAX = 2048
/** Orders of theirs name no picture; their products do. */
const SPEAKS_BY_CATALOGUE: ReadonlySet<EventSource> = new Set(['shopify'])

/** After the commit only: remembered before it, what was taken back would never be fetched. */
export function picturesNoted(services: Services, merchantId: string, event: MerchantEvent) {
  const urls = urlsOf(event)
  if (urls.length === 0) return
  const { urls: known } = notedOn(services, services.clock.now().toISOString())
  if (known.size + urls.length > URLS_MAX) known.clear()
  for (const url of urls) known.add(nameOf(merchantId, url))
}

function notedOn({ writer }: Services, now: Instant): Noted {
  const day = now.slice(0, 10)
  const found = noted.get(writer)
  if (found?.day === day) return found
  const anew = { day, urls: new Set<string>() }
  noted.set(writer, anew)
  return anew
}

function urlsOf({ type, data }: MerchantEvent): string[] {
  const withPictures =
    type === 'order.placed' || type === 'order.updated'
      ? (data.lines ?? [])
      : type === 'substitute.offered'
        ? data.options
        : []
  const urls = withPictures.map(({ image_url: url }) => url).filter((url) => isPictureUrl(url))
  return urls.length > 1 ? [...new Set(urls)] : urls
}

function skusOf({ type, data }: MerchantEvent): string[] {
  if (type !== 'order.placed' && type !== 'order.updated') return []
  const skus = (data.lines ?? []).flatMap(({ sku, image_url: url }) => (sku && !url ? [sku] : []))
  return [...new Set(skus)]
}

/** The URL itself: to hash it takes ten times as long as to look it up. */
const nameOf = (merchantId: string, url: string) => `${merchantId} ${url}`
