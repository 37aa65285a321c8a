#!/usr/bin/env node
// Plain JavaScript that any Node can read, and imports that wait for the check: better-sqlite3 ends
// an older Node with a segmentation fault and not a word.
import { tooOld } from './node-version.js'

const fault = tooOld(process.versions.node)
if (fault) {
  console.error(fault)
  process.exit(78)
}

await import('./sources.js')
await import('../main.ts')
