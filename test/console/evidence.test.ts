import { expect, it } from 'vitest'
import { consoleApp } from './console.ts'

const ORDER = '/console/harbour/orders/ord%2F1001'
const app = consoleApp()

it('can be downloaded from the page of its order, as a document and as data', async () => {
  const page = await (await app.request(ORDER)).text()

  for (const [kind, type] of [
    ['pdf', 'application/pdf'],
    ['json', 'application/json'],
  ] as const) {
    expect(page).toContain(`href="${ORDER}/evidence.${kind}"`)
    const file = await app.request(`${ORDER}/evidence.${kind}`)
    expect(file.headers.get('content-type')).toBe(type)
    expect(file.headers.get('content-disposition')).toBe(
      `attachment; filename="evidence-1001.${kind}"`,
    )
    expect(file.headers.get('cache-control')).toBe('no-store')
    expect(await file.text()).toBe(kind)
  }
})

it('is of one’s own merchants alone', async () => {
  for (const path of ['north/orders/ord%2F1001', 'harbour/orders/none', 'nowhere/orders/1'])
    expect((await app.request(`/console/${path}/evidence.pdf`)).status).toBe(404)
})
