import { beforeEach, expect, it } from 'vitest'
import { policySchema } from '../../src/domain/policy.ts'
import { policyConsole } from '../../src/operations/policy-console.ts'
import { eachDatabase } from '../support/databases.ts'
import { openShop, type Shop } from '../support/shop.ts'

const ANY = { before: null }

eachDatabase('the policy, set by a person', (open) => {
  let shop: Shop
  let pages: ReturnType<typeof policyConsole>
  beforeEach(async () => {
    shop = await openShop(await open())
    pages = policyConsole(shop.services)
  })
  const read = () => pages.readPolicy(shop.merchant.id, ANY)
  const save = (days: number, over: number) =>
    pages.savePolicy(shop.merchant.id, {
      policy: policySchema.parse({ silence_budget_days: days }),
      over,
      by: 'sam@example.test',
    })

  it('is kept as the next version, with who and when', async () => {
    const { version } = await read()
    await save(5, version)

    const view = await read()
    expect(view.policy.silence_budget_days).toBe(5)
    expect(view.version).toBe(version + 1)
    expect(view.versions[0]).toMatchObject({ version: version + 1, actor: 'sam@example.test' })
    expect(view.versions.length).toBe(version + 1)
  })

  it('is not kept over what somebody else has just set, not even of two at once', async () => {
    const { version } = await read()
    const both = await Promise.allSettled([save(5, version), save(6, version)])

    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(save(4, version)).rejects.toMatchObject({ code: 'conflict' })
    const after = await read()
    expect(after.version).toBe(version + 1)
    expect([5, 6]).toContain(after.policy.silence_budget_days)
  })

  it('has its versions a page at a time', async () => {
    const { version } = await read()
    for (let at = 0; at < 22; at += 1) await save(3 + (at % 5), version + at)

    const first = await read()
    expect(first.versions).toHaveLength(20)
    const second = await pages.readPolicy(shop.merchant.id, { before: first.next })
    expect(second.versions.at(-1)?.version).toBe(1)
    expect(second.next).toBeNull()
  })
})
