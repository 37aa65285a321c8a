import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { evidencePack } from '../../src/domain/evidence.ts'
import { canonicalJson } from '../../src/domain/evidence-canonical.ts'
import { compareEvents, isMerchantEventType, type Recorded } from '../../src/domain/own-event.ts'
import { loadEvidence } from '../../src/operations/evidence.ts'
import { recordEvent } from '../../src/operations/record-events.ts'
import { renderEvidencePdf } from '../../src/render/evidence-pdf/index.ts'
import { history } from '../support/arbitrary-events.ts'
import { onSqlite } from '../support/databases.ts'
import { PLACED_AT } from '../support/events.ts'
import { runs } from '../support/runs.ts'
import { openShop, type Shop } from '../support/shop.ts'

onSqlite('a pack of whatever an order lived through', (open) => {
  it('holds all of it, keeps its shape and its hash, and can be drawn', async () => {
    const handle = await open()
    await fc.assert(
      fc.asyncProperty(history, async (events) => {
        const shop = await openShop(handle, { clock: PLACED_AT })
        const { services, merchant } = shop
        await live(shop, events)
        const orders = await services.read
          .selectFrom('orders')
          .select('order_id')
          .where('merchant_id', '=', merchant.id)
          .execute()
        for (const { order_id: orderId } of orders) {
          const pack = evidencePack.parse(await loadEvidence(services, merchant, orderId))
          const { generated_at: _, integrity, ...rest } = pack
          const messages = await shop.messages(orderId)
          const kept = await services.read
            .selectFrom('events')
            .select('id')
            .where('merchant_id', '=', merchant.id)
            .where('order_id', '=', orderId)
            .execute()

          expect(ids(pack.messages)).toEqual(ids(messages))
          expect(ids(pack.events)).toEqual(ids(kept))
          expect(JSON.stringify(pack)).not.toMatch(/(trk|uns)_/)
          const hash = createHash('sha256').update(canonicalJson(rest)).digest('hex')
          expect(integrity.sha256).toBe(hash)
          expect((await renderEvidencePdf(pack)).length).toBeGreaterThan(1_000)
        }
      }),
      runs(12),
    )
  })
})

/** Each is told when it happened: so messages go out in between. */
async function live({ services, merchant, advance }: Shop, events: readonly Recorded[]) {
  let now = PLACED_AT
  for (const { receivedAt: _, ...event } of events.toSorted(compareEvents)) {
    if (!isMerchantEventType(event.type)) continue
    const at = new Date(event.occurred_at).toISOString()
    if (at > now) {
      now = at
      await advance(at)
    }
    await recordEvent(services, merchant, event)
  }
  await advance('P4D')
}

const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).sort()
