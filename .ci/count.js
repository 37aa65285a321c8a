// Prints the runner's own count as the last line. Fails where a test failed, was skipped (a browser
// or a database that did not start must not look like success), or where none ran.
import { readFileSync } from 'node:fs'

/** @param {string} path of the JSON report of vitest */
function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return { testResults: [] }
  }
}

const files = read(process.argv[2]).testResults
const tests = files.flatMap((file) => file.assertionResults)
const count = (...statuses) => tests.filter(({ status }) => statuses.includes(status)).length

// A file that cannot even be loaded has no tests to count, and is a failure all the same.
const broken = files.filter(
  ({ status, assertionResults }) =>
    status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
)
for (const { name } of broken) console.log(`failed as a whole: ${name}`)

const passed = count('passed')
const failed = count('failed') + broken.length + (files.length === 0 ? 1 : 0)
const skipped = tests.length - passed - count('failed')
if (skipped > 0) console.log('skipped tests count as a failure here')

console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed === 0 && skipped === 0 && passed > 0 ? 0 : 1
