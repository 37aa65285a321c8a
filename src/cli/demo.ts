import type { Merchant } from '../domain/merchant.ts'
import { merchantInput } from '../domain/merchant-input.ts'
import { letClockRun } from '../operations/advance-clock.ts'
import { DEMO_SLUG, demoAccess, demoMadeAt, findDemo, makeDemoKey } from '../operations/demo.ts'
import { createMerchant } from '../operations/merchants.ts'
import { loadTrackingUrl } from '../operations/read-orders.ts'
import type { CliApp, ListenAt } from './cli-app.ts'
import { DEMO_BRAND } from './demo-brand.ts'
import { DEMO_HOURS, demoSteps } from './demo-orders.ts'
import type { DemoStep } from './demo-tell.ts'

/** The order whose page is shown first: a package on its way, and a line that waits. */
const SHOWN = 'ff-1004'
const SENDER = 'hello@fernandfell.example'

/**
 * A shop with an order in every state, made by sending events through the same door as a merchant
 * would, on a test clock that is moved over three weeks: so nothing in it is faked. Made once, then
 * its clock runs on; one that was cut off is gone on with. What `npm start` prints of it.
 */
export async function seedDemo(app: CliApp, { baseUrl }: ListenAt): Promise<string[]> {
  const { services } = app
  const merchant = (await findDemo(services)) ?? (await openShop(services))
  const key = await makeDemoKey(services, merchant)
  if (isUnfinished(merchant)) {
    await openSupport(app, merchant)
    await liveThrough(app, merchant, key)
  }

  const { email, password } = demoAccess(services)
  return [
    '',
    `  Tracking page  ${await loadTrackingUrl(services, merchant, SHOWN)}`,
    `  Support page   ${baseUrl}/console/${DEMO_SLUG}   (${email}, password ${password})`,
    `  Outbox         ${baseUrl}/console/${DEMO_SLUG}/outbox   every mail and text as it would look`,
    `  API docs       ${baseUrl}/docs`,
    `  API key        ${key}   (the demo shop's)`,
    '',
  ]
}

/** Its clock is let run as the last thing of all; a shop of somebody's own is left as it is. */
const isUnfinished = ({ clock, sender }: Merchant) =>
  clock !== null && clock.runningSince === null && sender.email === SENDER

async function openShop(services: CliApp['services']): Promise<Merchant> {
  const now = services.clock.now().getTime()
  const input = merchantInput.parse({
    name: 'Fern & Fell',
    slug: DEMO_SLUG,
    mode: 'test',
    time_zone: 'America/New_York',
    country: 'US',
    sender: { email: SENDER, name: 'Fern & Fell' },
    brand: DEMO_BRAND,
    clock: new Date(now - DEMO_HOURS * 3_600_000).toISOString(),
  })
  const { merchant } = await createMerchant(services, input)
  return merchant
}

async function openSupport({ services, createUser }: CliApp, { id: merchantId }: Merchant) {
  const { email, password } = demoAccess(services)
  await createUser({ email, name: 'Demo support', password, merchantId, role: 'support' })
}

async function liveThrough({ request, services }: CliApp, merchant: Merchant, key: string) {
  const openedAt = (await demoMadeAt(services, merchant)) - DEMO_HOURS * 3_600_000
  const call = async (path: string, body: unknown) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const answer = await request(path, { method: 'POST', headers, body: JSON.stringify(body) })
    // A clock that is there already was moved by another process that makes the same shop.
    if (!answer.ok && answer.status !== 409)
      throw new Error(`The demo shop: ${path} answered ${answer.status} ${await answer.text()}`)
  }
  const from = merchant.clock?.at ?? ''
  for (const [index, step] of demoSteps(openedAt).entries()) {
    const at = new Date(openedAt + step.at * 3_600_000).toISOString()
    // The clock has left it behind, so it was made; one of this moment can safely be made again.
    if (at < from) continue
    await call('/v1/clock/advance', { to: at })
    if ('act' in step)
      await press(request, await loadTrackingUrl(services, merchant, step.order_id), step)
    else
      await call('/v1/events', {
        id: `demo-${index + 1}`,
        type: step.type,
        occurred_at: at,
        data: step.data,
      })
  }
  await call('/v1/clock/advance', { to: services.clock.now().toISOString() })
  await letClockRun(services, merchant.id)
}

/** What a shopper's browser sends. */
async function press(
  request: CliApp['request'],
  url: string,
  { act, form }: Extract<DemoStep, { act: string }>,
) {
  const answer = await request(`${new URL(url).pathname}/${act}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  })
  if (!answer.ok) throw new Error(`The demo shop: pressing ${act} answered ${answer.status}`)
}
