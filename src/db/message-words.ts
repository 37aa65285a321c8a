import type { Insertable, Selectable } from 'kysely'
import type { MessageRow, MessagesTable, NewMessageRow } from './schema.ts'
import { restore, shorten } from './short-text.ts'

type Stored = Selectable<MessagesTable>
/** What of a message never changes: by it its words are read again. */
type Named = Pick<Stored, 'id' | 'order_id' | 'key'>
type Words = Pick<Stored, 'why' | 'because'>

/** As its row is written: in `words` stands why it is planned, and nothing stands in it twice. */
export const toStored = (row: NewMessageRow): Insertable<MessagesTable> => ({
  ...row,
  ...storedWords(row, { why: row.why, because: row.because ?? null }),
  updated_at: row.updated_at === row.created_at ? '' : row.updated_at,
})

/** The sentence and its data as one: each names what the other does. Plain where they are too long. */
export function storedWords(named: Named, { why, because }: Words): Words & Pick<Stored, 'words'> {
  const words = shorten(`${because ?? ''}${BETWEEN}${why}`, contextOf(named))
  return words ? { why: '', because: null, words } : { why, because, words: null }
}

/** As everybody reads it. A row of before, or one that was too long, has its words as they are. */
export function toMessage({ words, ...row }: Stored): MessageRow {
  if (row.updated_at === '') row.updated_at = row.created_at
  if (words === null) return row
  const text = restore(words, contextOf(row))
  const at = text.indexOf(BETWEEN)
  row.because = text.slice(0, at) || null
  row.why = text.slice(at + 1)
  return row
}

/** JSON has no such character as it is. */
const BETWEEN = '\0'
const contextOf = ({ id, order_id: orderId, key }: Named) => `${id} ${orderId} ${key}`
