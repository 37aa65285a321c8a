import { statSync } from 'node:fs'
import { measureAll } from './measure.ts'
import { printReport } from './report.ts'
import { readSets } from './sets.ts'

const folder = process.argv[2]
if (!folder || !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
  console.error('Usage: npm run bench:promise -- FOLDER\nbench/promise/README.md names its files.')
  process.exit(64)
}
const { sets, notes } = readSets(folder)
console.log(notes.join('\n'))
if (sets.length === 0) {
  console.error(`Nothing in ${folder} can be measured. bench/promise/README.md names its files.`)
  process.exit(66)
}
printReport(measureAll(sets))
