/**
 * What a statement asks of those that share its transaction, between whom no lock of a row stands:
 * nothing, to have one row first (`order`, `message`), or that nobody else is under way.
 */
export type StatementKind = 'read' | 'own' | 'order' | 'message' | 'alone'

const kinds = new Map<string, StatementKind>()
/** A list has a text for each of its lengths. */
const KEPT_MAX = 2_000

export function kindOf(text: string): StatementKind {
  const known = kinds.get(text)
  if (known) return known
  const kind = lookAt(text)
  if (kinds.size >= KEPT_MAX) kinds.clear()
  kinds.set(text, kind)
  return kind
}

function lookAt(text: string): StatementKind {
  if (LOCKS.test(text)) return ONE_ROW.find(([, of]) => of.test(text))?.[0] ?? 'alone'
  if (MADE_TO_WAIT_FOR.test(text)) return 'alone'
  const written = [...text.matchAll(WRITES)].map(([, verb, table]) => `${verb} ${table}`)
  if (written.length === 0) return text.startsWith('select') ? 'read' : 'alone'
  return written.every((one) => OWN.has(one)) ? 'own' : 'alone'
}

const LOCKS = /\bfor (update|share|no key update|key share)\b/
const ONE_ROW: readonly (readonly [StatementKind, RegExp])[] = [
  ['order', / from "orders" where "merchant_id" = \$1 and "order_id" = \$2 for update$/],
  ['message', / from "messages" where "merchant_id" = \$1 and "id" = \$2 for update$/],
]
/** Not that of `do update set`, which is part of an insert. */
const WRITES = /\b(insert into|update|delete from)\s+(?!set\b)"?(\w+)"?/g

/** An order's row that is made so that another who makes it waits: here it would not wait. */
const MADE_TO_WAIT_FOR = /^insert into "orders" .* do nothing$/

/**
 * Of a message or of its order, whose row who plans anew has taken first. Not what is locked by being
 * written: a reference, a queue.
 */
const OWN: ReadonlySet<string> = new Set([
  'update due',
  'insert into due',
  'delete from due',
  'update messages',
  'insert into messages',
  'update message_bytes',
  'insert into message_bytes',
  'update attempts',
  'insert into attempts',
  'insert into events',
  'update orders',
  'insert into orders',
  'insert into provider_ids',
  'insert into promise_outcomes',
])
