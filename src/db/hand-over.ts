import { compileTogether } from './compiled.ts'
import type { Db } from './open.ts'
import type { Packed } from './packed.ts'
import {
  type AttemptEnd,
  attemptRow,
  type ContentRow,
  contentRow,
  endAttempt,
  insertContent,
  type PackedContent,
} from './sent.ts'

type Begin = { sent: PackedContent; n: number; provider: string; now: string }

/** That a message is being handed over from now on: what, by whom, and for which time. */
export async function beginAttempt(
  db: Db,
  merchantId: string,
  messageId: string,
  { sent, n, provider, now }: Begin,
) {
  const content = contentRow(merchantId, messageId, sent)
  const attempt = attemptRow(merchantId, messageId, { n, provider, begunAt: now })
  const message = ['sending', provider, now, merchantId, messageId] as const
  await insertBegun(db, ...Object.values(content), ...Object.values(attempt), ...message)
}

const CONTENT_COLUMNS = [
  'merchant_id',
  'message_id',
  'handed_over',
  'to_address',
  'subject',
  'template_version',
  'content',
  'sha256',
  'dictionary',
] as const
const ATTEMPT_COLUMNS = [
  'merchant_id',
  'message_id',
  'n',
  'provider',
  'begun_at',
  'ended_at',
  'outcome',
  'detail',
] as const

const CONTENT_END = CONTENT_COLUMNS.length
const ATTEMPT_END = CONTENT_END + ATTEMPT_COLUMNS.length

const rowOf = <Row>(columns: readonly string[], values: readonly unknown[]) =>
  Object.fromEntries(columns.map((column, at) => [column, values[at]])) as Row

const insertBegun = compileTogether((db, ...values: unknown[]) => {
  const [status, provider, now, merchantId, messageId] = values.slice(ATTEMPT_END) as string[]
  return [
    insertContent(db, [rowOf<ContentRow>(CONTENT_COLUMNS, values.slice(0, CONTENT_END))]),
    db
      .insertInto('attempts')
      .values(
        rowOf<ReturnType<typeof attemptRow>>(
          ATTEMPT_COLUMNS,
          values.slice(CONTENT_END, ATTEMPT_END),
        ),
      ),
    db
      .updateTable('messages')
      .set({ status: status ?? '', provider: provider ?? '', updated_at: now ?? '' })
      .where('merchant_id', '=', merchantId ?? '')
      .where('id', '=', messageId ?? ''),
  ]
})

/** How an attempt ended, and the bytes that were handed over in it. */
export async function keepAnswer(
  db: Db,
  merchantId: string,
  messageId: string,
  { handed, ...ended }: Required<AttemptEnd> & { handed: Packed | null },
) {
  if (!handed) return endAttempt(db, merchantId, messageId, ended)
  const { n, endedAt, outcome, detail, provider } = ended
  const bytes = [handed.packed, handed.sha256, merchantId, messageId, ''] as const
  await updateAnswered(db, ...bytes, endedAt, outcome, detail, provider, merchantId, messageId, n)
}

const updateAnswered = compileTogether(
  (
    db,
    packed: Buffer,
    sha256: string,
    merchantId: string,
    messageId: string,
    nobody: string,
    endedAt: string,
    outcome: string,
    detail: string | null,
    provider: string,
    ofMerchant: string,
    ofMessage: string,
    n: number,
  ) => [
    db
      .updateTable('message_bytes')
      .set({ handed_over: packed, sha256 })
      .where('merchant_id', '=', merchantId)
      .where('message_id', '=', messageId)
      // Erased while it was on its way: what was handed over is not kept after all.
      .where('to_address', '!=', nobody),
    db
      .updateTable('attempts')
      .set({ ended_at: endedAt, outcome, detail, provider })
      .where('merchant_id', '=', ofMerchant)
      .where('message_id', '=', ofMessage)
      .where('n', '=', n),
  ],
)

/** Notes who is called next for an attempt that goes on; false where it is not going on any more. */
export async function passOn(
  db: Db,
  merchantId: string,
  messageId: string,
  { n, provider }: { n: number; provider: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('messages')
    .set({ provider })
    .where('merchant_id', '=', merchantId)
    .where('id', '=', messageId)
    .where('status', '=', 'sending')
    .where(
      ({ selectFrom }) =>
        selectFrom('attempts')
          .select(({ fn }) => fn.max('n').as('n'))
          .where('merchant_id', '=', merchantId)
          .where('message_id', '=', messageId),
      '=',
      n,
    )
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
