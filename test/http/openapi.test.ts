import { beforeAll, expect, it } from 'vitest'
import { EVENT_TYPES } from '../../src/domain/event.ts'
import { PROBLEMS } from '../../src/http/problem.ts'
import { onSqlite } from '../support/databases.ts'
import { ORIGIN, type TestApp, testApp } from './http-app.ts'

type Described = {
  parameters: { name: string; in: string; required: boolean }[]
  responses: Record<string, { content?: Record<string, unknown> }>
  requestBody?: { content: Record<string, { schema: object }> }
  operationId: string
}
type Document = {
  openapi: string
  servers: { url: string }[]
  paths: Record<string, Record<string, Described>>
  components: { schemas: Record<string, object> }
}

onSqlite('the API documents', (open) => {
  let test: TestApp
  let document: Document
  let html: string
  beforeAll(async () => {
    test = await testApp(await open())
    document = (await (await test.app.request('/openapi.json')).json()) as Document
    html = await (await test.app.request('/docs')).text()
  })
  const operations = () =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, one]) => ({ path, method, ...one })),
    )

  it('tell of every route, and of none that is not', () => {
    const routes = test.app.routes
      .filter(({ method, path }) => method !== 'ALL' && path !== '/')
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
    const told = operations().map(({ method, path }) => `${method.toUpperCase()} ${path}`)
    // A route with a guard of its own stands in the list once for each handler.
    expect(told.sort()).toEqual([...new Set(routes)].sort())
  })

  it('hold only references that lead somewhere, and ids that are used once', () => {
    const refs = JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)
    for (const [, name = ''] of refs) expect(document.components.schemas).toHaveProperty([name])
    const ids = operations().map(({ operationId }) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
    expect([document.openapi, document.servers]).toEqual(['3.1.0', [{ url: ORIGIN }]])
  })

  it('name every parameter of a path, and problems as what they are', () => {
    for (const { path, parameters, responses } of operations()) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      expect(parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(named)
      expect(Object.keys(responses).some((status) => status < '400')).toBe(true)
      for (const [status, { content = {} }] of Object.entries(responses)) {
        if (status < '400') continue
        const type = Object.keys(content)[0]
        expect(['application/problem+json', 'text/html']).toContain(type)
      }
    }
  })

  it('come from the schemas that validate', async () => {
    const placed = document.components.schemas['event.order.placed'] as {
      properties: { data: { properties: { lines: object }; required: string[] } }
    }
    expect(placed.properties.data.required).toContain('currency')
    expect(placed.properties.data.properties.lines).toMatchObject({ minItems: 1, maxItems: 500 })
    const { requestBody } = document.paths['/v1/policy']?.put ?? {}
    expect(requestBody?.content['application/json']?.schema).toMatchObject({
      properties: { silence_budget_days: { default: 7, minimum: 1, maximum: 30 } },
      additionalProperties: false,
    })
  })

  it('show every event type with its fields, every route and every problem on one page', () => {
    for (const type of EVENT_TYPES) expect(html).toContain(`<code>${type}</code>`)
    for (const { path } of operations()) expect(html).toContain(`<code>${path}</code>`)
    for (const code of Object.keys(PROBLEMS)) expect(html).toContain(`id="problem-${code}"`)
    expect(html).toContain(`curl -X POST ${ORIGIN}/v1/events`)
  })

  it('link only to places that are there', () => {
    const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
    for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target)
    expect([...html.matchAll(/ id="/g)]).toHaveLength(ids.size)
  })

  it('need no script and nobody else', async () => {
    expect(html).not.toMatch(/<script|https?:\/\/(?!127\.0\.0\.1:8080)[^\s"<]*"|src=/)
    const page = await test.app.request('/docs')
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; img-src data:; base-uri 'none'/,
    )
  })

  it('send who follows the type of a problem to its place', async () => {
    const answer = await test.app.request('/problems/invalid')
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/docs#problem-invalid'])
  })
})
