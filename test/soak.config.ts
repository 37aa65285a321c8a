import { mergeConfig } from 'vitest/config'
import usual from '../vitest.config.ts'

/** The properties again, twenty times as often: minutes, not seconds. */
export default mergeConfig(usual, {
  test: { env: { SOAK: '20' }, testTimeout: 1_800_000 },
})
