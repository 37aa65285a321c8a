import type { OrderState } from './order.ts'

/** What a browser draws and never runs: a vector drawing may hold script, and is none of these. */
export const PICTURE_TYPES = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
} as const
export type PictureKind = keyof typeof PICTURE_TYPES

/** Far above what a card shows; a shop's own pages are seldom heavier. */
export const PICTURE_BYTES_MAX = 5 * 1024 * 1024
/**
 * A few bytes can stand for a picture that takes a machine's whole memory to draw. Shops keep none
 * larger than 25 megapixels (Shopify refuses them); of an AVIF that is 130 MB while it is drawn.
 */
export const PICTURE_PIXELS_MAX = 25_000_000
/** Four to a pixel of the box of 48 in which pages and mails show it: no screen draws finer. */
export const GOODS_BOX = { width: 192, height: 192 } as const
/** A logo stands 32 high and at most 200 wide; three to a pixel. */
export const LOGO_BOX = { width: 600, height: 96 } as const
/** Of a file that is sent to us as a logo. What is kept of it has some 10 KB. */
export const LOGO_BYTES_MAX = 1024 * 1024

/** What the bytes themselves say of a picture; what a server says of them is not asked. */
export type Picture = { kind: PictureKind; width: number; height: number; bytes: Uint8Array }

/** A picture as a page or mail shows it: where on our own origin, and how large it is. */
export type ShownPicture = { path: string; width: number; height: number }

/** What came of asking for a picture: a value, for a shop's server may be away like any other. */
export type PictureAnswer =
  | ({ status: 'fetched' } & Picture)
  | { status: 'failed'; isLasting: boolean; why: string }
/** A logo as it is kept: a PNG, or why there is none, in words for who sent it. */
export type LogoAnswer = { status: 'drawn'; png: Uint8Array } | { status: 'refused'; why: string }
export type PictureChannel = {
  fetch(url: string): Promise<PictureAnswer>
  drawLogo(bytes: Uint8Array): Promise<LogoAnswer>
}

/**
 * After how many minutes a picture that could not be had is asked for again; then no more, until
 * the merchant names another URL. Two days: a server that moves is back by then, and one that never
 * had it is left in peace.
 */
const AGAIN_AFTER_MINUTES = [1, 10, 60, 6 * 60, 41 * 60] as const

/** `tries` counts those that failed, from 1; null: it is given up. */
export function pictureRetryMinutes(tries: number, isLasting: boolean): number | null {
  return isLasting ? null : (AGAIN_AFTER_MINUTES[tries - 1] ?? null)
}

/** Whether a URL can be asked for at all: a data URL needs no fetching, and is not shown. */
export const isPictureUrl = (url: string | null | undefined): url is string =>
  typeof url === 'string' && /^https?:\/\//i.test(url)

/** The URLs of an order's pictures, each once: those of its lines and of what is offered instead. */
export function pictureUrls({ lines, substitutes }: OrderState): string[] {
  const all = [...lines, ...substitutes.flatMap(({ options }) => options)]
  return [...new Set(all.map(({ imageUrl }) => imageUrl).filter((url) => url !== null))]
}

/** SKUs of an order whose own word names no picture: a catalogue may have told us of one. */
export function unpicturedSkus({ lines, substitutes }: OrderState): string[] {
  const all = [...lines, ...substitutes.flatMap(({ options }) => options)]
  return [...new Set(all.flatMap(({ imageUrl, sku }) => (imageUrl === null && sku ? [sku] : [])))]
}

type Pictures = {
  byUrl: ReadonlyMap<string, ShownPicture>
  bySku: ReadonlyMap<string, ShownPicture>
}

/**
 * The order as it is shown, each line with its picture where one is kept: what its own event named
 * counts, and only where that named none, what the catalogue has under its SKU.
 */
export function withPictures(order: OrderState, { byUrl, bySku }: Pictures): OrderState {
  const shown = <T extends { imageUrl: string | null; sku: string | null }>(one: T) => {
    const { imageUrl, sku } = one
    const picture = imageUrl === null ? bySku.get(sku ?? '') : byUrl.get(imageUrl)
    return picture ? { ...one, picture } : one
  }
  return {
    ...order,
    lines: order.lines.map(shown),
    substitutes: order.substitutes.map((offer) => ({
      ...offer,
      options: offer.options.map(shown),
    })),
  }
}

/**
 * For how long a picture outlives the last order that came with it. Longer than a year: who looks
 * at last Christmas's order is to see what was in it. The bytes go when no URL leads to them.
 */
export const PICTURE_KEPT_DAYS = 400
/** A merchant's, at some 8 KB each: who names another URL with every order fills no disk. */
export const PICTURES_OF_MERCHANT_MAX = 20_000
