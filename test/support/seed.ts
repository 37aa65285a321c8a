import fc from 'fast-check'
import { SEED, SOAK } from './runs.ts'

/** What fast-check tries where nothing is said. */
const RUNS = 100

/**
 * Before every test file, and for all that share a process: a rare case that fails is a bug to be
 * found, but not on the day of whoever changed something else.
 */
fc.configureGlobal({ seed: SEED, numRuns: RUNS * SOAK })
