import type { Writer } from '../../src/db/group-commit.ts'

/**
 * PostgreSQL ends one of two that wait for one another, and its work is run again. Each goes alone
 * here: one that shares its transaction waits for nobody, and is run again by itself where it had to.
 */
export function countingReruns(writer: Writer) {
  let more = 0
  const write: Writer['write'] = (work) => {
    let runs = 0
    return writer.write((db) => {
      runs += 1
      if (runs > 1) more += 1
      return work(db)
    })
  }
  return { writer: { ...writer, write }, reruns: () => more }
}
