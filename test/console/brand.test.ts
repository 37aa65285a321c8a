import { describe, expect, it } from 'vitest'
import { readBrandForm } from '../../src/console/brand-form.ts'
import type { Brand } from '../../src/domain/brand.ts'
import { DomainError } from '../../src/domain/error.ts'
import { orderStatus } from '../../src/domain/order.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { drawBrandPreview } from '../../src/http/brand-preview.ts'
import { SAMPLE_STATES } from '../../src/operations/brand-console-types.ts'
import { sampleOrder } from '../../src/operations/sample-order.ts'
import { aMerchant } from '../support/order-state.ts'
import { consoleApp, ORIGIN, sampleOperations } from './console.ts'

const PATH = '/console/harbour/brand'
const LOGO = 'data:image/png;base64,AAAA'
const NOW = '2026-03-10T14:00:00.000Z'

/** The page over a brand that is kept in here, with the real preview. */
function appOver(brand: Brand, { taken = false } = {}) {
  const kept: Brand[] = []
  const operations: typeof sampleOperations = {
    ...sampleOperations,
    readBrand: async () => brand,
    saveBrand: async (_, next) => {
      if (taken) throw new DomainError('conflict', 'It is proven to be another shop’s')
      kept.push(next)
    },
  }
  const app = consoleApp({ operations, drawPreview: drawBrandPreview })
  const post = (path: string, fields: Record<string, string>, origin = ORIGIN) =>
    app.request(path, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    })
  return { app, kept, post }
}

describe('the page of the brand', () => {
  it('shows what is kept, in a form and in a frame', async () => {
    const links = [{ label: 'Returns', url: 'https://shop.example/returns' }]
    const { app } = appOver({ color: '#0b6e4f', links, hero: { open: 'We <3 you' } })
    const html = await (await app.request(PATH)).text()
    expect(html).toContain('value="#0b6e4f"')
    expect(html).toContain('Returns | https://shop.example/returns')
    expect(html).toContain('We &lt;3 you')
    expect(html).toMatch(/<iframe[^>]+name="preview"[^>]+sandbox=""/)
  })

  it('tries on what is not kept, and keeps nothing', async () => {
    const { kept, post } = appOver({ color: '#0b6e4f' })
    const answer = await post(`${PATH}/preview`, {
      color: '#ffe066',
      corners: 'round',
      'hero.delivered': 'Enjoy <b>it</b>.',
      links: 'Returns | https://shop.example/returns\nBad | javascript:alert(1)',
      state: 'delivered',
    })
    const html = await answer.text()
    expect(answer.status).toBe(200)
    expect(html).toContain('--brand:#ffe066')
    expect(html).toContain('Enjoy &lt;b&gt;it&lt;/b&gt;.')
    // What is wrong is said, and is not drawn.
    expect(html).toContain('links, line 2, the URL behind it: an http(s) URL')
    expect(html).not.toContain('javascript:alert')
    expect(html).toContain('color on #ffffff: 1.30 to 1 (3 needed)')
    expect(kept).toEqual([])
  })

  it('shows the mail as well, in the brand that is tried on, where nothing runs', async () => {
    const { kept, post } = appOver({})
    const answer = await post(`${PATH}/preview`, { look: 'mail', footer: 'Alder', state: 'open' })
    expect(await answer.text()).toContain('Alder')
    expect(answer.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/)
    expect(kept).toEqual([])
  })

  it('is drawn where nothing runs, leads nowhere, and only we frame it', async () => {
    const { app } = appOver({})
    const answer = await app.request(`${PATH}/preview`)
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("frame-ancestors 'self'; sandbox")
    expect(policy).toContain("form-action 'none'")
    expect(policy).not.toContain('unsafe')
    expect(await answer.text()).not.toMatch(/href="\/t\//)
  })

  it('keeps a brand with what is not in the form', async () => {
    const stored: Brand = {
      color: '#0b6e4f',
      logo: LOGO,
      domain: 'track.shop.example',
      footer: 'x',
    }
    const { kept, post } = appOver(stored)
    const answer = await post(PATH, { color: '#123456', 'social.x': 'https://x.com/a', footer: '' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${PATH}?done=saved`])
    expect(kept).toEqual([
      {
        color: '#123456',
        logo: LOGO,
        domain: 'track.shop.example',
        social: { x: 'https://x.com/a' },
      },
    ])
  })

  it('keeps nothing that is wrong, and says each fault', async () => {
    const { kept, post } = appOver({})
    const answer = await post(PATH, { color: '#ffe066', contrast: 'refuse', links: 'nonsense' })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('has a contrast of 1.30 to 1 on #ffffff; 3 to 1 is needed')
    expect(html).toContain('<code>links, line 1, the URL behind it</code>')
    const taken = appOver({ domain: 'track.shop.example' }, { taken: true })
    expect((await taken.post(PATH, {})).status).toBe(422)
    expect(kept).toEqual([])
  })

  it('takes no form of another site', async () => {
    const { post } = appOver({})
    for (const path of [PATH, `${PATH}/preview`])
      expect((await post(path, {}, 'https://evil.example')).status).toBe(403)
  })
})

describe('the made-up order', () => {
  it.each(SAMPLE_STATES)('is %s', async (state) => {
    const merchant = { ...aMerchant(), policy: defaultPolicy() }
    const order = sampleOrder(merchant, state, NOW)
    expect(orderStatus(order)).toBe(state)
    expect(order.pending).toEqual([])
  })
})

describe('the form of the brand', () => {
  it('is the brand again that it was filled from', () => {
    const brand: Brand = {
      color: '#0b6e4f',
      color_dark: '#6fd3b0',
      font: 'serif',
      corners: 'square',
      contrast: 'refuse',
      footer: 'a\nb',
    }
    const { contrast, ...fields } = brand
    const form = { ...fields, contrast } as Record<string, unknown>
    expect(readBrandForm({}, form)).toMatchObject({ brand, faults: [] })
  })
})
