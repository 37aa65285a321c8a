import { type CaseSet, type LeaveOut, toCases } from './cases.ts'
import type { Row, Table } from './read-rows.ts'

/** Delivered orders alone: the sample holds every other one, and few of these. */
export function readMarketplace(
  orders: Table | null,
  etas: Table | null,
  leaveOut: LeaveOut,
): CaseSet[] {
  const setOf = (table: Table | null, name: string, promised: string, actual: string) => {
    if (!table) return []
    const ended = table.rows.filter((row) => row.status === 'delivered' && row[actual] !== '')
    leaveOut(table, table.rows.length - ended.length, `not delivered (${name})`)
    const cases = toCases(table, ended, leaveOut, (row: Row) => ({
      supplier: row.seller || null,
      toldOn: row.quoted_on ?? '',
      promisedOn: row[promised] ?? '',
      closedOn: row[actual] ?? '',
    }))
    return [{ name, cases }]
  }
  return [
    ...setOf(orders, 'Olist ship-by', 'ship_by', 'handed_on'),
    ...setOf(orders, 'Olist customer date', 'promised_on', 'actual_on'),
    ...setOf(etas, 'Olist, no sellers', 'promised_on', 'actual_on'),
  ]
}
