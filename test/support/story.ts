import { findConnector } from '../../src/connectors/index.ts'
import type { Handle } from '../../src/db/open.ts'
import { createHttpApp } from '../../src/http/server.ts'
import { testServices } from './services.ts'
import { OPENED_AT } from './shop.ts'

const ADMIN = 'admin-token-of-the-tests'
type Json = Record<string, unknown>
export type Heard = {
  id: string
  order_id: string
  kind: string
  channel: string
  status: string
  at: string
}
export type MailOfStory = {
  subject: string
  text: string
  html: string | null
  to: string
  why: string
}
export type Story = Awaited<ReturnType<typeof beginStory>>

/** A test shop that is told things, and whose pages are opened, over HTTP alone. */
export async function beginStory(handle: Handle, input: Json = {}) {
  const services = await testServices(handle, {
    now: OPENED_AT,
    baseUrl: 'https://tidings.example',
  })
  const http = createHttpApp({
    services,
    findConnector,
    adminToken: ADMIN,
    isReady: async () => true,
    clientAddress: () => '192.0.2.1',
  })
  const ask = async (method: string, path: string, body?: unknown, key = '') => {
    const answer = await http.request(path, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const json = (await answer.json()) as Json
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(json)}`)
    return json
  }
  const made = await ask(
    'POST',
    '/v1/merchants',
    {
      name: 'Fern & Fell',
      mode: 'test',
      time_zone: 'America/New_York',
      country: 'US',
      sender: { email: 'hello@fern.example', name: 'Fern & Fell' },
      ...(input.mode === 'live' ? {} : { clock: OPENED_AT }),
      ...input,
    },
    ADMIN,
  )
  const key = String(made.api_key)
  let count = 0

  const story = {
    services,
    http,
    key,
    merchantId: String(made.id),
    ask: (method: string, path: string, body?: unknown) => ask(method, path, body, key),
    /** Says something that happens now, or at `at`; the verdict. */
    async tell(type: string, data: Json, { at, id }: { at?: string; id?: string } = {}) {
      count += 1
      const event = { id: id ?? `evt_${count}`, type, occurred_at: at ?? (await story.now()), data }
      const { results } = await ask('POST', '/v1/events', event, key)
      return (results as { status: string }[])[0]?.status
    },
    async now() {
      if (input.mode === 'live') return services.clock.now().toISOString()
      return String((await ask('GET', '/v1/clock', undefined, key)).now)
    },
    /** Lets time go by; what went out on the way. */
    async wait(advance: string): Promise<Heard[]> {
      const body = advance.startsWith('P') ? { by: advance } : { to: advance }
      return (await ask('POST', '/v1/clock/advance', body, key)).sent as Heard[]
    },
    order: (orderId: string) => ask('GET', `/v1/orders/${orderId}`, undefined, key),
    async messages(orderId: string) {
      const { data } = await ask('GET', `/v1/orders/${orderId}/messages`, undefined, key)
      return data as (Json & { kind: string; status: string })[]
    },
    mail: async ({ id }: { id: string }) =>
      (await ask('GET', `/v1/messages/${id}`, undefined, key)) as unknown as MailOfStory,
    /** What a shopper sees, and what pressing a button of the page answers. */
    async open(path: string) {
      const answer = await http.request(path)
      return { status: answer.status, text: plainText(await answer.text()) }
    },
    async press(path: string, form: Record<string, string>) {
      const answer = await http.request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(form).toString(),
      })
      return { status: answer.status, text: plainText(await answer.text()) }
    },
    async pathOf(orderId: string) {
      return new URL(String((await story.order(orderId)).tracking_url)).pathname
    },
  }
  return story
}

/** Kinds and moments, to be compared at one look. */
export const kindsAndTimes = (heard: readonly Heard[]) => heard.map(({ kind, at }) => [kind, at])

const plainText = (html: string) =>
  html
    .replaceAll(/<(style|script|svg)\b.*?<\/\1>/gs, ' ')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&#39;', '’')
    .replaceAll(/\s+/g, ' ')
    .trim()
