/** A merchant's own words for one kind of message; never changed once they are here. */
export type OwnTemplatesTable = {
  merchant_id: string
  /** The hash of all that it says. */
  version: string
  kind: string
  channel: string
  locale: string
  /** Null for texts, which have none. */
  subject: string | null
  preheader: string | null
  body: string
  made_at: string
  made_by: string
}

/** Made-up messages that real ones are compressed against; never changed, and needed as long as those. */
export type TemplateDictionariesTable = {
  /** Of what it says, so that the same made twice is one. */
  hash: string
  /** Which template it was made by first. */
  template_version: string
  /** zstd of a JSON {html, text, headers}. */
  content: Uint8Array
}
