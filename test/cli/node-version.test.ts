import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { tooOld } from '../../src/cli/node-version.js'

describe('tooOld', () => {
  it.each(['22.18.0', '22.19.1', '24.0.0', '26.10.0', process.versions.node])(
    'has nothing to say of %s',
    (version) => {
      expect(tooOld(version)).toBeNull()
    },
  )

  it.each(['22.17.9', '20.20.2', '18.0.0', '9.11.2'])('names %s in one line', (version) => {
    expect(tooOld(version)).toContain(version)
    expect(tooOld(version)).not.toContain('\n')
  })
})

describe('tidings.js', () => {
  it('exits 78 with that one line, before it loads anything else', () => {
    const pretend = `
      Object.defineProperty(process.versions, 'node', { value: '20.20.2' })
      await import('./src/cli/tidings.js')`
    const run = () =>
      execFileSync(process.execPath, ['--input-type=module', '--eval', pretend], { stdio: 'pipe' })

    expect(run).toThrow(
      expect.objectContaining({
        status: 78,
        stderr: Buffer.from(`${tooOld('20.20.2')}\n`),
        stdout: Buffer.from(''),
      }),
    )
  })
})
