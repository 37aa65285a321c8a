import { expect, it } from 'vitest'
import { consoleApp, sampleOperations } from './console.ts'

const withSilence = (
  longestSilence: { orderId: string; orderNumber: string; since: string } | null,
) =>
  consoleApp({
    operations: {
      ...sampleOperations,
      searchOrders: async (...asked) => ({
        ...(await sampleOperations.searchOrders(...asked)),
        longestSilence,
      }),
    },
  })
const read = async (app: ReturnType<typeof consoleApp>, path: string) =>
  (await app.request(path)).text()

it('the list of orders says who has heard nothing longest, and leads there', async () => {
  const since = '2026-02-01T15:00:00.000Z'
  const app = withSilence({ orderId: 'ord/7', orderNumber: '<1007>', since })
  const page = await read(app, '/console/harbour')

  expect(page).toMatch(
    /Longest silence: \d+ d[^<]*<a href="\/console\/harbour\/orders\/ord%2F7">&lt;1007&gt;<\/a>/,
  )
  expect(await read(app, '/console/harbour?q=10')).not.toContain('Longest silence')
  expect(await read(withSilence(null), '/console/harbour')).not.toContain('Longest silence')
})
