import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadOrMakeSecret, secretPathBeside } from '../../src/lib/secret-file.ts'

describe('loadOrMakeSecret', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tidings-secret-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('makes it once, in a folder that need not exist, for its owner alone', () => {
    const path = secretPathBeside(join(folder, 'data', 'tidings.db'))
    const made = loadOrMakeSecret(path)

    expect(path).toBe(join(folder, 'data', 'tidings.secret'))
    expect(made.length).toBeGreaterThanOrEqual(32)
    expect(made).not.toContain(',')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(loadOrMakeSecret(path)).toBe(made)
    expect(readdirSync(join(folder, 'data'))).toEqual(['tidings.secret'])
  })

  it('refuses an empty file, which would be a secret that everybody knows', () => {
    const path = join(folder, 'tidings.secret')
    writeFileSync(path, '')

    expect(() => loadOrMakeSecret(path)).toThrow('holds no secret')
  })
})
