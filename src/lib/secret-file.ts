import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, parse } from 'node:path'
import { randomToken } from './crypto.ts'
import { makeFolder } from './make-folder.ts'

const SECRET_BYTES = 32

/** `data/tidings.db` keeps its secret in `data/tidings.secret`. */
export function secretPathBeside(databasePath: string): string {
  const { dir, name } = parse(databasePath)
  return join(dir, `${name}.secret`)
}

/** The installation's own secret, made at its first start and readable by its owner alone. */
export function loadOrMakeSecret(path: string): string {
  const secret = read(path) ?? make(path)
  // An empty one (a disk that was full) would sign links that anybody can make.
  if (secret.length < SECRET_BYTES) throw new Error(`${path} holds no secret: restore it`)
  return secret
}

/** Written whole and then linked: of two processes that start together both end with the same one. */
function make(path: string): string {
  makeFolder(dirname(path))
  const draft = `${path}.${randomToken(6)}`
  writeFileSync(draft, `${randomToken(SECRET_BYTES)}\n`, { mode: 0o600, flag: 'wx' })
  try {
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
  return read(path) ?? ''
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
