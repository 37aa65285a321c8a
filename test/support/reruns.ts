import type { Writer } from '../../src/db/group-commit.ts'

/** PostgreSQL ends one of two that wait for one another, and its work is run again. */
export function countingReruns(writer: Writer) {
  let more = 0
  const write: Writer['write'] = (work, sharing) => {
    let runs = 0
    return writer.write((db) => {
      runs += 1
      if (runs > 1) more += 1
      return work(db)
    }, sharing)
  }
  return { writer: { ...writer, write }, reruns: () => more }
}
