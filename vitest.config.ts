import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Without this line .tsx tests fail: vitest 5 ignores the old `esbuild` key.
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/support/postgres.ts'],
    pool: 'forks',
    restoreMocks: true,
    testTimeout: 20_000,
    // The first file that asks for PostgreSQL waits until it has started.
    hookTimeout: 60_000,
  },
})
