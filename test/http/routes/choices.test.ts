import { beforeAll, describe, expect, it } from 'vitest'
import type { OrderState } from '../../../src/domain/order.ts'
import { openLink } from '../../../src/operations/tracking.ts'
import { eachDatabase } from '../../support/databases.ts'
import { ORIGIN, placed, type Shop, type TestApp, testApp, trackingPath } from '../http-app.ts'

const LATER = '2026-03-02T14:59:30Z'

eachDatabase("shopper's choices", (open) => {
  let test: TestApp
  let shop: Shop
  beforeAll(async () => {
    test = await testApp(await open())
    shop = await test.newShop({ policy: { split: 'ask', delay_options: 'notify' } })
  })

  const tell = (event: Record<string, unknown>) =>
    test.call('POST', '/v1/events', { occurred_at: LATER, ...event }, shop.key)
  const place = async (orderId: string) => {
    await test.call('POST', '/v1/events', placed(orderId), shop.key)
    return trackingPath(test, shop, orderId)
  }
  const offer = (orderId: string) =>
    tell({
      id: `evt_offer_${orderId}`,
      type: 'substitute.offered',
      data: {
        order_id: orderId,
        line_id: 'l1',
        options: [
          {
            sku: 'MINI',
            title: 'Widget <Mini>',
            price_difference: { amount: '-4.00', currency: 'USD' },
          },
        ],
      },
    })
  const cancel = (orderId: string) =>
    tell({ id: `evt_gone_${orderId}`, type: 'order.cancelled', data: { order_id: orderId } })
  const press = (path: string, act: string, form = '', headers: Record<string, string> = {}) =>
    test.app.request(`${path}/${act}`, {
      method: 'POST',
      body: form,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    })
  const orderOf = async (path: string): Promise<OrderState> =>
    (await openLink(test.services, path.split('/').at(-1) ?? '')).state
  /** Twice the same answer, and after the second press the same order. */
  const twice = async (path: string, act: string, form = '') => {
    const first = await press(path, act, form)
    expect(first.status).toBe(200)
    const html = await first.text()
    const after = await orderOf(path)
    const second = await press(path, act, form)
    expect([second.status, await second.text()]).toEqual([200, html])
    expect(await orderOf(path)).toEqual(after)
    return { html, after }
  }

  it('changes nothing by GET and HEAD of every page', async () => {
    const path = await place('5001')
    await offer('5001')
    const before = await orderOf(path)
    for (const act of ['split', 'substitute', 'choice', 'waitlist']) {
      const page = await test.app.request(`${path}/${act}`)
      expect([act, page.status, page.headers.get('cache-control')]).toEqual([
        act,
        200,
        'private, no-store',
      ])
      expect((await test.app.request(`${path}/${act}`, { method: 'HEAD' })).status).toBe(200)
    }
    expect(await orderOf(path)).toEqual(before)
  })

  it.each(['split=hold', 'answer=keep'])(
    'refuses a form of another site, and takes one of its own (%s)',
    async (form) => {
      const path = await place(`5002${form}`)
      const act = form.startsWith('split') ? 'split' : 'choice'
      const before = await orderOf(path)
      for (const origin of ['https://evil.example', 'null']) {
        expect((await press(path, act, form, { origin })).status).toBe(403)
      }
      expect(await orderOf(path)).toEqual(before)
      expect((await press(path, act, form, { origin: ORIGIN })).status).toBe(200)
    },
  )

  it('answers 404 with one page to links that nobody made, and 415 to what is no form', async () => {
    const path = await place('5003')
    const pages = await Promise.all(
      ['split', 'substitute', 'choice', 'waitlist'].map((act) => press('/t/trk_none', act)),
    )
    expect(pages.map(({ status }) => status)).toEqual([404, 404, 404, 404])
    const json = { 'content-type': 'application/json' }
    expect((await press(path, 'split', '{"split":"hold"}', json)).status).toBe(415)
    expect((await orderOf(path)).splitChosen).toBeNull()
  })

  describe('how it ships', () => {
    it('is chosen by one press, twice alike, and can be chosen anew', async () => {
      const path = await place('5010')
      const { html, after } = await twice(path, 'split', 'split=hold')
      expect(html).toContain('Everything ships in one package.')
      expect(after.split).toBe('hold')
      expect(await (await test.app.request(path)).text()).toContain('You chose: Everything ships')

      await press(path, 'split', 'split=ship_available')
      expect((await orderOf(path)).split).toBe('ship_available')
    })

    it('shows the choice again on what is none, and where it stands once it is over', async () => {
      const path = await place('5011')
      const wrong = await press(path, 'split', 'split=ask')
      expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining('<form')])

      await cancel('5011')
      const stale = await press(path, 'split', 'split=hold')
      expect(stale.status).toBe(409)
      expect(await stale.text()).toContain('Your order is cancelled.')
      expect((await orderOf(path)).splitChosen).toBeNull()
    })
  })

  describe('a substitute', () => {
    it('is taken by one press, twice alike, with its title escaped', async () => {
      const path = await place('5020')
      await offer('5020')
      const page = await (await test.app.request(`${path}/substitute`)).text()
      expect(page).toContain('$4.00 less')
      expect(page).toContain('Widget &lt;Mini&gt;')
      expect(page).not.toContain('<Mini>')

      const { html, after } = await twice(path, 'substitute', 'offer=evt_offer_5020&sku=MINI')
      expect(html).toContain('You chose the Widget &lt;Mini&gt;.')
      expect(after.substitutes[0]?.chosen?.sku).toBe('MINI')
      expect(await (await test.app.request(path)).text()).toContain('We swap it.')
    })

    it('answers another option, once one was taken, with what was taken', async () => {
      const path = await place('5029')
      const options = ['MINI', 'MAX'].map((sku) => ({ sku, title: `Widget ${sku}` }))
      await tell({
        id: 'evt_offer_5029',
        type: 'substitute.offered',
        data: { order_id: '5029', line_id: 'l1', options },
      })
      expect((await press(path, 'substitute', 'sku=MINI')).status).toBe(200)
      for (const form of ['sku=MAX', 'offer=evt_offer_5029&sku=MAX']) {
        const answer = await press(path, 'substitute', form)
        expect(answer.status).toBe(409)
        expect(await answer.text()).toMatch(/swapped for (the Widget.MINI|what you chose)/)
      }
      expect((await orderOf(path)).substitutes[0]?.chosen?.sku).toBe('MINI')
    })

    it('needs no offer where only one has the option', async () => {
      const path = await place('5021')
      await offer('5021')
      expect((await press(path, 'substitute', 'sku=MINI')).status).toBe(200)
    })

    it('answers 422 to no option of it, and 409 to an offer that is over', async () => {
      const path = await place('5022')
      await offer('5022')
      const none = 'offer=evt_offer_5022&sku=MAXI'
      expect((await press(path, 'substitute', none)).status).toBe(422)
      expect((await press(path, 'substitute', '')).status).toBe(422)
      await cancel('5022')
      const stale = await press(path, 'substitute', 'offer=evt_offer_5022&sku=MINI')
      expect([stale.status, await stale.text()]).toEqual([
        409,
        expect.stringContaining('Your order has changed since'),
      ])
      expect((await orderOf(path)).substitutes[0]?.chosen).toBeNull()
    })
  })

  describe('keep waiting', () => {
    it('answers twice alike, and 409 where nothing waits', async () => {
      const path = await place('5030')
      const { html } = await twice(path, 'choice', 'answer=keep')
      expect(html).toContain('You keep waiting.')
      expect(html).toContain('If it still waits on')
      expect((await press(path, 'choice', 'answer=cancel')).status).toBe(422)

      await cancel('5030')
      expect((await press(path, 'choice', 'answer=keep')).status).toBe(409)
    })
  })

  describe('the waiting list', () => {
    it('is joined with the cancellation by one press, twice alike', async () => {
      const path = await place('5040')
      const { html, after } = await twice(path, 'cancel', 'waitlist=1')
      expect(html).toContain('We’ll tell you when it is available again.')
      expect(after.waitlist).toMatchObject([{ lineId: 'l1', sku: 'WP' }])
    })

    it('is joined by nobody who did not ask', async () => {
      const path = await place('5041')
      await press(path, 'cancel', 'waitlist=0')
      expect((await orderOf(path)).waitlist).toEqual([])
    })

    it('is joined after the cancellation, twice alike, and not without one', async () => {
      const path = await place('5042')
      expect((await press(path, 'waitlist')).status).toBe(409)
      await cancel('5042')
      const { html, after } = await twice(path, 'waitlist', 'lines=l1')
      expect(html).toContain('You are on the waiting list.')
      expect(after.waitlist).toHaveLength(1)
    })
  })
})
