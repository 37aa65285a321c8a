import { defineConfig } from 'vitest/config'
import { ALONE } from './test/support/alone.ts'

export default defineConfig({
  // Without this line .tsx tests fail: vitest 5 ignores the old `esbuild` key.
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    globalSetup: ['test/support/postgres.ts'],
    pool: 'forks',
    // vitest leaves one core to itself, which on two is half: it has little to do once tests run.
    maxWorkers: '100%',
    restoreMocks: true,
    testTimeout: 20_000,
    // The first file that asks for PostgreSQL waits until it has started.
    hookTimeout: 60_000,
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
