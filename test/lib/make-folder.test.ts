import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeFolder } from '../../src/lib/make-folder.ts'

describe('makeFolder', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tidings-folder-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('makes it with those above it, and minds nothing that is there', () => {
    const path = join(folder, 'a', 'b')
    makeFolder(path)
    makeFolder(path)
    expect(statSync(path).isDirectory()).toBe(true)
  })

  it('fails below a file', () => {
    writeFileSync(join(folder, 'file'), '')
    expect(() => makeFolder(join(folder, 'file', 'a', 'b'))).toThrow('ENOTDIR')
  })
})
