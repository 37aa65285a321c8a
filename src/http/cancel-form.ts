import { REASON_MAX } from '../../tracking-page/index.ts'
import { LINES_MAX } from '../domain/event.ts'

export type CancelForm = {
  scope: 'all' | 'waiting'
  /** Ids of lines; none means every line. */
  lines: string[]
  /** How much of each of them was shown to be cancelled in all; none where the form did not say. */
  totals: number[]
  /** Its reader was to choose, and chose nothing: which is not everything. */
  isEmpty: boolean
  reason: string | null
  /** What is cancelled is still wanted, once it is to be had again. */
  waitlist: boolean
  /** Something in it cannot be meant: then nothing is done, for the rest may be more than was wished. */
  isWrong: boolean
}

/** Ours says "1", one that was given no value of its own "on", and who writes a form what they like. */
const CHECKED: ReadonlySet<string> = new Set(['1', 'on', 'true', 'yes'])
const UNCHECKED: ReadonlySet<string> = new Set(['', '0', 'off', 'false', 'no'])

/** The fields of the cancellation page, from its form or from its address. */
export function readCancelForm(fields: URLSearchParams): CancelForm {
  const scope = fields.get('scope') || 'all'
  const lines = fields.getAll('lines')
  const reason = (fields.get('reason') ?? '').trim()
  const totals = fields.getAll('totals').map(Number)
  const areTotals = totals.length === lines.length && totals.every(Number.isSafeInteger)
  const waitlist = (fields.get('waitlist') ?? '').trim().toLowerCase()
  const isChoice = CHECKED.has(waitlist) || UNCHECKED.has(waitlist)
  const isKnown = scope === 'all' || scope === 'waiting'
  return {
    scope: scope === 'waiting' ? 'waiting' : 'all',
    lines: lines.slice(0, LINES_MAX),
    totals: areTotals ? totals : [],
    isEmpty: fields.get('choose') === '1' && lines.length === 0,
    reason: reason.slice(0, REASON_MAX).replaceAll('\0', '') || null,
    waitlist: CHECKED.has(waitlist),
    isWrong: !isKnown || !isChoice || lines.length > LINES_MAX,
  }
}
