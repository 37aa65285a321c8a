import { describe, expect, it } from 'vitest'
import { createLogger, maskPath, maskTokens, silentLog } from '../../src/lib/log.ts'

const TOKEN = 'trk_0123456789ab_Zm9vYmFyYmF6'

function written(log: (logger: ReturnType<typeof createLogger>) => void) {
  const lines: string[] = []
  log(createLogger({ level: 'info', destination: { write: (line) => lines.push(line) } }))
  return lines.join('')
}

describe('createLogger', () => {
  it('hides what opens a door, at the top and inside headers', () => {
    const text = written((log) =>
      log.info({
        authorization: 'Bearer top',
        headers: { authorization: 'Bearer one', cookie: 'session=two' },
        req: { headers: { authorization: 'Bearer three' } },
        connection: { secret: 'four' },
      }),
    )

    for (const secret of ['top', 'one', 'two', 'three', 'four']) expect(text).not.toContain(secret)
    expect(text).toContain('[hidden]')
  })

  it('masks the token of a link in paths and URLs', () => {
    const text = written((log) =>
      log.info({ path: `/t/${TOKEN}/cancel`, url: `https://shop.example/u/${TOKEN}?a=1` }),
    )

    expect(text).not.toContain(TOKEN)
    expect(text).toContain('/t/…/cancel')
  })

  it.each([
    `/T/${TOKEN}`,
    `/t//${TOKEN}`,
    `/t%2F${TOKEN}`,
    `/x/${TOKEN}/cancel`,
    `/t/${TOKEN.replaceAll('_', '%5F')}`,
    `/u%2f${TOKEN.replace('trk', 'uns')}`,
  ])('masks it in a path that was mistyped: %s', (path) => {
    const text = written((log) => log.info({ path, msg: `asked for ${path}` }))

    expect(text).not.toContain('Zm9vYmFyYmF6')
    expect(text).toContain('…')
  })

  it('masks it in the text of an error and its stack', () => {
    const text = written((log) => log.error(new Error(`no answer from /t/${TOKEN}`)))

    expect(text).not.toContain(TOKEN)
    expect(text).toContain('no answer from /t/…')
  })

  it('leaves lines that can be parsed, whatever stands behind the token', () => {
    const text = written((log) => log.info(`said "/t/${TOKEN}"\\ and /u/${TOKEN}\n`))

    expect(JSON.parse(text)).toMatchObject({ msg: 'said "/t/…"\\ and /u/…\n' })
  })

  it('keeps what it does not need to hide', () => {
    expect(written((log) => log.info({ order_id: '1001' }, 'recorded'))).toContain('1001')
  })

  it('has a silent one for tests', () => {
    expect(silentLog.isLevelEnabled('fatal')).toBe(false)
  })
})

describe('maskPath', () => {
  it.each([
    ['/t/abc', '/t/…'],
    ['/t/abc/cancel', '/t/…/cancel'],
    ['/u/abc', '/u/…'],
    ['/m/shop/track?email=jo@example.test', '/m/shop/track?…'],
    ['/v1/orders/1001', '/v1/orders/1001'],
    ['/v1/t', '/v1/t'],
    ['/', '/'],
  ])('%s is logged as %s', (path, logged) => {
    expect(maskPath(path)).toBe(logged)
  })

  it('masks every token of a longer text', () => {
    expect(maskTokens('see https://a.test/t/x1 and "/u/x2"')).toBe(
      'see https://a.test/t/… and "/u/…"',
    )
  })
})
