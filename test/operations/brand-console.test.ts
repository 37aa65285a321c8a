import { beforeEach, expect, it } from 'vitest'
import { brandConsole } from '../../src/operations/brand-console.ts'
import { SAMPLE_STATES } from '../../src/operations/brand-console-types.ts'
import { eachDatabase } from '../support/databases.ts'
import { pngOf } from '../support/picture-samples.ts'
import { openShop, type Shop } from '../support/shop.ts'

const DOMAIN = 'track.fern.example'

eachDatabase('the brand in the console', (open) => {
  let shop: Shop
  let other: Shop
  let ours: ReturnType<typeof brandConsole>
  const brandOf = ({ merchant }: Shop) => ours.readBrand(merchant.id)
  beforeEach(async () => {
    const handle = await open()
    shop = await openShop(handle)
    other = await openShop(handle, { name: 'Other' })
    ours = brandConsole(shop.services)
  })

  it('keeps a logo, a domain and the rest apart: none of them takes another away', async () => {
    const { id } = shop.merchant
    await ours.saveBrand(id, { footer: 'Fern' })
    await ours.keepLogo(id, pngOf(60, 20))
    await ours.nameDomain(id, ` ${DOMAIN.toUpperCase()} `)
    const logo = expect.stringMatching(/^data:image\/png;base64,/)
    expect(await brandOf(shop)).toEqual({ footer: 'Fern', logo, domain: DOMAIN })
    await ours.nameDomain(id, null)
    await ours.keepLogo(id, null)
    expect(await brandOf(shop)).toEqual({ footer: 'Fern' })
    expect(await ours.readDomain(id)).toBeNull()
    expect(await brandOf(other)).toEqual({})
  })

  it('says what is to be set for a domain, and no CNAME to what has no name', async () => {
    const { id } = shop.merchant
    await ours.nameDomain(id, DOMAIN)
    const txt = { type: 'TXT', name: `_tidings.${DOMAIN}`, value: `tidings=${id}` }
    expect(await ours.readDomain(id)).toEqual({
      domain: DOMAIN,
      state: 'pending',
      reason: null,
      checkedAt: null,
      records: [txt],
      hasTarget: false,
    })
    const named = brandConsole({ ...shop.services, baseUrl: 'https://tidings.example' })
    expect((await named.readDomain(id))?.records).toEqual([
      { type: 'CNAME', name: DOMAIN, value: 'tidings.example' },
      txt,
    ])
  })

  it('says why a domain is not proven, as of when it was looked at', async () => {
    const { id } = shop.merchant
    const texts = async () => ['tidings=another']
    const ask = async () => ({ status: 'failed', why: 'ENOTFOUND' }) as const
    Object.assign(shop.services.channels, { domains: { texts, ask } })
    await ours.nameDomain(id, DOMAIN)
    await ours.checkDomain(id)
    expect(await ours.readDomain(id)).toMatchObject({
      state: 'pending',
      reason: expect.stringContaining('but "tidings=another"'),
      checkedAt: shop.services.clock.now().toISOString(),
    })
  })

  it.each(['localhost', '10.0.0.1', 'https://track.fern.example', 'a b.example', 'x\0.example'])(
    'takes no %j for a domain',
    async (text) => {
      const named = ours.nameDomain(shop.merchant.id, text)
      await expect(named).rejects.toMatchObject({ code: 'invalid' })
      expect(await brandOf(shop)).toEqual({})
    },
  )

  it('keeps no file that is no picture, and what stood before stays', async () => {
    const { id } = shop.merchant
    await ours.keepLogo(id, pngOf(60, 20))
    const before = await brandOf(shop)
    const kept = ours.keepLogo(id, Buffer.from('<script>alert(1)</script>'))
    await expect(kept).rejects.toMatchObject({ code: 'invalid' })
    expect(await brandOf(shop)).toEqual(before)
  })

  it.each(SAMPLE_STATES)(
    'shows the mail of an order that is %s, in a dress of now',
    async (state) => {
      const draft = { footer: 'Worn for once', color: '#0b6e4f' }
      const html = await ours.sampleMail(shop.merchant.id, draft, state)
      expect(html).toContain('Worn for once')
      expect(html).toContain('#0b6e4f')
      expect(await brandOf(shop)).toEqual({})
    },
  )
})
