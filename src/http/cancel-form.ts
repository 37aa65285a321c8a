import { REASON_MAX } from '../../tracking-page/index.ts'
import { LINES_MAX } from '../domain/event.ts'

export type CancelForm = {
  scope: 'all' | 'waiting'
  /** Ids of lines; none means every line. */
  lines: string[]
  reason: string | null
  /** What is cancelled is still wanted, once it is to be had again. */
  waitlist: boolean
  /** Something in it cannot be meant: then nothing is done, for the rest may be more than was wished. */
  isWrong: boolean
}

/** The fields of the cancellation page, from its form or from its address. */
export function readCancelForm(fields: URLSearchParams): CancelForm {
  const scope = fields.get('scope') || 'all'
  const lines = fields.getAll('lines')
  const reason = (fields.get('reason') ?? '').trim()
  const isKnown = scope === 'all' || scope === 'waiting'
  return {
    scope: scope === 'waiting' ? 'waiting' : 'all',
    lines: lines.slice(0, LINES_MAX),
    reason: reason.slice(0, REASON_MAX).replaceAll('\0', '') || null,
    waitlist: fields.get('waitlist') === '1',
    isWrong: !isKnown || lines.length > LINES_MAX,
  }
}
