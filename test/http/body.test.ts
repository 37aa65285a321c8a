import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { BODY_MAX_BYTES, DEPTH_MAX, parseJson, readBytes } from '../../src/http/body.ts'
import { listen } from '../../src/http/listen.ts'
import { answerProblem } from '../../src/http/problem.ts'
import { silentLog } from '../../src/lib/log.ts'

const MAX = 10
const app = new Hono().post('/', async (c) => c.text(String((await readBytes(c, MAX)).length)))
app.onError(answerProblem(silentLog) as never)

/** A body of no declared length, counted as it is taken. */
function stream(chunks: number, taken: { count: number }, bytes = 4) {
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (taken.count === chunks) return controller.close()
      taken.count += 1
      controller.enqueue(new Uint8Array(bytes))
    },
  })
}
const post = (init: RequestInit) =>
  app.request('/', { method: 'POST', duplex: 'half', ...init } as RequestInit)

describe('readBytes', () => {
  it('takes a body of unknown length up to the limit', async () => {
    const answer = await post({ body: stream(2, { count: 0 }) })
    expect([answer.status, await answer.text()]).toEqual([200, '8'])
  })

  it('stops reading one that does not end', async () => {
    const taken = { count: 0 }
    const answer = await post({ body: stream(1_000_000, taken, BODY_MAX_BYTES) })
    expect(answer.status).toBe(413)
    expect(answer.headers.get('connection')).toBe('close')
    expect(taken.count).toBeLessThan(20)
  })

  it.each([{}, { 'content-length': '20' }])(
    'takes one that is too large from the wire before it refuses it (%j)',
    async (headers) => {
      const taken = { count: 0 }
      const answer = await post({ body: stream(5, taken), headers })
      expect(answer.status).toBe(413)
      expect(answer.headers.get('connection')).toBeNull()
      expect(taken.count).toBe(5)
    },
  )

  it('says so to who sends five megabytes at once', async () => {
    const { port, close } = await listen(app as never, { host: '127.0.0.1', port: 0 })
    for (let time = 0; time < 5; time += 1) {
      const answer = await fetch(`http://127.0.0.1:${port}/`, {
        method: 'POST',
        body: new Uint8Array(5 * BODY_MAX_BYTES),
      })
      expect(answer.status).toBe(413)
    }
    await close(1_000)
  })

  it('takes none as an empty one', async () => {
    expect(await (await post({})).text()).toBe('0')
  })

  it('refuses another character set and another coding', async () => {
    for (const headers of [
      { 'content-type': 'application/json; charset=iso-8859-1' },
      { 'content-encoding': 'br' },
    ]) {
      expect((await post({ body: '{}', headers })).status).toBe(415)
    }
    const plain = { 'content-type': 'application/json; charset="UTF-8"' }
    const identity = { 'content-encoding': 'identity' }
    expect((await post({ body: '{}', headers: plain })).status).toBe(200)
    expect((await post({ body: '{}', headers: identity })).status).toBe(200)
  })
})

describe('parseJson', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

  it('reads to its greatest depth and no deeper', () => {
    expect(() => parseJson(nested(DEPTH_MAX))).not.toThrow()
    expect(() => parseJson(nested(DEPTH_MAX + 1))).toThrow(/nested/)
    expect(() => parseJson('{"a":['.repeat(33) + ']}'.repeat(33))).toThrow(/nested/)
  })

  it('counts no bracket inside a text, and none that was closed', () => {
    const text = JSON.stringify(`\\"${'['.repeat(200)}`)
    expect(parseJson(`[${text}]`)).toEqual([JSON.parse(text)])
    expect(parseJson(`[${Array(200).fill('[]').join()}]`)).toHaveLength(200)
  })

  it('says of a text without an end that it is not JSON', () => {
    expect(() => parseJson('{"a": "b')).toThrow(/not JSON/)
    expect(() => parseJson('{"a": "b\\')).toThrow(/not JSON/)
    expect(() => parseJson('')).toThrow(/not JSON/)
  })
})
