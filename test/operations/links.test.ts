import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import { findContent } from '../../src/db/sent.ts'
import { loadOrder } from '../../src/operations/read-orders.ts'
import { revokeOrderLinks } from '../../src/operations/revoke-links.ts'
import type { Services } from '../../src/operations/services.ts'
import { lookUp, openLink } from '../../src/operations/tracking.ts'
import { eachDatabase } from '../support/databases.ts'
import { aLine, ORDER, openShop, type Shop, waitingLine } from '../support/shop.ts'

const OLD = 'an old secret of the tests, long enough'
const NEW = 'a new secret of the tests, long enough'

eachDatabase('the link of an order', (open) => {
  let handle: Handle
  let shop: Shop
  beforeEach(async () => {
    handle = await open()
    shop = await openShop(handle, {}, { secrets: [OLD] })
    await shop.place([waitingLine('1')])
  })

  const under = (...secrets: string[]): Services => ({ ...shop.services, secrets })
  const urlOf = async (services: Services = shop.services) =>
    (await loadOrder(services, shop.merchant, ORDER)).trackingUrl
  const tokenOf = (url: string) => url.split('/t/')[1] ?? ''
  const links = () => handle.read.selectFrom('links').selectAll().execute()
  const opens = async (token: string, services: Services = shop.services) =>
    (await openLink(services, token)).state.orderId

  it('opens its order, and is the same whenever it is asked for', async () => {
    const url = await urlOf()

    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:8080\/t\/trk_[0-9a-z]{12}_[\w-]{22}$/)
    expect(await opens(tokenOf(url))).toBe(ORDER)
    expect(await urlOf()).toBe(url)
    expect(await links()).toHaveLength(1)
  })

  it('is made by who first needs it, and is then the same for all', async () => {
    expect(await links()).toEqual([]) // no order waits for it, and an import has no message
    await shop.advance('PT1M')
    expect(await links()).toHaveLength(1)

    const { id } = await shop.message('backorder_confirmed')
    const sent = await findContent(handle.read, shop.merchant.id, id)
    expect(sent?.content.text).toContain(await urlOf())
    expect(await links()).toHaveLength(1)
  })

  it('is one link where two ask for it at once', async () => {
    const [one, other] = await Promise.all([urlOf(), urlOf()])

    expect(one).toBe(other)
    expect(await links()).toHaveLength(1)
  })

  it('is the one that the messages carry', async () => {
    await shop.advance('PT48H')
    const url = await urlOf()
    for (const kind of ['backorder_confirmed', 'backorder_checkin']) {
      const { id } = await shop.message(kind)
      const sent = await findContent(handle.read, shop.merchant.id, id)
      expect(sent?.content.text).toContain(url)
      expect(sent?.content.text).toContain(`${url}/cancel`)
    }
  })

  it('stands in no column of any table, but in the bytes that were sent', async () => {
    await shop.advance('PT48H')
    const token = tokenOf(await urlOf())
    const chance = token.split('_').slice(2).join('_')
    for (const { name } of await handle.db.introspection.getTables()) {
      const { rows } = await sql`select * from ${sql.table(name)}`.execute(handle.db)
      expect(JSON.stringify(rows), name).not.toContain(chance)
    }
  })

  it('opens nothing with a letter changed, of another merchant, or as another kind of key', async () => {
    const token = tokenOf(await urlOf())
    const other = await openShop(handle, { name: 'Other' })
    const [, , chance] = token.split('_')
    const wrong = [
      `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      token.replace(shop.merchant.id.slice(4), other.merchant.id.slice(4)),
      chance,
      '',
      'trk_',
      `${token}\0`,
      shop.apiKey,
      (await links())[0]?.token_hash,
      (await links())[0]?.sealed,
    ]
    for (const one of wrong) {
      await expect(opens(one ?? ''), one).rejects.toMatchObject({ code: 'not_found' })
    }
  })

  it('opens nothing once it is revoked, and the next message makes another', async () => {
    const before = tokenOf(await urlOf())
    const by = { actor: 'api' }
    expect(await revokeOrderLinks(shop.services, shop.merchant, ORDER, by)).toBe(1)
    expect(await revokeOrderLinks(shop.services, shop.merchant, ORDER, by)).toBe(0)
    await expect(opens(before)).rejects.toMatchObject({ code: 'not_found' })

    await shop.advance('PT1H')
    const after = tokenOf(await urlOf())
    expect(after).not.toBe(before)
    expect(await opens(after)).toBe(ORDER)
    await expect(opens(before)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is the same after a rotation of the secret, while the old one is kept', async () => {
    const url = await urlOf()

    expect(await urlOf(under(NEW, OLD))).toBe(url)
    expect(await opens(tokenOf(url), under(NEW, OLD))).toBe(ORDER)
    expect(await links()).toHaveLength(1)
  })

  it('still opens when the old secret is gone, and another is made to be written', async () => {
    const before = await urlOf()
    const after = await urlOf(under(NEW))

    expect(after).not.toBe(before)
    expect(await urlOf(under(NEW))).toBe(after)
    for (const url of [before, after]) expect(await opens(tokenOf(url), under(NEW))).toBe(ORDER)
  })

  it('opens nothing before the order is known', async () => {
    await shop.tell('backorder.allocated', {
      order_id: 'ord_early',
      lines: [{ id: '1', quantity: 1 }],
    })
    const { trackingUrl } = await loadOrder(shop.services, shop.merchant, 'ord_early')

    await expect(opens(tokenOf(trackingUrl))).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is found by number with e-mail or postcode, and by nothing less', async () => {
    const find = async (number: string, proof: string) =>
      lookUp(shop.services, shop.merchant, { number, proof })
    const url = await urlOf()

    expect(await find('1001', 'jon.snow@example.com')).toBe(url)
    expect(await find(' #1001 ', ' Jon.Snow@Example.com ')).toBe(url)
    expect(await find('1001', '100 12')).toBe(url)
    for (const [number, proof] of [
      ['1001', ''],
      ['1001', ' '],
      ['1001', 'arya@example.com'],
      ['100', '10012'],
      ['', '10012'],
      ['1001\0', '10012'],
      ['jon.snow@example.com', '10012'],
    ] as const) {
      expect(await find(number, proof), `${number} ${proof}`).toBeNull()
    }
  })

  it('is found where the shop writes its numbers with a "#", and of the right one of two', async () => {
    await shop.place([aLine('1')], { order_id: 'ord_2', order_number: '#77' })
    const customer = { email: 'arya@example.com' }
    await shop.place([aLine('1')], { order_id: 'ord_3', order_number: '77', customer })
    const find = (number: string) =>
      lookUp(shop.services, shop.merchant, { number, proof: 'arya@example.com' })

    expect(await find('#77')).toBe(
      await (await loadOrder(shop.services, shop.merchant, 'ord_3')).trackingUrl,
    )
    const mine = await lookUp(shop.services, shop.merchant, {
      number: '#77',
      proof: 'jon.snow@example.com',
    })
    expect(mine).toBe((await loadOrder(shop.services, shop.merchant, 'ord_2')).trackingUrl)
  })
})
