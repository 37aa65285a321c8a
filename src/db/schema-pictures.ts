import type { PictureKind } from '../domain/picture.ts'

/** Where a merchant says that a product's picture is, and what we have of it. */
export type PictureUrlsTable = {
  merchant_id: string
  url_hash: string
  url: string
  /** Under which hash its bytes are kept; null until they are. */
  picture: string | null
  width: number
  height: number
  /** Tries that failed. */
  tries: number
  /** When it is fetched, or fetched again; null where it is kept, or given up. */
  next_at: string | null
  /** Why the last try failed. */
  why: string | null
  /** The day on which an order last came with it, as far as a process did not know it already. */
  seen_on: string
}

/** What a catalogue says of a SKU's picture, and whether an order ever came with that SKU. */
export type SkuPicturesTable = {
  merchant_id: string
  sku: string
  /** Null where the catalogue names none, or has not spoken yet. */
  url: string | null
  url_hash: string | null
  /** The day on which an order last came with it; null: none ever did, so none is to be shown. */
  seen_on: string | null
}

export type PicturesTable = {
  merchant_id: string
  hash: string
  kind: PictureKind
  kept_at: string
  bytes: Uint8Array
}
