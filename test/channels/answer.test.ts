import { describe, expect, it } from 'vitest'
import { judgeRefusal, judgeSilence } from '../../src/channels/answer.ts'

function failure(code: string, more: object = {}): Error {
  return Object.assign(new Error('failed'), { code, ...more })
}

describe('judgeSilence', () => {
  it.each([
    ['a refused connection', failure('ECONNREFUSED')],
    ['an unknown name', failure('ENOTFOUND', { syscall: 'getaddrinfo' })],
    ['a connection that was not made in time', failure('ETIMEDOUT', { syscall: 'connect' })],
    ['a host without a route', failure('EHOSTUNREACH', { syscall: 'connect' })],
    ['every address of a host tried', failure('ETIMEDOUT', { errors: [failure('ETIMEDOUT')] })],
    ['a wrong certificate', failure('ERR_TLS_CERT_ALTNAME_INVALID')],
    ['a certificate of nobody', failure('DEPTH_ZERO_SELF_SIGNED_CERT')],
    ['an expired certificate', failure('CERT_HAS_EXPIRED')],
    ['one of these underneath', failure('ERR_NETWORK', { cause: failure('ECONNREFUSED') })],
  ])('tries later after %s: nothing has left us', (_what, error) => {
    expect(judgeSilence(error)).toMatchObject({ status: 'try_later', retryAfterSeconds: null })
  })

  it.each([
    ['a broken connection', failure('ECONNRESET', { syscall: 'read' })],
    ['a connection broken in writing', failure('EPIPE', { syscall: 'write' })],
    ['a timeout', failure('ECONNABORTED')],
    ['a connected socket that timed out', failure('ETIMEDOUT', { syscall: 'read' })],
    ['an error of no known kind', new Error('socket hang up')],
    ['what is not even an error', 'gone'],
  ])('is unclear after %s', (_what, error) => {
    expect(judgeSilence(error).status).toBe('unclear')
  })

  it('ends with causes that go round', () => {
    const round = failure('ERR_NETWORK')
    round.cause = round

    expect(judgeSilence(round).status).toBe('unclear')
  })
})

describe('judgeRefusal', () => {
  const reason = { code: 'c', detail: 'd' }

  it('minds the limit’s reset at 429 alone: other answers carry it as news', () => {
    const date = 'Sun, 01 Mar 2026 12:00:00 GMT'
    const headers = { date, 'x-ratelimit-reset': String(Date.parse(date) / 1000 + 60) }

    const limited = judgeRefusal({ status: 429, headers, body: null }, reason)
    const broken = judgeRefusal({ status: 500, headers, body: null }, reason)

    expect(limited).toMatchObject({ retryAfterSeconds: 60 })
    expect(broken).toMatchObject({ status: 'try_later', retryAfterSeconds: null })
  })

  it('keeps a long reason short', () => {
    const answer = { status: 400, headers: {}, body: null }
    const outcome = judgeRefusal(answer, { code: 'c', detail: 'word '.repeat(1000) })

    expect(outcome.status === 'rejected' && outcome.detail.length).toBe(500)
  })
})
