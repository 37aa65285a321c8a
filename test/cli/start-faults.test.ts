import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { platform, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { asDatabaseFault, DatabaseFault } from '../../src/lib/database-fault.ts'
import { silentLog } from '../../src/lib/log.ts'
import { COMPILED, TIDINGS } from '../support/process.ts'

describe('a start without its database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tidings-start-'))
  mkdirSync(join(folder, 'folder'))
  writeFileSync(join(folder, 'text'), 'this is a text, and not a database of anybody\n'.repeat(99))
  afterAll(() => rmSync(folder, { recursive: true }))

  const start = async (env: Record<string, string>) => {
    const read = readConfig(env)
    if (!read.ok) throw new Error(JSON.stringify(read.faults))
    return createApp(read.config, silentLog)
  }

  it('says so in a line and exits 78', async () => {
    const started = promisify(execFile)(process.execPath, [TIDINGS, 'migrate'], {
      env: { ...COMPILED, DATABASE_URL: `sqlite:${folder}/folder` },
    })
    expect(await started.catch((error) => error)).toMatchObject({
      code: 78,
      stderr: expect.stringMatching(/^DATABASE_URL: .*the path is a folder.*\n$/),
    })
  })

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

  it.each(cases)('is one that its owner can mend: %s', async (_, url, words, more) => {
    const fault = await start({ DATABASE_URL: url, ...more }).catch((error: unknown) => error)
    expect(fault).toBeInstanceOf(DatabaseFault)
    const { message } = fault as DatabaseFault
    expect(message).toMatch(new RegExp(`^.*${words}.*$`))
    expect(message).not.toContain('hunter2')
    expect(readdirSync(folder).some((name) => name === 'folder.secret')).toBe(false)
  })
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
