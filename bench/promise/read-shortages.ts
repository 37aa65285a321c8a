import { addDays } from '../../src/domain/calendar.ts'
import { type Case, type CaseSet, type LeaveOut, toCases } from './cases.ts'
import { isDay, type Row, type Table } from './read-rows.ts'

/**
 * First announced dates of shortages, with all that the log holds beside them, and without. What
 * was deleted or avoided is not scored (nothing came that could be late), but it teaches: until
 * that day nobody knew.
 */
export function readShortages(
  first: Table | null,
  log: Table | null,
  leaveOut: LeaveOut,
): CaseSet[] {
  if (!first) return []
  const promised = first.rows.filter(({ promised_on }) => promised_on !== '')
  const supplied = promised.filter(
    ({ actual_on, final_status }) =>
      actual_on !== '' || !NEVER_SUPPLIED.includes(final_status ?? ''),
  )
  leaveOut(first, first.rows.length - promised.length, 'no date was ever announced')
  leaveOut(first, promised.length - supplied.length, 'gone or avoided: not scored')
  const cases = toCases(first, supplied, leaveOut, (row) => ({
    supplier: row.company || null,
    sku: row.din || null,
    toldOn: row.first_seen ?? '',
    promisedOn: row.promised_on ?? '',
    closedOn: row.actual_on ?? '',
  }))
  const idsOf = (rows: Row[]) => new Set(rows.map(({ report_id }) => report_id))
  const [scored, announced] = [idsOf(supplied), idsOf(first.rows)]
  const others = log ? readLog(log, scored, announced) : []
  return [
    { name: 'DSC, all history', cases: [...cases, ...others] },
    { name: 'DSC, from the first day', cases },
  ]
}

const NEVER_SUPPLIED = ['gone', 'avoided_shortage']

/** Reports that are not scored, each as it was when the log first showed it. */
function readLog(
  log: Table,
  scored: ReadonlySet<string | undefined>,
  announced: ReadonlySet<string | undefined>,
): Case[] {
  const cases: Case[] = []
  for (const [id, rows] of Map.groupBy(log.rows, ({ report_id }) => report_id)) {
    const [row] = rows
    if (!row || scored.has(id) || !isDay(row.seen_on) || !isDay(row.promised_on)) continue
    cases.push({
      supplier: row.company || null,
      // Who stood in the log when it began had been told before; on which day, nobody noted.
      toldOn: announced.has(id) ? row.seen_on : addDays(row.seen_on, -1),
      promisedOn: row.promised_on,
      seenOn: row.seen_on,
      closedOn: rows.find(({ actual_on }) => isDay(actual_on))?.actual_on ?? null,
      cancelledOn: rows.find(({ status }) => status === 'avoided')?.seen_on ?? null,
      isImport: true,
    })
  }
  return cases
}
