import { randomInt } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { mergeConfig } from 'vitest/config'
import usual from '../vitest.config.ts'

const SEED_MAX = 2 ** 31
const SOAK = 20

const seed = process.env.SEED ?? String(randomInt(SEED_MAX))
console.log(`SEED=${seed} npm run soak tries the same again.`)

/** What does more where it may take its time: properties, and what asks for it. */
const asksForMore = (path: string) =>
  /from '(?:fast-check|[./]+\/support\/runs\.ts)'/.test(readFileSync(path, 'utf8'))

/** The properties again, twenty times as often and by another seed: minutes, not seconds. */
export default mergeConfig(usual, {
  test: {
    env: { SOAK: String(SOAK), SEED: seed },
    testTimeout: 1_800_000,
    exclude: globSync('test/**/*.test.{ts,tsx}').filter((path) => !asksForMore(path)),
  },
})
