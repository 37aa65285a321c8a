import { beforeAll, expect, it } from 'vitest'
import { CARD } from '../../../src/domain/brand-colors.ts'
import { eachDatabase } from '../../support/databases.ts'
import { placed, pointersOf, type Shop, type TestApp, testApp, trackingPath } from '../http-app.ts'

const BRAND = {
  color: '#ffe066',
  corners: 'round',
  font: 'serif',
  links: [
    { label: 'Returns <b>', url: 'https://alder.test/returns?a=1&b=2' },
    { label: 'Help', url: 'https://alder.test/help' },
  ],
  hero: { open: 'Made to order in Hudson. <script>alert(1)</script>', delivered: 'Enjoy it.' },
  social: { youtube: 'https://youtube.com/@alder', instagram: 'https://instagram.com/alder' },
  footer: 'Alder & Co',
}

eachDatabase('a brand', (open) => {
  let test: TestApp
  let shop: Shop
  let path: string
  beforeAll(async () => {
    test = await testApp(await open())
    shop = await test.newShop()
    await test.call('POST', '/v1/events', placed('1'), shop.key)
    path = await trackingPath(test, shop, '1')
  })
  const put = (brand: unknown) => test.call('PUT', '/v1/brand', brand, shop.key)
  const page = async () => (await test.app.request(path)).text()

  it('is kept as it was given, and dresses the page', async () => {
    expect(await (await put(BRAND)).json()).toMatchObject(BRAND)
    expect(await (await test.call('GET', '/v1/brand', undefined, shop.key)).json()).toEqual(BRAND)
    const html = await page()
    expect(html).toContain('<a href="https://alder.test/returns?a=1&amp;b=2"')
    expect(html).toContain('Returns &lt;b&gt;')
    expect(html).toContain('Made to order in Hudson. &lt;script&gt;alert(1)&lt;/script&gt;')
    expect(html).not.toContain('Enjoy it.')
    expect(html.indexOf('>Instagram<')).toBeGreaterThan(html.indexOf('<footer>'))
    expect(html.indexOf('>YouTube<')).toBeGreaterThan(html.indexOf('>Instagram<'))
    expect(html).toContain('--font:"Charter"')
    expect(html).toContain('--round-card:16px')
  })

  it('names a field that there is none of, and changes nothing', async () => {
    await put(BRAND)
    const answer = await put({ ...BRAND, colour: '#000000', color: 'red' })
    expect(answer.status).toBe(422)
    const unknown = await put({ ...BRAND, colour: '#000000', adjusted: [] })
    expect([unknown.status, await pointersOf(unknown)]).toEqual([422, ['/colour']])
    expect(await (await test.call('GET', '/v1/brand', undefined, shop.key)).json()).toEqual(BRAND)
  })

  it('is drawn in a colour that shows, where its own does not', async () => {
    await put(BRAND)
    const html = await page()
    expect(html).toMatch(/--brand:#ffe066;--on-brand:#000000;--progress:#[0-9a-f]{6}/)
    expect(html).not.toContain('--progress:#ffe066}}@media')
  })

  it('says in its answer which colour was moved, from what to what, and by which ratio', async () => {
    const given = { color: '#ffe066', color_dark: '#20303a', color_text: '#fff3b0' }
    const answer = (await (await put(given)).json()) as { adjusted: object[] }
    expect(answer.adjusted).toEqual([
      {
        field: 'color',
        scheme: 'light',
        from: '#ffe066',
        to: expect.stringMatching(/^#[0-9a-f]{6}$/),
        on: CARD.light,
        ratio: 1.3,
        ratio_after: expect.closeTo(3.2, 0),
        needed: 3,
      },
      expect.objectContaining({ field: 'color_text', from: '#fff3b0', on: '#ffe066', needed: 4.5 }),
      expect.objectContaining({ field: 'color_dark', scheme: 'dark', on: CARD.dark }),
    ])
    const drawn = answer.adjusted as { to: string; ratio_after: number; needed: number }[]
    for (const { ratio_after, needed } of drawn) expect(ratio_after).toBeGreaterThanOrEqual(needed)
    expect(await page()).toContain(`--progress:${drawn[0]?.to}`)
    // Put again as it was answered, it is the same brand.
    expect(await (await put(answer)).json()).toEqual(answer)
    expect(await (await test.call('GET', '/v1/brand', undefined, shop.key)).json()).toEqual(given)
    expect(await (await put({ color: '#0b6e4f', color_dark: '#5fd0a5' })).json()).toMatchObject({
      adjusted: [],
    })
  })

  it('is refused whole with every ratio, where the merchant wants that, and nothing changes', async () => {
    await put({ footer: 'before' })
    const wrong = { ...BRAND, contrast: 'refuse', color_text: '#fff3b0' }
    const answer = await put(wrong)
    expect(answer.status).toBe(422)
    const { errors } = (await answer.json()) as { errors: { pointer: string; message: string }[] }
    expect(errors).toEqual([
      {
        pointer: '/color',
        message: `has a contrast of 1.30 to 1 on ${CARD.light}; 3 to 1 is needed`,
      },
      { pointer: '/color_text', message: expect.stringMatching(/on #ffe066; 4.5 to 1 is needed$/) },
    ])
    expect(await (await test.call('GET', '/v1/brand', undefined, shop.key)).json()).toEqual({
      footer: 'before',
    })
  })

  it('is refused with every fault that it has', async () => {
    const answer = await put({
      links: [{ label: '', url: 'javascript:alert(1)' }],
      social: { x: 'mailto:a@b.test' },
      corners: 'wavy',
    })
    expect(answer.status).toBe(422)
    expect(await pointersOf(answer)).toEqual([
      '/corners',
      '/links/0/label',
      '/links/0/url',
      '/social/x',
    ])
  })
})
