import type { CaseSet } from './cases.ts'
import { readDeliveries } from './read-deliveries.ts'
import { readMarketplace } from './read-marketplace.ts'
import { readTable, type Table } from './read-rows.ts'
import { readShortages } from './read-shortages.ts'

/** What was read of a folder: the sets, and what is to be said of files and rows left out. */
export type Reading = { sets: CaseSet[]; notes: string[] }

/** Files are found by the beginning of their names; one that is missing is said and skipped. */
export function readSets(folder: string): Reading {
  const notes: string[] = []
  const read = (beginning: string) => {
    const table = readTable(folder, beginning)
    if (table) notes.push(`${table.file}: ${table.rows.length} rows`)
    else notes.push(`${beginning}: no such file in the folder, skipped`)
    if (table?.bad) notes.push(`${table.file}: ${table.bad} bad lines left out`)
    return table
  }
  const leaveOut = ({ file }: Table, rows: number, why: string) => {
    if (rows) notes.push(`${file}: ${rows} rows left out, ${why}`)
  }
  const sets = [
    ...readShortages(read('dsc_first_eta'), read('dsc_eta_log'), leaveOut),
    ...readDeliveries(read('scms_'), leaveOut),
    ...readMarketplace(read('olist_orders'), read('olist_eta_only'), leaveOut),
  ]
  const last = read('dsc_last_eta')
  if (last) notes.push(`${last.file}: last revisions, known only in hindsight: not scored`)
  return { sets: sets.filter(({ cases }) => cases.length > 0).map(inOrder), notes }
}

const inOrder = ({ name, cases }: CaseSet): CaseSet => ({
  name,
  cases: cases.toSorted((a, b) => (a.toldOn < b.toldOn ? -1 : a.toldOn > b.toldOn ? 1 : 0)),
})
