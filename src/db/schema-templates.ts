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
