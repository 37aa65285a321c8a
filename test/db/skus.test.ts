import { beforeEach, expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import { listItemLevels, listLevels, saveItemLevel, saveLevel } from '../../src/db/skus.ts'
import { eachDatabase } from '../support/databases.ts'

const OLD = '2026-03-01T00:00:00.000Z'
const NEW = '2026-03-02T00:00:00.000Z'

eachDatabase('what is known of a SKU', (open) => {
  let handle: Handle
  beforeEach(async () => {
    handle = await open()
  })
  const level = (available: number, occurredAt: string, location = '') =>
    saveLevel(handle.db, 'mer_1', { sku: 'TENT', location, available, occurredAt, eventId: 'evt' })
  const levels = async () =>
    (await listLevels(handle.db, 'mer_1', 'TENT')).map(({ location, available }) => [
      location,
      available,
    ])

  it('is its newest level at each place, in whatever order they come', async () => {
    await level(3, NEW)
    await level(9, OLD)
    await level(-2, OLD, 'b')
    await level(-4, NEW, 'b')

    expect((await levels()).sort()).toEqual([
      ['', 3],
      ['b', -4],
    ])
  })

  it('takes the later word of one moment', async () => {
    await level(3, NEW)
    await level(4, NEW)

    expect(await levels()).toEqual([['', 4]])
  })

  it('is the newest level of an item too, while its SKU is not known', async () => {
    const save = (available: number, at: string) =>
      saveItemLevel(handle.db, 'mer_1', { itemId: '900', location: '1', available, at })
    await save(5, NEW)
    await save(7, OLD)

    expect(await listItemLevels(handle.db, 'mer_1', '900')).toEqual([
      { itemId: '900', location: '1', available: 5, at: NEW },
    ])
    expect(await listItemLevels(handle.db, 'mer_2', '900')).toEqual([])
  })
})
