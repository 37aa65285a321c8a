import { beforeAll, expect, it } from 'vitest'
import { evidencePack } from '../../../src/domain/evidence.ts'
import { problem } from '../../../src/http/openapi/answers.ts'
import { onSqlite } from '../../support/databases.ts'
import { placed, read, type Shop, type TestApp, testApp } from '../http-app.ts'

onSqlite('the doors to an evidence pack', (open) => {
  let test: TestApp
  let shop: Shop
  beforeAll(async () => {
    test = await testApp(await open())
    shop = await test.newShop()
    const order = placed('50/01', { order_number: '#A "50"\r\n01 é' })
    await test.call('POST', '/v1/events', order, shop.key)
    await test.call('POST', '/v1/clock/advance', { by: 'PT1H' }, shop.key)
  })
  const get = (kind: string, key = shop.key, order = '50%2F01') =>
    test.call('GET', `/v1/orders/${order}/evidence.${kind}`, undefined, key)

  it('give it as JSON, as the documents say, to be kept and not cached', async () => {
    const answer = await get('json')
    const type = answer.headers.get('content-type')
    const pack = await read(evidencePack, answer)

    expect(type).toBe('application/json')
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="evidence-A-50-01.json"',
    )
    expect(pack.order.id).toBe('50/01')
    expect(pack.generated_at).toBe('2026-03-02T16:00:00.000Z')
    expect(pack.messages[0]?.text).toContain('/t/…')
  })

  it('give it as a PDF', async () => {
    const answer = await get('pdf')
    const bytes = Buffer.from(await answer.arrayBuffer())

    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="[\w-]+\.pdf"$/,
    )
    expect(bytes.subarray(0, 8).toString('latin1')).toBe('%PDF-1.7')
    expect(bytes.subarray(-7).toString('latin1')).toContain('%%EOF')
  })

  it.each(['json', 'pdf'])('give %s to nobody else, and of nothing else', async (kind) => {
    const other = await test.newShop()

    expect((await get(kind, 'no-key')).status).toBe(401)
    expect((await get(kind, other.key)).status).toBe(404)
    expect((await get(kind, shop.key, 'none')).status).toBe(404)
    expect((await get(kind, shop.key, 'a%00b')).status).toBe(404)
    const answer = await get(kind, shop.key, 'none')
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect((await read(problem, answer)).status).toBe(404)
  })

  it('draw documents that are asked for together one after another, each whole', async () => {
    const answers = await Promise.all([get('pdf'), get('pdf', shop.key, 'none'), get('pdf')])
    const [first, none, last] = answers

    expect(none?.status).toBe(404)
    const bytes = await Promise.all([first, last].map((one) => one?.arrayBuffer()))
    expect(bytes.map((one) => one?.byteLength ?? 0)).toEqual([
      expect.any(Number),
      bytes[0]?.byteLength,
    ])
  })
})
