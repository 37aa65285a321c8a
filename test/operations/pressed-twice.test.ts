import { beforeEach, expect, it } from 'vitest'
import { consoleOperations } from '../../src/operations/support.ts'
import { eachDatabase } from '../support/databases.ts'
import { ORDER, openShop, type Shop, waitingLine } from '../support/shop.ts'

const BY = 'sam@example.test'

eachDatabase('an agent’s form pressed twice', (open) => {
  let shop: Shop
  let operations: ReturnType<typeof consoleOperations>
  beforeEach(async () => {
    shop = await openShop(await open())
    operations = consoleOperations(shop.services)
    await shop.place([waitingLine('1')])
    await shop.advance('PT1H')
  })
  const kinds = async (kind: string) =>
    (await operations.loadSupportView(shop.merchant.id, ORDER)).timeline.filter(
      (entry) => entry.sort === 'message' && entry.kind === kind,
    )

  it('writes one letter, and what is written on a page drawn anew is another', async () => {
    const drawn = async () =>
      (await operations.loadSupportView(shop.merchant.id, ORDER)).letterId ?? null
    const write = (letterId: string | null) =>
      operations.writeLetter(shop.merchant.id, ORDER, {
        text: 'It is packed.',
        inquiryId: null,
        by: BY,
        letterId,
      })
    const first = await drawn()
    await write(first)
    await write(first)
    expect(await kinds('free_message')).toHaveLength(1)
    await write(await drawn())
    await write(null)
    await write('let_of_nobody')
    expect(await kinds('free_message')).toHaveLength(4)
  })

  it('sends a message again once, and once more when that has gone', async () => {
    const { id } = await shop.message('backorder_confirmed')
    const again = () => operations.sendAgain(shop.merchant.id, id, BY)
    await again()
    await again()
    expect(await kinds('backorder_confirmed')).toHaveLength(2)
    await shop.advance('PT2H')
    await again()
    expect(await kinds('backorder_confirmed')).toHaveLength(3)
  })
})
