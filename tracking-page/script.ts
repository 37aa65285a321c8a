import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/**
 * The one script, read once, inside the page and named by its hash in the policy: nothing else runs,
 * whatever gets into the page. A file of its own would be one more request for a bad connection.
 */
export const script = scriptOf(readFileSync(new URL('./script.js', import.meta.url), 'utf8'))

function scriptOf(source: string) {
  const js = minify(source)
  return { js, hash: `'sha256-${createHash('sha256').update(js).digest('base64')}'` }
}

/** Lines stay lines: without semicolons they are what ends a statement. */
function minify(source: string) {
  return source
    .split('\n')
    .map((line) => line.trim().replace(/ \/\/ .*$/, ''))
    .filter((line) => line !== '' && !line.startsWith('//'))
    .join('\n')
}
