import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ALONE, changesWhatIsShared } from './support/alone.ts'

const sources = globSync('test/**/*.{ts,tsx}')
  .filter((path) => path !== 'test/alone.test.ts')
  .map((path) => ({ path, source: readFileSync(path, 'utf8') }))

describe('files that share a process', () => {
  it('change nothing that the next file would find changed', () => {
    const changing = sources.filter(({ source }) => changesWhatIsShared(source))
    expect(changing.length).toBeGreaterThan(0)
    expect(changing.map(({ path }) => path).filter((path) => !ALONE.includes(path))).toEqual([])
  })

  it('are not on the list by a name that no file has', () => {
    const paths = sources.map(({ path }) => path)
    expect(ALONE.filter((path) => !paths.includes(path))).toEqual([])
  })

  it('are on the list once', () => {
    expect(ALONE.filter((path, at) => ALONE.indexOf(path) !== at)).toEqual([])
  })
})

describe('what outlives a file', () => {
  it.each([
    "vi.mock('../src/x.ts', () => ({}))",
    "vi.stubEnv('PORT', '1')",
    "vi.stubGlobal('fetch', () => null)",
    'vi.useFakeTimers()',
    "import { setupServer } from 'msw/node'",
    "process.env.PORT = '1'",
    "process.env['PORT'] ??= '1'",
    'globalThis.fetch = own',
    "Object.defineProperty(globalThis, 'fetch', {})",
    "process.chdir('/tmp')",
  ])('is seen: %s', (source) => expect(changesWhatIsShared(source)).toBe(true))

  it.each([
    "vi.spyOn(handle.connection, 'exec')",
    'const own = process.env.CHROMIUM_PATH',
    "if (process.env.SOAK === '20') return",
    'env: { ...process.env, LC_ALL: 1 }',
    'globalThis.x === 1',
  ])('is not seen where there is none: %s', (source) =>
    expect(changesWhatIsShared(source)).toBe(false),
  )
})
