import { execFile } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, expect, it, vi } from 'vitest'
import type { CliApp } from '../../src/cli/cli-app.ts'
import { simulateCommand } from '../../src/cli/simulate.ts'
import { onSqlite } from '../support/databases.ts'
import { temporaryFolder } from '../support/folder.ts'
import { COMPILED, TIDINGS } from '../support/process.ts'
import { openShop, waitingLine } from '../support/shop.ts'

afterEach(() => vi.restoreAllMocks())

onSqlite('tidings simulate', (open) => {
  it('answers a program as the API does, in names with underscores', async () => {
    const shop = await openShop(await open())
    await shop.place([waitingLine('1')])
    await shop.advance('P9D')
    const file = join(await temporaryFolder('simulate-'), 'policy.json')
    writeFileSync(file, JSON.stringify({ kinds_off: ['backorder_checkin'] }))
    const log = vi.spyOn(console, 'log').mockImplementation(() => {})
    const app = { services: shop.services } as unknown as CliApp
    const args = ['--merchant', shop.merchant.slug, '--policy', file, '--json']
    await simulateCommand(app, args, {} as Parameters<typeof simulateCommand>[2])

    const said = String(log.mock.calls[0]?.[0])
    expect(JSON.parse(said)).toMatchObject({
      orders: 1,
      was: { by_kind: { backorder_checkin: 1 }, over_budget: 0 },
      differences: [{ order_id: 'ord_1', order_number: '1001' }],
    })
    expect(said.match(/"[a-z_]*[A-Z]\w*":/g)).toBeNull()
  })

  it('refuses a database that is not there, and makes none', async () => {
    const path = join(await temporaryFolder('simulate-'), 'mistyped.db')
    const answer = await promisify(execFile)(
      process.execPath,
      [TIDINGS, 'simulate', '--merchant', 'x', '--policy', '/dev/null'],
      { env: { ...COMPILED, DATABASE_URL: `sqlite:${path}` } },
    ).catch((error: { code: number; stderr: string }) => error)

    expect(answer).toMatchObject({ code: 78, stderr: expect.stringContaining('no database at') })
    expect(existsSync(path)).toBe(false)
  })
})
