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
/** A few bytes can stand for a picture that takes a phone's whole memory to draw. */
export const PICTURE_PIXELS_MAX = 40_000_000

/** What the bytes themselves say of a picture; what a server says of them is not asked. */
export type Picture = { kind: PictureKind; width: number; height: number; bytes: Uint8Array }

/** A picture as a page or mail shows it: where on our own origin, and how large it is. */
export type ShownPicture = { path: string; width: number; height: number }

/** What came of asking for a picture: a value, for a shop's server may be away like any other. */
export type PictureAnswer =
  | ({ status: 'fetched' } & Picture)
  | { status: 'failed'; isLasting: boolean; why: string }
export type PictureChannel = { fetch(url: string): Promise<PictureAnswer> }

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

/** The order as it is shown, each line with its picture where one is kept. */
export function withPictures(
  order: OrderState,
  pictures: ReadonlyMap<string, ShownPicture>,
): OrderState {
  const shown = <T extends { imageUrl: string | null }>(one: T) => {
    const picture = one.imageUrl === null ? undefined : pictures.get(one.imageUrl)
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
