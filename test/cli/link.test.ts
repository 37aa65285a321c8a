import { afterEach, expect, it, vi } from 'vitest'
import type { CliApp } from '../../src/cli/cli-app.ts'
import { revokeLinkCommand } from '../../src/cli/link.ts'
import { loadOrder } from '../../src/operations/read-orders.ts'
import { openLink } from '../../src/operations/tracking.ts'
import { onSqlite } from '../support/databases.ts'
import { ORDER, openShop, waitingLine } from '../support/shop.ts'

onSqlite('tidings link revoke', (open) => {
  afterEach(() => vi.restoreAllMocks())

  it('ends the link of an order, and says so; what it does not know it refuses', async () => {
    const said: string[] = []
    vi.spyOn(console, 'log').mockImplementation((text: string) => void said.push(text))
    const shop = await openShop(await open())
    const { services, merchant } = shop
    await shop.place([waitingLine('1')])
    const { trackingUrl } = await loadOrder(services, merchant, ORDER)
    const token = trackingUrl.split('/t/')[1] ?? ''
    const run = (...args: string[]) =>
      revokeLinkCommand(
        { services } as unknown as CliApp,
        args,
        {} as Parameters<typeof revokeLinkCommand>[2],
      )

    await expect(run('--merchant', merchant.slug)).rejects.toThrow('--order')
    await expect(run('--merchant', 'nobody', '--order', ORDER)).rejects.toThrow('no merchant')
    await expect(run('--merchant', merchant.slug, '--order', 'none')).rejects.toThrow('no order')
    expect((await openLink(services, token)).state.orderId).toBe(ORDER)

    await run('--merchant', merchant.slug, '--order', ORDER)
    await expect(openLink(services, token)).rejects.toMatchObject({ code: 'not_found' })
    await run('--merchant', merchant.slug, '--order', ORDER)
    expect(said).toEqual([
      `No link that was sent opens order ${ORDER} any more. The next message carries a new one.`,
      `No link opened order ${ORDER}.`,
    ])
  })
})
