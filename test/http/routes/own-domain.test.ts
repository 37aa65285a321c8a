import { Hono } from 'hono'
import { beforeEach, expect, it } from 'vitest'
import type { DomainAnswer } from '../../../src/domain/own-domain.ts'
import { domainAnswer } from '../../../src/operations/own-domain.ts'
import { eachDatabase } from '../../support/databases.ts'
import { NOW, ORIGIN, placed, type Shop, type TestApp, testApp, trackingPath } from '../http-app.ts'

const DOMAIN = 'track.alder.test'
const MARK = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'

eachDatabase('an own domain', (open) => {
  let test: TestApp
  let shop: Shop
  let other: Shop
  let texts: Record<string, string[]>
  let answers: Record<string, DomainAnswer>
  beforeEach(async () => {
    test = await testApp(await open(), {
      consoleApp: new Hono().get('*', (c) => c.text('the console')),
    })
    shop = await test.newShop()
    other = await test.newShop({ name: 'Other' })
    for (const { key } of [shop, other]) await test.call('POST', '/v1/events', placed('1'), key)
    texts = {}
    answers = {}
    Object.assign(test.services.channels, {
      domains: {
        texts: async (name: string) => texts[name] ?? [],
        ask: async (url: string) => answers[url] ?? { status: 'failed', why: 'ENOTFOUND' },
      },
    })
  })

  const put = ({ key }: Shop, domain: string | null) =>
    test.call('PUT', '/v1/brand', { domain, footer: 'Alder' }, key)
  const check = async ({ key }: Shop) => {
    const answer = await test.call('POST', '/v1/brand/domain/check', undefined, key)
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }
  /** What the merchant and the world have to do. */
  const setUp = ({ id }: Shop, domain = DOMAIN) => {
    texts[`_tidings.${domain}`] = [`tidings=${id}`]
    const body = domainAnswer(test.services, domain)
    answers[`https://${domain}/.well-known/tidings-domain`] = { status: 'answered', body }
  }
  const prove = async (one: Shop, domain = DOMAIN) => {
    await put(one, domain)
    setUp(one, domain)
    return check(one)
  }
  const at = (path: string, init: RequestInit = {}, host = DOMAIN) =>
    test.app.request(path, { ...init, headers: { host, ...init.headers } })
  const trackingUrl = async ({ key }: Shop) => {
    const answer = await test.call('GET', '/v1/orders/1', undefined, key)
    return ((await answer.json()) as { tracking_url: string }).tracking_url
  }

  it('says which records to set, and is proven once they are', async () => {
    expect(
      await (await test.call('GET', '/v1/brand/domain', undefined, shop.key)).json(),
    ).toBeNull()
    expect((await put(shop, ' TRACK.alder.test')).status).toBe(200)
    expect(await check(shop)).toEqual({
      status: 200,
      body: {
        domain: DOMAIN,
        state: 'pending',
        reason: `_tidings.${DOMAIN} has no TXT record tidings=${shop.id}`,
        checked_at: NOW,
        records: [
          { name: DOMAIN, type: 'CNAME', value: new URL(ORIGIN).hostname },
          { name: `_tidings.${DOMAIN}`, type: 'TXT', value: `tidings=${shop.id}` },
        ],
      },
    })
    setUp(shop)
    expect((await check(shop)).body).toMatchObject({ state: 'proven', reason: null })
  })

  it('is asked under itself for what only this installation can say', async () => {
    await put(shop, DOMAIN)
    const answer = await at('/.well-known/tidings-domain')
    expect(await answer.text()).toBe(domainAnswer(test.services, DOMAIN))
    const elsewhere = await at('/.well-known/tidings-domain', {}, 'track.other.test')
    expect(await elsewhere.text()).not.toBe(domainAnswer(test.services, DOMAIN))
  })

  it('is where links lead once it is proven, and not before', async () => {
    await put(shop, DOMAIN)
    expect(await trackingUrl(shop)).toMatch(`${ORIGIN}/t/`)
    await prove(shop)
    expect(await trackingUrl(shop)).toMatch(`https://${DOMAIN}/t/`)
    await put(shop, null)
    expect(await trackingUrl(shop)).toMatch(`${ORIGIN}/t/`)
  })

  it('is where a mail leads, with all that is in it', async () => {
    const logo = `data:image/svg+xml;base64,${Buffer.from(MARK).toString('base64')}`
    await test.call('PUT', '/v1/brand', { domain: DOMAIN, logo }, shop.key)
    setUp(shop)
    await check(shop)
    await test.call('POST', '/v1/clock/advance', { by: 'PT1H' }, shop.key)
    const list = await test.call('GET', '/v1/orders/1/messages', undefined, shop.key)
    const { data } = (await list.json()) as { data: { id: string; status: string }[] }
    const sent = data.find(({ status }) => status !== 'planned')?.id ?? ''
    const mail = await (await test.call('GET', `/v1/messages/${sent}`, undefined, shop.key)).text()
    expect(mail).toContain(`https://${DOMAIN}/t/`)
    expect(mail).toContain(`https://${DOMAIN}/m/${shop.slug}/logo`)
    expect(mail).not.toContain(ORIGIN)
  })

  it('stays proven when a name server fails', async () => {
    await prove(shop)
    texts = {}
    expect((await check(shop)).body).toMatchObject({
      state: 'proven',
      reason: expect.stringContaining('TXT'),
    })
    expect(await trackingUrl(shop)).toMatch(`https://${DOMAIN}/t/`)
  })

  it('that another has proven is refused, and free again when it is given up', async () => {
    await put(other, DOMAIN)
    await prove(shop)
    expect((await put(other, DOMAIN)).status).toBe(409)
    texts[`_tidings.${DOMAIN}`]?.push(`tidings=${other.id}`)
    expect((await check(other)).status).toBe(409)
    await put(shop, null)
    expect((await prove(other)).body).toMatchObject({ state: 'proven' })
  })

  it('is not ours, nor anybody’s who names it alone', async () => {
    expect((await put(shop, '127.0.0.1')).status).toBe(422)
    await put(shop, DOMAIN)
    setUp(other)
    expect((await check(shop)).body).toMatchObject({ state: 'pending' })
    expect((await check(other)).status).toBe(409)
  })

  it('answers its own shoppers, and nothing else', async () => {
    await prove(shop)
    const path = await trackingPath(test, shop, '1')
    const foreign = await trackingPath(test, other, '1')
    expect((await at(path)).status).toBe(200)
    expect((await at('/track')).status).toBe(200)
    for (const wrong of [
      foreign,
      `/m/${other.slug}/track`,
      '/v1/orders',
      '/v1/brand',
      '/docs',
      '/openapi.json',
      '/console',
      '/metrics',
      '/t/%E0%A4%A',
    ]) {
      const headers = { authorization: `Bearer ${shop.key}` }
      expect((await at(wrong, { headers })).status, wrong).toBe(404)
    }
    expect(await (await at('/console', {}, '127.0.0.1')).text()).toBe('the console')
    // By its name alone one comes to look for an order.
    const front = await at('/')
    expect([front.status, front.headers.get('location')]).toEqual([302, '/track'])
    expect(await (await at('/docs')).text()).toContain('href="/track"')
    expect(await (await at('/t/x')).text()).toContain('href="/track"')
    expect((await at(path, {}, `${DOMAIN}.`)).status).toBe(200)
    expect((await at('/docs', {}, `${DOMAIN}.`)).status).toBe(404)
    // The installation's own name answers as before.
    expect((await at(path, {}, '127.0.0.1:8080')).status).toBe(200)
    expect((await at('/docs', {}, '127.0.0.1:8080')).status).toBe(200)
    expect((await at(path, {}, `${DOMAIN}:443`)).status).toBe(200)
  })

  it('answers nothing while it is not proven', async () => {
    await put(shop, DOMAIN)
    expect((await at(await trackingPath(test, shop, '1'))).status).toBe(404)
    expect((await at('/docs')).status).toBe(404)
  })

  it('has cookies that go by https alone, whatever the installation’s own name is', async () => {
    await prove(shop)
    const answer = await at(`${await trackingPath(test, shop, '1')}/postcode`, {
      method: 'POST',
      body: new URLSearchParams({ postal_code: '10001' }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(answer.headers.get('set-cookie')).toContain('; Secure')
  })

  it('takes forms of its own pages, and of no other site', async () => {
    await prove(shop)
    const post = (path: string, origin: string, body: Record<string, string>) =>
      at(path, {
        method: 'POST',
        body: new URLSearchParams(body).toString(),
        headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
      })
    const form = { order_number: '1', key: '10001' }
    const found = await post('/track', `https://${DOMAIN}`, form)
    expect([found.status, found.headers.get('location')]).toEqual([
      303,
      await trackingPath(test, shop, '1'),
    ])
    expect((await post('/track', 'https://evil.test', form)).status).toBe(403)
    expect((await post('/track', ORIGIN, form)).status).toBe(403)
    const cancel = `${await trackingPath(test, shop, '1')}/cancel`
    expect((await post(cancel, `https://${DOMAIN}`, {})).status).toBe(200)
  })
})
