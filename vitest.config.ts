import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { ALONE } from './test/support/alone.ts'

export default defineConfig({
  // Without this line .tsx tests fail: vitest 5 ignores the old `esbuild` key.
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    globalSetup: ['test/support/postgres.ts'],
    setupFiles: ['test/support/seed.ts'],
    pool: 'forks',
    // vitest would leave one core to itself, and has little to do once tests run. One more than
    // there are: a test that waits for PostgreSQL, a browser or a process leaves its core to another.
    maxWorkers: availableParallelism() + 1,
    restoreMocks: true,
    // Room for a machine that is busy with other things: the slowest take a tenth of it.
    testTimeout: 60_000,
    // The first file that asks for PostgreSQL waits until it has started.
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: 'alone', include: ALONE } },
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ALONE,
          // One process runs many files: the code is loaded once, and is warm for all but the first.
          isolate: false,
        },
      },
    ],
  },
})
