import type { SupplyOutcome } from '../../src/domain/lateness.ts'
import { isDay, type Row, type Table } from './read-rows.ts'

/** One real promise, with all that came of it; what was known on a day is taken from it later. */
export type Case = SupplyOutcome & {
  /** It teaches, and is not scored: nobody knows what was first promised, or nothing ever came. */
  isImport: boolean
}

/** Cases that one merchant could have had, oldest first. */
export type CaseSet = { name: string; cases: Case[] }

/** Says of rows that they were left out, and why. */
export type LeaveOut = (table: Table, rows: number, why: string) => void

/** What a row says; an empty `closedOn` is still open. */
export type Fields = Pick<SupplyOutcome, 'supplier' | 'toldOn' | 'promisedOn'> & {
  sku?: string | null
  closedOn: string
}

/** Rows as cases; one with a day that is none is left out and counted, never guessed at. */
export function toCases(
  table: Table,
  rows: Row[],
  leaveOut: LeaveOut,
  fieldsOf: (row: Row) => Fields,
): Case[] {
  const all = rows.map(fieldsOf)
  const good = all.filter(
    ({ toldOn, promisedOn, closedOn }) =>
      isDay(toldOn) && isDay(promisedOn) && (closedOn === '' || isDay(closedOn)),
  )
  leaveOut(table, all.length - good.length, 'a day that is none')
  return good.map(({ closedOn, ...told }) => ({
    ...told,
    seenOn: told.toldOn,
    closedOn: closedOn || null,
    isImport: false,
  }))
}
