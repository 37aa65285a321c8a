import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, watch } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { COMPILED } from '../support/process.ts'

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: { start: string }
}

describe.skipIf(process.platform === 'win32')('what npm starts, told to stop', () => {
  let folder: string
  let started: ChildProcess
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tidings-stop-'))
  })
  afterEach(() => {
    started.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  })

  /** As npm runs a script: a shell, to which alone the signal goes. */
  function start(env: Record<string, string>) {
    started = spawn('sh', ['-c', scripts.start], {
      env: {
        ...COMPILED,
        PATH: `node_modules/.bin:${process.env.PATH}`,
        DATABASE_URL: `sqlite:${folder}/tidings.db`,
        PORT: '0',
        ...env,
      },
    })
    let said = ''
    started.stdout?.on('data', (text) => {
      said += text
    })
    return { exit: once(started, 'exit'), said: () => said }
  }

  it('is the server itself, which exits 0', async () => {
    const { exit } = start({ TIDINGS_DEMO: '0' })
    await once(started.stdout as NodeJS.ReadableStream, 'data')
    started.kill('SIGTERM')

    expect(await exit).toEqual([0, null])
  })

  it('exits 0 before it runs as well', async () => {
    const { exit, said } = start({})
    const watcher = watch(folder)
    if (!existsSync(join(folder, 'tidings.db'))) await once(watcher, 'change')
    watcher.close()
    started.kill('SIGTERM')

    expect(await exit).toEqual([0, null])
    expect(said()).toBe('')
  })
})
