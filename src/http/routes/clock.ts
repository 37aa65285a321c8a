import { Hono } from 'hono'
import { advanceClock, readClock } from '../../operations/advance-clock.ts'
import { loadMerchant } from '../../operations/merchants.ts'
import type { SentMessage } from '../../operations/send-message.ts'
import type { Services } from '../../operations/services.ts'
import type { MerchantDoor } from '../bearer.ts'
import { readJson } from '../body.ts'
import type { HttpEnv } from '../http-env.ts'
import { advanceInput } from '../inputs.ts'
import { parseWith } from '../parse.ts'

/** A test merchant's own time. It is read anew: a remembered merchant's clock may have moved. */
export function clockRoutes(services: Services, merchants: MerchantDoor) {
  return new Hono<HttpEnv>()
    .use('/v1/clock/*', merchants.require)
    .get('/v1/clock', async (c) =>
      c.json(readClock(services, await loadMerchant(services, c.var.merchant.id))),
    )
    .post('/v1/clock/advance', async (c) => {
      const { by, to } = parseWith(advanceInput, await readJson(c), 'The advance')
      const { merchant } = c.var
      const advance = by === undefined ? { to: to ?? '' } : { by }
      const { now, sent } = await advanceClock(services, merchant, advance)
      merchants.forget(merchant.id)
      return c.json({ now, sent: sent.map(shapeSent) })
    })
}

const shapeSent = ({ id, orderId, kind, channel, status, at }: SentMessage) => ({
  id,
  order_id: orderId,
  kind,
  channel,
  status,
  at,
})
