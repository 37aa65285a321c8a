import { describe, expect, it } from 'vitest'
import { importRule } from './support/architecture/import-rules.ts'
import {
  clockRule,
  domainRule,
  environmentRule,
  timerRule,
} from './support/architecture/purity-rules.ts'
import { fileSizeRule, functionSizeRule } from './support/architecture/size-rules.ts'
import { parseSource, type Rule, readSources } from './support/architecture/source-file.ts'

const ours = readSources('src/**/*.{ts,tsx,js}', 'tracking-page/**/*.{ts,tsx}', 'migrations/*.ts')
const served = ours.filter(({ path }) => !path.startsWith('src/console/assets/'))
const sized = ours.filter(({ path }) => !path.startsWith('migrations/'))
const tests = readSources('test/**/*.{ts,tsx}')

const bites = (rule: Rule, path: string, text: string) =>
  rule(parseSource(path, text)).map(({ what }) => what)

it('looks at the sources', () => {
  expect(ours.length).toBeGreaterThan(50)
  expect(tests.length).toBeGreaterThan(10)
})

describe('imports', () => {
  it('follow the direction', () => {
    expect(served.flatMap(importRule)).toEqual([])
  })

  it.each([
    ['src/http/routes/a.ts', `import { x } from '../../db/x.ts'`, 'http must not import db'],
    ['src/http/routes/a.ts', `import type { X } from '../../db/x.ts'`, 'http must not import db'],
    ['src/http/a.ts', `import { x } from '../channels/x.ts'`, 'http must not import channels'],
    ['src/console/a.tsx', `import { x } from '../db/x.ts'`, 'console must not import db'],
    ['src/worker/a.ts', `export * from '../channels/x.ts'`, 'worker must not import channels'],
    ['src/operations/a.ts', `import '../http/x.ts'`, 'operations must not import http'],
    ['src/db/a.ts', `import { x } from '../channels/x.ts'`, 'db must not import channels'],
    ['src/channels/a.ts', `import { x } from '../db/x.ts'`, 'channels must not import db'],
    [
      'src/connectors/a.ts',
      `import { x } from '../render/x.ts'`,
      'connectors must not import render',
    ],
    ['src/render/a.ts', `await import('../db/x.ts')`, 'render must not import db'],
    [
      'src/render/a.ts',
      `import '../../tracking-page/x.ts'`,
      'render must not import tracking-page',
    ],
    ['src/domain/a.ts', `type X = import('../lib/x.ts').X`, 'domain must not import lib'],
    ['src/domain/a.ts', `import { hash } from 'node:crypto'`, 'domain must not import node:crypto'],
    ['src/lib/a.ts', `import type { X } from '../domain/x.ts'`, 'lib must not import domain'],
    [
      'tracking-page/a.tsx',
      `export { x } from '../src/lib/x.ts'`,
      'tracking-page must not import lib',
    ],
    ['src/domain/a.ts', `import { x } from '../app.ts'`, 'domain must not import app'],
    ['src/operations/a.ts', `import { sql } from 'kysely'`, 'operations must not know Kysely'],
    ['src/worker/a.ts', `import type { M } from 'kysely/migration'`, 'worker must not know Kysely'],
    [
      'src/operations/a.ts',
      `import { type X, x } from '../channels/x.ts'`,
      'operations may know channels by its types only',
    ],
    ['src/helpers/a.ts', '', 'lies in no known layer (helpers)'],
  ])('%s: %s', (path, text, what) => {
    expect(bites(importRule, path, text)).toEqual([what])
  })

  it.each([
    ['src/operations/a.ts', `import { type X, type Y } from '../channels/x.ts'`],
    ['src/operations/a.ts', `import type { X } from '../connectors/x.ts'`],
    ['src/http/auth/a.ts', `import { Kysely } from 'kysely'; import '../../db/open.ts'`],
    ['src/db/a.ts', `import { sql } from 'kysely'; import '../domain/x.ts'; import './y.ts'`],
    ['src/domain/a.ts', `import { z } from 'zod'; import { DateTime } from 'luxon'`],
    ['tracking-page/a.tsx', `import '../src/render/x.ts'; import '../src/domain/x.ts'`],
    ['src/main.ts', `import './app.ts'; import './config.ts'; import './lib/log.ts'`],
  ])('%s may: %s', (path, text) => {
    expect(bites(importRule, path, text)).toEqual([])
  })
})

describe('the clock', () => {
  it('is read in src/lib/clock.ts alone', () => {
    expect(served.flatMap(clockRule)).toEqual([])
  })

  it.each([
    'Date.now()',
    'const now = Date.now',
    'globalThis.Date.now()',
    `Date['now']()`,
    'new Date()',
    'Date()',
    'DateTime.now()',
    'DateTime.local()',
    'DateTime.utc()',
    `DateTime.utc({ locale: 'en' })`,
  ])('is read by %s', (text) => {
    expect(bites(clockRule, 'src/worker/a.ts', text)).toEqual(['reads the clock'])
    expect(bites(clockRule, 'src/lib/clock.ts', text)).toEqual([])
  })

  it.each(['new Date(at)', 'DateTime.utc(2026, 3, 1)', 'clock.now()', 'Date.parse(text)'])(
    'is not read by %s',
    (text) => {
      expect(bites(clockRule, 'src/worker/a.ts', text)).toEqual([])
    },
  )
})

