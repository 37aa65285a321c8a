import { type CaseSet, type LeaveOut, toCases } from './cases.ts'
import type { Table } from './read-rows.ts'

/** Lines of one shipment are one case; a schedule with no quote before it was filled in afterwards. */
export function readDeliveries(table: Table | null, leaveOut: LeaveOut): CaseSet[] {
  if (!table) return []
  const valid = table.rows.filter(({ promise_valid }) => promise_valid === '1')
  leaveOut(table, table.rows.length - valid.length, 'promise_valid is not 1')
  const shipments = new Map(
    valid.map((row) => [
      [row.fulfil, row.shipment, row.vendor, row.promised_on, row.actual_on].join('|'),
      row,
    ]),
  )
  leaveOut(table, valid.length - shipments.size, 'further lines of one shipment')
  return [
    ['SCMS RDC', 'rdc'],
    ['SCMS direct', 'direct'],
  ].map(([name = '', fulfil]) => ({
    name,
    cases: toCases(
      table,
      [...shipments.values()].filter((row) => row.fulfil === fulfil),
      leaveOut,
      (row) => ({
        supplier: row.vendor || null,
        toldOn: row.quoted_on ?? '',
        promisedOn: row.promised_on ?? '',
        closedOn: row.actual_on ?? '',
      }),
    ),
  }))
}
