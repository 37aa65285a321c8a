import { DateTime, Duration } from 'luxon'
import { findMerchant, setClock } from '../db/merchants.ts'
import { isToCustomer } from '../db/messages.ts'
import { DomainError } from '../domain/error.ts'
import type { Merchant } from '../domain/merchant.ts'
import { merchantNow } from '../domain/merchant-clock.ts'
import type { Instant } from '../domain/order.ts'
import { takeClock } from './clock-turn.ts'
import { nextDueOf, runClock } from './run-due.ts'
import { finishWalks } from './run-walks.ts'
import type { SentMessage } from './send-message.ts'
import type { Services } from './services.ts'
import { webhooksAtRest } from './webhook-gate.ts'

export type Advance = { by: string } | { to: string }
export type Advanced = { now: Instant; sent: SentMessage[] }

const ROUNDS_MAX = 100_000
const REACH_DAYS = 3_660

/**
 * Moves a test merchant's clock, stopping at every moment on the way at which something is due, and
 * sends it there by the worker's own code: how a cadence of thirty days is shown in a second.
 */
export async function advanceClock(
  services: Services,
  merchant: Merchant,
  advance: Advance,
): Promise<Advanced> {
  if (merchant.mode !== 'test')
    throw new DomainError('conflict', 'Only a test merchant has a clock that can be moved')
  const giveBack = await takeClock(services, merchant.id)
  try {
    // What the worker began by this clock and did not wait for: its lease must not be overtaken.
    await webhooksAtRest(services, merchant.id)
    return await advanceAlone(services, merchant.id, advance)
  } finally {
    await giveBack()
    // Only now: who is woken while it is ours finds it taken, and looks again a second later.
    services.wake()
  }
}

/** Lets a test merchant's clock run on from where it stands, as time goes for everybody. */
export async function letClockRun(services: Services, merchantId: string): Promise<void> {
  const merchant = await findMerchant(services.read, merchantId)
  if (merchant?.clock) await letGo(services, merchantId, merchant.clock.at, true)
  services.wake()
}

export function readClock(services: Services, merchant: Merchant): { now: Instant } {
  return { now: merchantNow(merchant, services.clock.now()) }
}

async function advanceAlone(
  services: Services,
  merchantId: string,
  advance: Advance,
): Promise<Advanced> {
  const merchant = await findMerchant(services.read, merchantId)
  if (!merchant) throw new DomainError('not_found', 'There is no such merchant')
  const from = merchantNow(merchant, services.clock.now())
  const target = targetOf(advance, from)
  const runsOn = merchant.clock?.runningSince != null

  const sent: SentMessage[] = []
  let now = from
  await finishWalks(services, merchantId)
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const next = await nextDueOf(services, merchant)
    if (next === null || next > target) break
    now = next > now ? next : now
    await stand(services, merchantId, now)
    await finishWalks(services, merchantId)
    const done = await runClock(services, merchantId, now)
    sent.push(...done.sent.filter(isToCustomer))
  }
  await letGo(services, merchantId, target, runsOn)
  return { now: target, sent }
}

function targetOf(advance: Advance, from: Instant): Instant {
  const target = 'to' in advance ? DateTime.fromISO(advance.to) : after(from, advance.by)
  const refuse = (message: string) =>
    new DomainError('invalid', 'The clock cannot be moved there', [
      { pointer: 'to' in advance ? '/to' : '/by', message },
    ])
  if (!target.isValid) throw refuse('not a moment')
  const aheadMs = target.toMillis() - Date.parse(from)
  if (aheadMs < 0) throw new DomainError('conflict', `The clock says ${from}: it does not go back`)
  if (!(aheadMs <= REACH_DAYS * 86_400_000)) throw refuse(`at most ${REACH_DAYS} days at once`)
  return new Date(target.toMillis()).toISOString()
}

function after(from: Instant, by: string): DateTime {
  const duration = Duration.fromISO(by)
  if (!duration.isValid) return DateTime.invalid('not a duration')
  return DateTime.fromISO(from, { zone: 'utc' }).plus(duration)
}

const stand = (services: Services, merchantId: string, at: Instant) =>
  services.writer.write((db) => setClock(db, merchantId, at, null))

const letGo = (services: Services, merchantId: string, at: Instant, runsOn: boolean) =>
  services.writer.write((db) =>
    setClock(db, merchantId, at, runsOn ? services.clock.now().toISOString() : null),
  )
