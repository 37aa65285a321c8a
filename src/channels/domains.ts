import { Resolver } from 'node:dns/promises'
import type { DomainChannel } from '../domain/own-domain.ts'
import { type GetSettings, guardedGet, readUpTo, whyFailed } from './guarded-get.ts'
import { refuseUrl } from './public-address.ts'

const TIMEOUT_MS = 8_000
const BYTES_MAX = 1_024
const TEXTS_MAX = 50
const WHY_MAX = 200

/** Asks the world what a merchant's domain is: its texts, and what answers under it. */
export function domainChannel(settings: GetSettings & { timeoutMs?: number }): DomainChannel {
  const timeoutMs = settings.timeoutMs ?? TIMEOUT_MS
  return {
    async texts(name) {
      const resolver = new Resolver({ timeout: timeoutMs / 2, tries: 2 })
      // No such name, and no answer, are alike to who waits for a record to appear.
      const found = await resolver.resolveTxt(name).catch(() => [])
      return found.slice(0, TEXTS_MAX).map((parts) => parts.join(''))
    },
    async ask(url) {
      const refused = refuseUrl(url, settings.allowPrivate)
      if (refused) return failed(refused)
      const signal = AbortSignal.timeout(timeoutMs)
      const headers = { 'user-agent': 'Tidings-Domains/1' }
      try {
        const answer = await guardedGet(new URL(url), settings, { signal, headers })
        try {
          if (answer.statusCode !== 200) return failed(`HTTP ${answer.statusCode}`)
          const body = await readUpTo(answer, BYTES_MAX)
          return body ? { status: 'answered', body: body.toString('utf8') } : failed('too long')
        } finally {
          answer.destroy()
        }
      } catch (error) {
        return failed(whyFailed(error, signal))
      }
    },
  }
}

const failed = (why: string) => ({ status: 'failed' as const, why: why.slice(0, WHY_MAX) })
