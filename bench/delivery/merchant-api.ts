import { ADMIN } from './product.ts'
import { placed } from './template-order.ts'

async function call(origin: string, path: string, bearer: string, body: object) {
  const answer = await fetch(`${origin}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const said = (await answer.json()) as Record<string, string>
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(said)}`)
  return said
}

/** Another merchant, as the installation's administrator makes one; its key. */
export async function addShop(origin: string, name: string): Promise<string> {
  const sender = { email: 'hello@bellbirch.example', name }
  const shop = { name, mode: 'live', time_zone: 'America/Toronto', country: 'CA', sender }
  const { api_key: key = '' } = await call(origin, '/v1/merchants', ADMIN, shop)
  return key
}

/** Where SendGrid is to report to, once it is known whose signature to trust. */
export async function addReports(origin: string, publicKey: string): Promise<string> {
  const connection = { connector: 'sendgrid', secret: publicKey }
  const { id = '' } = await call(origin, '/v1/connections', ADMIN, connection)
  return `${origin}/webhooks/sendgrid/${id}`
}

export async function placeOrder(origin: string, key: string, orderId: string) {
  const now = new Date()
  await call(origin, '/v1/events', key, {
    id: `evt-${orderId}`,
    type: 'order.placed',
    occurred_at: now.toISOString(),
    data: placed(orderId, now, now),
  })
}
