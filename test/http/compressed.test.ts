import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { gzipOfParts } from '../../src/http/compressed-parts.ts'
import { answerPage } from '../../src/http/pages.ts'
import { FIXED_PARTS, type Page } from '../../tracking-page/index.ts'
import { pageStates } from '../support/page-states.ts'

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

describe('a page with parts that all pages have', () => {
  const gunzipped = (text: string, fixed: readonly string[]) =>
    gunzipSync(gzipOfParts(text, fixed)).toString()
  const FIXED = ['a{color:red}'.repeat(300), 'söme()\n'.repeat(200)]

  it.each([
    ['both, in order', `<p>é</p>${FIXED[0]}<b>x</b>${FIXED[1]}</html>`],
    ['one of them', `<p>é</p>${FIXED[1]}`],
    ['them first and last', `${FIXED[0]}ö${FIXED[1]}`],
    ['nothing else', FIXED.join('')],
    ['them in another order', `${FIXED[1]}–${FIXED[0]}`],
    ['one twice', `${FIXED[0]}${FIXED[0]}`],
    ['none', 'just this'],
    ['nothing at all', ''],
  ])('is what it was once it is unpacked: with %s', (_, text) => {
    expect(gunzipped(text, FIXED)).toBe(text)
    expect(gunzipped(text, [...FIXED, ''])).toBe(text)
  })

  it.each(Object.keys(pageStates))('and so is each page: %s', (name) => {
    const { html } = (pageStates[name] as () => Page)()
    expect(gunzipped(html, FIXED_PARTS)).toBe(html)
    for (const part of FIXED_PARTS.slice(0, 1)) expect(html).toContain(part)
  })

  it('is sent so to who takes it, else by brotli, and as it is to who takes neither', async () => {
    const { html } = (pageStates.moving as () => Page)()
    const page = new Hono().get('/', (c) => answerPage(c, { html, status: 200, headers: {} }))
    const codings = ['gzip, deflate, br, zstd', 'br', 'gzip;q=0, br', 'identity'].map(
      async (accepts) => {
        const answer = await page.request('/', { headers: { 'accept-encoding': accepts } })
        expect(answer.headers.get('vary')).toBe('accept-encoding')
        return answer.headers.get('content-encoding')
      },
    )
    expect(await Promise.all(codings)).toEqual(['gzip', 'br', 'br', null])
  })
})

it('leaves it as it is where nothing else is taken, or nothing is won', async () => {
  for (const accepts of [undefined, 'identity', 'br;q=0, gzip; q=0.0', 'zstd']) {
    const { coding, bytes } = await ask('/long', accepts)
    expect([coding, bytes.toString()]).toEqual([null, HTML])
  }
  expect(await ask('/short', 'br')).toMatchObject({ status: 404, coding: null })
})
