import { readFileSync } from 'node:fs'
import { hashKey } from '../lib/crypto.ts'
import { compressedOnce } from './compressed.ts'

const body = readFileSync(new URL('./assets/availability.js', import.meta.url), 'utf8')

/** What a shop's pages load. Its version is of its content, so that a page may keep it for good. */
export const availabilityScript = {
  body,
  version: hashKey(body).slice(0, 12),
  encoded: compressedOnce(body),
}
