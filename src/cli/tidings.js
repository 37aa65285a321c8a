#!/usr/bin/env node
// Plain JavaScript that any Node can read, and imports that wait for the check: better-sqlite3 ends
// an older Node with a segmentation fault and not a word.
import { tooOld } from './node-version.js'

const fault = tooOld(process.versions.node)
if (fault) {
  console.error(fault)
  process.exit(78)
}

const { register } = await import('tsx/esm/api')
const { fileURLToPath } = await import('node:url')
// By its own path: tsx looks in the working folder, and pages need its `jsxImportSource`.
register({ tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)) })
await import('../main.ts')
