import sharp from 'sharp'
import { beforeEach, expect, it } from 'vitest'
import { setBrand } from '../../../src/db/merchants.ts'
import type { Brand } from '../../../src/domain/brand.ts'
import { eachDatabase } from '../../support/databases.ts'
import { pngOf } from '../../support/picture-samples.ts'
import { ADMIN, aMerchantInput, pointersOf, type Shop, type TestApp, testApp } from '../http-app.ts'

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 40"><script>alert(1)</script><circle r="18"/></svg>'
const dataUrl = (type: string, bytes: string | Buffer) =>
  `data:image/${type};base64,${Buffer.from(bytes).toString('base64')}`
const DRAWN = /^data:image\/png;base64,/

eachDatabase('a logo', (open) => {
  let test: TestApp
  let shop: Shop
  beforeEach(async () => {
    test = await testApp(await open())
    shop = await test.newShop()
  })

  const send = (body: string | Buffer, key = shop.key) =>
    test.app.request('/v1/brand/logo', {
      method: 'PUT',
      body: typeof body === 'string' ? body : new Uint8Array(body),
      headers: { authorization: `Bearer ${key}`, 'content-type': 'text/html' },
    })
  const put = (brand: unknown) => test.call('PUT', '/v1/brand', brand, shop.key)
  const read = async () =>
    (await (await test.call('GET', '/v1/brand', undefined, shop.key)).json()) as Brand
  const served = () => test.app.request(`/m/${shop.slug}/logo`)

  it('is taken as a file, by what it is and not by what it is called', async () => {
    await put({ footer: 'Alder & Co' })
    const answer = await send(SVG)
    expect(answer.status).toBe(200)
    const brand = (await answer.json()) as Brand
    expect(brand).toEqual({ footer: 'Alder & Co', logo: expect.stringMatching(DRAWN) })
    expect(await read()).toEqual(brand)
  })

  it('is drawn anew where it comes in the brand as well, and once', async () => {
    const first = (await (await put({ logo: dataUrl('svg+xml', SVG) })).json()) as Brand
    expect(first.logo).toMatch(DRAWN)
    expect(await (await put({ ...first, footer: 'x' })).json()).toEqual({ ...first, footer: 'x' })
    const over = { ...aMerchantInput(), brand: { logo: dataUrl('png', pngOf(60, 20)) } }
    const created = await test.call('POST', '/v1/merchants', over, ADMIN)
    expect(created.status).toBe(201)
  })

  it('is served as a picture that runs nothing, and again only when it changed', async () => {
    expect((await served()).status).toBe(404)
    await send(SVG)
    const answer = await served()
    expect(answer.headers.get('content-type')).toBe('image/png')
    expect(answer.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 480, height: 96 })

    const headers = { 'if-none-match': answer.headers.get('etag') ?? '' }
    const again = await test.app.request(`/m/${shop.slug}/logo`, { headers })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })

  it('that an earlier release kept as a drawing can draw, and nothing else', async () => {
    const logo = dataUrl('svg+xml', SVG)
    await test.services.writer.write((db) => setBrand(db, shop.id, { logo }))
    const answer = await served()
    expect(answer.headers.get('content-type')).toBe('image/svg+xml')
    expect(answer.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/)
  })

  it('is refused where it is none, and the one before stays', async () => {
    await send(SVG)
    const before = await read()
    for (const wrong of ['<!doctype html><title>x</title>', '', SVG.replace('circle', 'text ')]) {
      const answer = await send(wrong)
      expect(answer.status, wrong).toBe(422)
    }
    expect((await send(Buffer.alloc(1024 * 1024 + 1))).status).toBe(413)
    const answer = await put({ logo: dataUrl('png', 'not a picture') })
    expect([answer.status, await pointersOf(answer)]).toEqual([422, ['/logo']])
    const brand = { logo: dataUrl('png', 'not a picture') }
    const created = await test.call('POST', '/v1/merchants', { ...aMerchantInput(), brand }, ADMIN)
    expect([created.status, await pointersOf(created)]).toEqual([422, ['/brand/logo']])
    expect(await read()).toEqual(before)
  })

  it('is taken away, and only by who has the key', async () => {
    await put({ logo: dataUrl('png', pngOf(60, 20)), footer: 'x' })
    expect((await send(SVG, 'key_none')).status).toBe(401)
    expect((await test.call('DELETE', '/v1/brand/logo')).status).toBe(401)
    const answer = await test.call('DELETE', '/v1/brand/logo', undefined, shop.key)
    expect(await answer.json()).toEqual({ footer: 'x' })
    expect((await served()).status).toBe(404)
  })
})
