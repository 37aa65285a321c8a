import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { answerPage } from '../../src/http/pages.ts'

const HTML = `<p>${'Widget Pro ships by Friday, März 20. '.repeat(100)}</p>`
const app = new Hono()
  .get('/long', (c) => answerPage(c, { html: HTML, status: 200, headers: {} }))
  .get('/short', (c) => answerPage(c, { html: '<p>x</p>', status: 404, headers: {} }))

async function ask(path: string, accepts?: string) {
  const headers: Record<string, string> = accepts ? { 'accept-encoding': accepts } : {}
  const answer = await app.request(path, { headers })
  return {
    status: answer.status,
    coding: answer.headers.get('content-encoding'),
    vary: answer.headers.get('vary'),
    bytes: Buffer.from(await answer.arrayBuffer()),
  }
}

it('sends a page in the smallest form that its reader takes', async () => {
  const brotli = await ask('/long', 'gzip, deflate, br, zstd')
  expect([brotli.coding, brotli.vary]).toEqual(['br', 'accept-encoding'])
  expect(brotliDecompressSync(brotli.bytes).toString()).toBe(HTML)
  const gzip = await ask('/long', 'gzip')
  expect(gzip.coding).toBe('gzip')
  expect(gunzipSync(gzip.bytes).toString()).toBe(HTML)
  expect(brotli.bytes.length).toBeLessThan(HTML.length / 10)
})

it('leaves it as it is where nothing else is taken, or nothing is won', async () => {
  for (const accepts of [undefined, 'identity', 'br;q=0, gzip; q=0.0', 'zstd']) {
    const { coding, bytes } = await ask('/long', accepts)
    expect([coding, bytes.toString()]).toEqual([null, HTML])
  }
  expect(await ask('/short', 'br')).toMatchObject({ status: 404, coding: null })
})
