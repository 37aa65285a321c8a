#!/usr/bin/env node
// Plain JavaScript that any Node can read, and imports that wait for the check: better-sqlite3 ends
// an older Node with a segmentation fault and not a word.
import { tooOld } from './node-version.js'
import { heedStop } from './stop-asked.js'

const fault = tooOld(process.versions.node)
if (fault) {
  console.error(fault)
  process.exit(78)
}

// Of what only runs for a moment a signal is the end, as of any command.
const [, , word = 'serve'] = process.argv
if (word === 'serve' || word.startsWith('--')) heedStop()

await import('./sources.js')
await import('../main.ts')
