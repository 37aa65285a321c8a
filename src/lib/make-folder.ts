import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * The folder and those above it. Node's own `recursive` never returns below a file system that
 * answers ENOENT to every mkdir, as /proc does.
 */
export function makeFolder(path: string): void {
  if (existsSync(path)) return
  const parent = dirname(path)
  if (parent !== path) makeFolder(parent)
  try {
    mkdirSync(path)
  } catch (error) {
    // Another process may have made it meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}