describe('the environment', () => {
  it('is read in src/config.ts alone', () => {
    expect(ours.flatMap(environmentRule)).toEqual([])
  })

  it.each([
    'process.env.PORT',
    'const { PORT } = process.env',
    'globalThis.process.env',
    `import { env } from 'node:process'`,
  ])('is read by %s', (text) => {
    expect(bites(environmentRule, 'src/app.ts', text)).toEqual(['reads the environment'])
    expect(bites(environmentRule, 'src/config.ts', text)).toEqual([])
  })
})

describe('timers', () => {
  it('are owned by the worker and the process', () => {
    expect(served.flatMap(timerRule)).toEqual([])
  })

  it.each(['setTimeout(f, 10)', 'setInterval(f, 10)'])('%s is one', (text) => {
    expect(bites(timerRule, 'src/operations/a.ts', text)).toEqual(['owns a timer'])
    expect(bites(timerRule, 'src/worker/a.ts', text)).toEqual([])
  })
})

describe('the domain', () => {
  it('takes no chance and never waits', () => {
    expect(ours.flatMap(domainRule)).toEqual([])
  })

  it.each([
    ['Math.random()', 'takes a chance'],
    ['crypto.randomUUID()', 'takes a chance'],
    ['const f = async () => 1', 'does not answer at once'],
    ['await x', 'does not answer at once'],
    ['new Promise(f)', 'does not answer at once'],
    ['Promise.all(all)', 'does not answer at once'],
  ])('must not hold %s', (text, what) => {
    expect(bites(domainRule, 'src/domain/a.ts', text)).toEqual([what])
    expect(bites(domainRule, 'src/operations/a.ts', text)).toEqual([])
  })

  it('may use its own word promise', () => {
    const text = 'type Promise = { shipsBy: string }; function tell(promise: Promise) {}'

    expect(bites(domainRule, 'src/domain/a.ts', text)).toEqual([])
  })
})

describe('sizes', () => {
  const lines = (count: number, line: string) => `${line}\n`.repeat(count)
  const body = (text: string) => `function f() {\n${text}}\n`

  it('of files stay below 300 lines, of tests below 500', () => {
    expect([...sized, ...tests].flatMap(fileSizeRule)).toEqual([])
  })

  it('of functions stay below 60 lines', () => {
    expect(sized.flatMap(functionSizeRule)).toEqual([])
  })

  it('count the lines of a file', () => {
    const [source, test] = ['src/lib/a.ts', 'test/lib/a.test.ts']

    expect(bites(fileSizeRule, source, lines(300, 'f()'))).toEqual([])
    expect(bites(fileSizeRule, source, lines(301, 'f()'))).toEqual(['has 301 lines, more than 300'])
    expect(bites(fileSizeRule, test, lines(500, 'f()'))).toEqual([])
    expect(bites(fileSizeRule, test, lines(501, 'f()'))).toEqual(['has 501 lines, more than 500'])
  })

  it('count the lines of a function, of an arrow and of a method', () => {
    const what = ['has 61 lines, more than 60']
    const long = lines(59, 'g()')

    expect(bites(functionSizeRule, 'src/a.ts', body(lines(58, 'g()')))).toEqual([])
    expect(bites(functionSizeRule, 'src/a.ts', body(long))).toEqual(what)
    expect(bites(functionSizeRule, 'src/a.ts', `const f = () => {\n${long}}`)).toEqual(what)
    expect(bites(functionSizeRule, 'src/a.ts', `const o = { f() {\n${long}} }`)).toEqual(what)
  })

  it.each([
    ['JSX', `return <ul>\n${lines(80, '<li>{x}</li>')}</ul>\n`],
    ['a zod schema', `return z.object({\n${lines(80, 'a: z.string(),')}}).strict()\n`],
    ['a table of data', `const table = [\n${lines(80, `{ a: 1, b: ['x'] },`)}]\n`],
  ])('do not count %s', (_, text) => {
    expect(bites(functionSizeRule, 'src/a.tsx', body(text))).toEqual([])
    expect(bites(functionSizeRule, 'src/a.tsx', body(text + lines(59, 'g()')))).not.toEqual([])
  })

  it('count an object that computes', () => {
    const text = `return {\n${lines(59, 'a: compute(),')}}\n`

    expect(bites(functionSizeRule, 'src/a.ts', body(text))).toEqual(['has 63 lines, more than 60'])
  })
})
