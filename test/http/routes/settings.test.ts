import { beforeAll, expect, it } from 'vitest'
import { policyVersions, simulation } from '../../../src/http/openapi/answers-policy.ts'
import { eachDatabase } from '../../support/databases.ts'
import { ADMIN, placed, pointersOf, read, type Shop, type TestApp, testApp } from '../http-app.ts'

eachDatabase('the policy', (open) => {
  let test: TestApp
  let shop: Shop
  beforeAll(async () => {
    test = await testApp(await open())
  })
  const get = (path: string) => test.call('GET', path, undefined, shop.key)
  const put = (policy: unknown) => test.call('PUT', '/v1/policy', policy, shop.key)
  const simulate = (body: unknown) => test.call('POST', '/v1/policy/simulate', body, shop.key)

  it('is versioned: each that was put is kept, and the one that holds names its number', async () => {
    shop = await test.newShop()
    expect((await get('/v1/policy')).headers.get('etag')).toBe('"1"')
    expect((await put({ silence_budget_days: 5 })).headers.get('etag')).toBe('"2"')
    await put({ silence_budget_days: 6 })
    expect((await put({ silence_budget_days: 0 })).status).toBe(422)
    expect((await get('/v1/policy')).headers.get('etag')).toBe('"3"')

    const page = await read(policyVersions, await get('/v1/policy/versions?limit=2'))
    expect(page.data.map(({ version, policy }) => [version, policy.silence_budget_days])).toEqual([
      [3, 6],
      [2, 5],
    ])
    const rest = await get(`/v1/policy/versions?limit=2&cursor=${page.next_cursor}`)
    expect(await read(policyVersions, rest)).toMatchObject({
      data: [{ version: 1, actor: 'admin' }],
      next_cursor: null,
    })
    expect((await get('/v1/policy/versions?cursor=x')).status).toBe(422)
  })

  it('holds times, channels and buffer by kind of backorder, and refuses what breaks a promise, with why', async () => {
    shop = await test.newShop()
    const own = {
      sms_off: ['eta_slipped'],
      send_hour: '18:00',
      missed_at: '07:30',
      buffer: { rule: 'learned', confidence: 0.8, max_buffer_days: 9, earlier_by_days: 5 },
    }
    const policy = {
      warned_days: [14, 7, 2],
      feed_silent_days: 1,
      feed_busy_days: 10,
      import_spread_hours: 6,
      answer_within_hours: 8,
      first_scan_hours: 3,
      feedback_after_days: 7,
      buffer: { earlier_by_days: 3 },
      by_kind: { preorder: own },
    }
    expect((await put(policy)).status).toBe(200)
    expect(await (await get('/v1/policy')).json()).toMatchObject(policy)

    const broken = await put({
      warned_days: [7],
      feed_silent_days: 9,
      import_spread_hours: 48,
      first_scan_hours: 24,
      by_kind: { preorder: { buffer: { earlier_by_days: 1 }, expiry: 'confirm' } },
    })
    expect(broken.status).toBe(422)
    expect(await pointersOf(broken)).toEqual([
      '/by_kind/preorder/buffer/earlier_by_days',
      '/by_kind/preorder/expiry',
      '/feed_silent_days',
      '/first_scan_hours',
      '/import_spread_hours',
      '/warned_days',
    ])
    expect(await (await get('/v1/policy')).json()).toMatchObject(policy)
  })

  it('is documented from the schema that it is read with, what a kind may have of its own too', async () => {
    const html = await (await test.app.request('/docs')).text()

    expect(html).toContain('by_kind.*.</span><wbr/>silence_budget_days')
    expect(html).toContain('No reader who waits hears nothing for longer.')
    expect(html).toContain('by_kind.*.buffer.</span><wbr/>earlier_by_days')
    expect(html).toContain('What is no merchant’s to choose')
    const { paths } = (await (await test.app.request('/openapi.json')).json()) as {
      paths: Record<string, Record<string, unknown>>
    }
    expect(JSON.stringify(paths['/v1/policy']?.put)).toContain(
      '"message_gap_minutes":{"default":60',
    )
  })

  it('is simulated over what was recorded, and stays what it was', async () => {
    shop = await test.newShop()
    await test.call('POST', '/v1/events', placed('4001'), shop.key)
    await test.call('POST', '/v1/clock/advance', { by: 'P12D' }, shop.key)
    const answer = await simulate({ policy: { checkin_after_hours: 24 } })
    expect(answer.status).toBe(200)
    const { orders, was, would, differing, differences } = await read(simulation, answer)

    expect([orders, differing, was.messages]).toEqual([1, 1, would.messages])
    expect(was.by_kind.backorder_checkin).toBe(1)
    expect(was.longest_silence).toMatchObject({ budget_days: 7, order_id: '4001' })
    const at = (words: { kind: string; at: string }[]) =>
      words.find(({ kind }) => kind === 'backorder_checkin')?.at
    expect(at(differences[0]?.was ?? [])).toBe('2026-03-04T14:59:00.000Z')
    expect(at(differences[0]?.would ?? [])).toBe('2026-03-03T14:59:00.000Z')
    expect(await (await get('/v1/policy')).json()).toMatchObject({ checkin_after_hours: 48 })
  })

  it('is not simulated where it would be refused, with every fault under its place', async () => {
    shop = await test.newShop()
    const policy = { silence_budget_days: 0, kinds_off: ['order_cancelled'] }
    const wrong = await simulate({ policy, limit: 10_001, from: 'yesterday' })

    expect(await pointersOf(wrong)).toEqual([
      '/from',
      '/limit',
      '/policy/kinds_off/0',
      '/policy/silence_budget_days',
    ])
    expect((await test.call('POST', '/v1/policy/simulate', { policy: {} }, 'x')).status).toBe(401)
  })
})

eachDatabase('the metrics', (open) => {
  it('are for the admin alone', async () => {
    const test = await testApp(await open())
    const { key } = await test.newShop()
    const answer = await test.call('GET', '/metrics', undefined, ADMIN)

    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(await answer.text()).toContain('\ntidings_longest_silence_seconds 0\n')
    expect((await test.call('GET', '/metrics', undefined, key)).status).toBe(401)
    expect((await test.app.request('/metrics')).status).toBe(401)
  })
})
