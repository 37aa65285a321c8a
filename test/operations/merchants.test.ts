import { beforeEach, expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import { merchantInput } from '../../src/domain/merchant-input.ts'
import { policySchema } from '../../src/domain/policy.ts'
import {
  authenticateMerchant,
  createMerchant,
  findMerchantOfSlug,
  loadMerchant,
} from '../../src/operations/merchants.ts'
import { putBrand, putPolicy } from '../../src/operations/settings.ts'
import { eachDatabase } from '../support/databases.ts'
import { type TestServices, testServices } from '../support/services.ts'

eachDatabase('a merchant', (open) => {
  let handle: Handle
  let services: TestServices
  beforeEach(async () => {
    handle = await open()
    services = await testServices(handle)
  })

  const make = (input: object = {}) =>
    createMerchant(
      services,
      merchantInput.parse({
        name: 'Fern & Fell',
        mode: 'live',
        time_zone: 'America/New_York',
        country: 'us',
        sender: { email: 'hello@fern.example', name: 'Fern & Fell' },
        ...input,
      }),
    )

  it('is made, and read again as it was made', async () => {
    const { merchant } = await make({
      policy: { send_hour: '09:30' },
      notify_email: 'ops@fern.example',
    })

    expect(await loadMerchant(services, merchant.id)).toEqual(merchant)
    expect(merchant).toMatchObject({
      country: 'US',
      locale: 'en-US',
      clock: null,
      notifyEmail: 'ops@fern.example',
    })
    expect(merchant.policy).toMatchObject({ send_hour: '09:30', silence_budget_days: 7 })
  })

  it('has a key and a secret that are shown once and stand in no table', async () => {
    const { merchant, apiKey, signingSecret } = await make()
    const rows = JSON.stringify([
      await handle.read.selectFrom('merchants').selectAll().execute(),
      await handle.read.selectFrom('api_keys').selectAll().execute(),
    ])

    expect(signingSecret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(rows).not.toContain(apiKey.split('_').slice(2).join('_'))
    expect(rows).not.toContain(signingSecret)
    expect((await authenticateMerchant(services, apiKey)).id).toBe(merchant.id)
  })

  it('is not opened by another’s key, a changed one or one that was revoked', async () => {
    const [one, two] = [await make(), await make({ name: 'Other' })]
    const mixed = one.apiKey.replace(one.merchant.id.slice(4), two.merchant.id.slice(4))
    for (const key of [
      mixed,
      `${one.apiKey}x`,
      '',
      'key_',
      one.merchant.id,
      one.signingSecret,
      `${one.apiKey}\0`,
    ]) {
      await expect(authenticateMerchant(services, key), key).rejects.toMatchObject({
        code: 'unauthorized',
      })
    }
    await services.writer.write((db) =>
      db.updateTable('api_keys').set({ revoked_at: '2026-03-02T15:00:00.000Z' }).execute(),
    )
    await expect(authenticateMerchant(services, two.apiKey)).rejects.toMatchObject({
      code: 'unauthorized',
    })
  })

  it('has a slug of its name, with a number where it is taken', async () => {
    const slugs: string[] = []
    for (const name of [
      'Fern & Fell',
      'FERN – fell',
      'Fern Fell 2',
      'Fern & Fell',
      'Müller’s Öfen',
      '日本',
      '!!!',
    ])
      slugs.push((await make({ name })).merchant.slug)

    expect(slugs).toEqual([
      'fern-fell',
      'fern-fell-2',
      'fern-fell-2-2',
      'fern-fell-3',
      'muller-s-ofen',
      'shop',
      'shop-2',
    ])
  })

  it('is never called as a path of the console is', async () => {
    expect((await make({ name: 'Assets' })).merchant.slug).toBe('assets-2')
    expect((await make({ name: 'Sign in' })).merchant.slug).toBe('sign-in-2')
    await expect(make({ slug: 'auth' })).rejects.toMatchObject({
      code: 'conflict',
      faults: [{ pointer: '/slug', message: '"auth" belongs to the console itself' }],
    })
  })

  it('is found by its slug, and by none with a NUL in it', async () => {
    const { merchant } = await make({ slug: 'fern' })

    expect((await findMerchantOfSlug(services, 'fern'))?.id).toBe(merchant.id)
    expect(await findMerchantOfSlug(services, 'fern\0')).toBeNull()
  })

  it('is refused a slug that it wished for and another has', async () => {
    await make({ slug: 'fern' })

    await expect(make({ slug: 'fern' })).rejects.toMatchObject({
      code: 'conflict',
      faults: [{ pointer: '/slug' }],
    })
  })

  it('has one slug each where several of one name are made at once', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => make()))

    expect(new Set(made.map(({ merchant }) => merchant.slug)).size).toBe(8)
  })

  it('keeps the settings that replace those before, and what they replaced', async () => {
    const { merchant } = await make()
    const policy = policySchema.parse({ kinds_off: ['backorder_checkin'], silence_budget_days: 5 })
    await putPolicy(services, merchant, policy)
    await putBrand(services, merchant, { color: '#2f6f4f' })

    const { brand, policy: kept } = await loadMerchant(services, merchant.id)
    expect([brand.color, kept]).toEqual(['#2f6f4f', policy])
    const [entry] = await handle.read.selectFrom('audit').selectAll().execute()
    expect(JSON.parse(entry?.detail ?? '')).toEqual({ before: merchant.policy, after: policy })
  })
})
