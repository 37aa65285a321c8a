import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { platform, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { asDatabaseFault, DatabaseFault } from '../../src/lib/database-fault.ts'

/** Two seconds where nothing else runs. */
const START_MS_MAX = 60_000
const run = promisify(execFile)

describe('a start without its database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tidings-start-'))
  /** Most of a start is the loading of code: what the first compiled, the others take. */
  const env = { NODE_COMPILE_CACHE: join(folder, 'compiled') }
  const migrate = (url: string, more: Record<string, string>) =>
    run(process.execPath, ['src/cli/tidings.js', 'migrate'], {
      env: { DATABASE_URL: url, ...env, ...more },
      timeout: START_MS_MAX,
    }).catch((error: { code: number; stderr: string }) => error)

  mkdirSync(join(folder, 'folder'))
  writeFileSync(join(folder, 'text'), 'this is a text, and not a database of anybody\n'.repeat(99))
  afterAll(() => rmSync(folder, { recursive: true }))

  const secret = { TIDINGS_SECRET: 'a secret of at least 32 characters' }

  const cases: [name: string, url: string, words: string, more: Record<string, string>][] = [
    ['a folder', `sqlite:${folder}/folder`, 'the path is a folder', {}],
    ['another file', `sqlite:${folder}/text`, 'not an SQLite database', {}],
    ['a path below a file', `sqlite:${folder}/text/x.db`, 'not a folder', {}],
    ['a path below a file, with a secret', `sqlite:${folder}/text/x.db`, 'not a folder', secret],
    ['no server', 'postgres://u:hunter2@127.0.0.1:1/x', 'cannot be reached', secret],
  ]
  if (platform() === 'linux') {
    cases.push(['a folder that cannot be made', 'sqlite:/proc/x/y.db', 'folder', {}])
  }

  it.each(cases)(
    'says so in a line and exits 78: %s',
    async (_, url, words, more) => {
      const { code, stderr } = (await migrate(url, more)) as { code: number; stderr: string }
      expect({ code, stderr }).toEqual({
        code: 78,
        stderr: expect.stringMatching(new RegExp(`^DATABASE_URL: .*${words}.*\\n$`)),
      })
      expect(stderr).not.toContain('hunter2')
      expect(readdirSync(folder).some((name) => name === 'folder.secret')).toBe(false)
    },
    START_MS_MAX,
  )
})

describe('a fault of the database', () => {
  const fault = (code: string) => asDatabaseFault(Object.assign(new Error('its\nwords'), { code }))

  it.each([
    'SQLITE_CANTOPEN',
    'SQLITE_CANTOPEN_ISDIR',
    'SQLITE_NOTADB',
    'SQLITE_READONLY_DIRECTORY',
    'EACCES',
    'EISDIR',
    'ENOTDIR',
    'ECONNREFUSED',
    'ENOTFOUND',
    '28P01',
    '3D000',
  ])('is %s, in one line', (code) => {
    expect(fault(code)).toBeInstanceOf(DatabaseFault)
    expect((fault(code) as Error).message).toMatch(/^\S.* \(its words\)$/)
  })

  it('has words of its own where a host of several addresses answers at none', () => {
    const refused = new AggregateError([new Error('connect ECONNREFUSED ::1:5432')])
    const { message } = asDatabaseFault(Object.assign(refused, { code: 'ECONNREFUSED' })) as Error
    expect(message).toContain('connect ECONNREFUSED ::1:5432')
  })

  it('is nothing else: what is ours keeps its stack', () => {
    const ours = new TypeError('x is not a function')
    expect(asDatabaseFault(ours)).toBe(ours)
    expect(fault('23505')).not.toBeInstanceOf(DatabaseFault)
  })
})
