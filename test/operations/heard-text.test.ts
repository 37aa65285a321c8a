import { expect, it } from 'vitest'
import { eachDatabase } from '../support/databases.ts'
import { OPENED_AT, openShop, waitingLine } from '../support/shop.ts'

/** Days from the opening, each of another date; the lines have their numbers as names. */
const lines = [12, 19, 26, 33, 40].map((days, at) =>
  waitingLine(
    String(at + 1),
    new Date(Date.parse(OPENED_AT) + days * 86_400_000).toISOString().slice(0, 10),
  ),
)

eachDatabase('a text that has no room for every date', (open) => {
  it('records as told what it said, and what it left out is told next', async () => {
    const shop = await openShop(await open(), { name: 'Texts', clock: OPENED_AT })
    const customer = { name: 'Jon', email: null, phone: '+1 212 555 0123', sms_consent: true }
    await shop.place(lines, { customer })
    await shop.advance('PT1M')

    const told = async () =>
      (await shop.order()).said.map(({ kind, told: { dates } }) => ({ kind, dates }))
    const [first] = await told()
    expect(first?.kind).toBe('backorder_confirmed')
    expect(Object.values(first?.dates ?? {}).filter((date) => date !== null)).toHaveLength(2)

    await shop.advance('PT4H')
    const all = await told()
    expect(all.map(({ kind }) => kind)).toEqual(['backorder_confirmed', 'eta_improved'])
    const dated = Object.assign({}, ...all.map(({ dates }) => dates))
    expect(Object.values(dated)).not.toContain(null)
  })
})
