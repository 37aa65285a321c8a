import { existsSync } from 'node:fs'

/** A database that cannot be opened or reached: for who set DATABASE_URL to mend, not for us. */
export class DatabaseFault extends Error {}

type Failure = { code?: string; message?: string; path?: string; errors?: Failure[] }

const FILE = 'the file cannot be opened'
const FOLDER = 'its folder cannot be made or used'
const SERVER = 'the server cannot be reached'

/** What is wrong, by the codes of Node, SQLite and PostgreSQL. */
const MEANINGS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not use the file or its folder',
  EPERM: 'this user may not use the file or its folder',
  EISDIR: 'the path is a folder, and a file is needed',
  ENOTDIR: 'a part of the path is not a folder',
  EEXIST: FOLDER,
  ENOENT: FOLDER,
  ELOOP: FOLDER,
  ENAMETOOLONG: FILE,
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  SQLITE_CANTOPEN: FILE,
  SQLITE_PERM: FILE,
  SQLITE_READONLY: 'the file cannot be written',
  SQLITE_NOTADB: 'the file is not an SQLite database',
  ECONNREFUSED: SERVER,
  ECONNRESET: SERVER,
  EHOSTUNREACH: SERVER,
  ENETUNREACH: SERVER,
  ETIMEDOUT: SERVER,
  ENOTFOUND: 'there is no host of this name',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  '28P01': 'the server refuses the user or the password',
  '28000': 'the server refuses the user or the password',
  '3D000': 'the server has no such database',
}

/**
 * Refuses an SQLite file that is not there, for commands that only look into one: made anew it would
 * be empty, and "there is no such merchant" would send somebody the wrong way.
 */
export function refuseMissingFile(url: string) {
  const path = url.startsWith('sqlite:') ? url.slice('sqlite:'.length) : null
  if (path !== null && path !== ':memory:' && !existsSync(path))
    throw new DatabaseFault(`there is no database at ${path}`)
}

/** The error in words where the cause is the address of the database, else itself. */
export function asDatabaseFault(error: unknown): unknown {
  const failure = error as Failure
  const meaning = MEANINGS[codeOf(failure)]
  return meaning ? new DatabaseFault(`${meaning} (${detailOf(failure)})`, { cause: error }) : error
}

/** SQLite refines some codes: SQLITE_CANTOPEN_ISDIR. */
function codeOf({ code = '' }: Failure): string {
  return code.startsWith('SQLITE_') ? code.split('_', 2).join('_') : code
}

/** A host of several addresses fails with one error for each, and says nothing itself. */
function detailOf({ message, errors = [], code = '' }: Failure): string {
  return (message || errors[0]?.message || code).replace(/\s+/g, ' ')
}
