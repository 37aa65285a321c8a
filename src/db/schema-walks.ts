/** Work over many orders that lies ahead, and for a week what of it was done. */
export type WalksTable = {
  merchant_id: string
  id: string
  kind: string
  subject: string
  cursor: string
  created_at: string
  done_at: string | null
  /** Like `due.clock`: 'live', or the test merchant whose own clock moves it. */
  clock: string
  /** When it last had its turn: the one that waited longest is next. */
  walked_at: string
}
