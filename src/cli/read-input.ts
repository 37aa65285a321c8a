import { readFile } from 'node:fs/promises'
import { DomainError } from '../domain/error.ts'

/** The text of a file that was named on the command line; a wrong name is said in one line. */
export async function readInput(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new DomainError('not_found', `${path} cannot be read: ${code ?? message}`)
  }
}
