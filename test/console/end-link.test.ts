import { expect, it, vi } from 'vitest'
import { consoleApp, ORIGIN, sampleOperations } from './console.ts'

const ORDER = '/console/harbour/orders/ord%2F1001'
const revokeLink = vi.fn(async () => {})
const app = consoleApp({ operations: { ...sampleOperations, revokeLink } })
const press = (origin: string) =>
  app.request(`${ORDER}/link`, { method: 'POST', headers: { origin } })

it('offers on the order’s page to end its link, and asks first', async () => {
  expect(await (await app.request(ORDER)).text()).toContain(`href="${ORDER}/link"`)
  expect(await (await app.request(`${ORDER}/link`)).text()).toContain('the customer’s own too')
  expect(revokeLink).not.toHaveBeenCalled()
})

it('ends it under the name of who is signed in, and says so', async () => {
  expect((await press('https://evil.example')).status).toBe(403)
  expect(revokeLink).not.toHaveBeenCalled()
  const answer = await press(ORIGIN)
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `${ORDER}?done=revoked`])
  expect(revokeLink).toHaveBeenCalledWith('m_1', 'ord/1001', 'sam@example.test')
  const after = await (await app.request(`${ORDER}?done=revoked`)).text()
  expect(after).toContain('The next message carries a new one.')
})
