import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { eachDatabase, onPostgres, openUrl, urlOf } from '../support/databases.ts'
import { untilOneWaits } from '../support/waiting.ts'

eachDatabase('what one at a time has', (open) => {
  it('is waited for, or passed by, until it is given back', async () => {
    const { holds } = await open()
    const giveBack = await holds.take('it')
    expect(holds.isTaken('it')).toBe(true)
    expect(await holds.attempt('it')).toBeNull()
    expect(await holds.attempt('another')).not.toBeNull()

    const told: string[] = []
    const second = holds.take('it').then((next) => {
      told.push('second')
      return next
    })
    told.push('first')
    await giveBack()
    await (await second)()
    expect(told).toEqual(['first', 'second'])
    expect(holds.isTaken('it')).toBe(false)
  })

  it.each([0, 1])('is had by one of several that wait for it, behind %i', async (ahead) => {
    const { holds } = await open()
    let [inside, most] = [0, 0]
    const has = async () => {
      const giveBack = await holds.take('it')
      inside += 1
      most = Math.max(most, inside)
      await new Promise(setImmediate)
      inside -= 1
      await giveBack()
    }
    const first = ahead === 0 ? null : await holds.take('it')
    const waiting = [has(), has(), has()]
    await new Promise(setImmediate)
    await first?.()
    await Promise.all(waiting)

    expect(most).toBe(1)
    expect(holds.isTaken('it')).toBe(false)
  })
})

onPostgres('what one process at a time has', (open) => {
  it('is kept from others until what was begun under it is over', async () => {
    const first = await open()
    const second = openUrl(urlOf(first))
    let finish = () => {}
    const begun = new Promise<void>((resolve) => {
      finish = resolve
    })
    const giveBack = await first.holds.take('it')
    const over = giveBack(begun)
    expect(await second.holds.attempt('it')).toBeNull()
    expect(second.holds.isTaken('it')).toBe(true)
    // Of the same process there may be another turn meanwhile: it knows what it has begun.
    const again = await first.holds.attempt('it')
    expect(again).not.toBeNull()

    const waiting = second.holds.take('it')
    await untilOneWaits(first, waiting)
    finish()
    await over
    await again?.()
    await (await waiting)()
    expect(second.holds.isTaken('it')).toBe(false)
    await second.close()
  })

  it('is let go of by one that ends, and waited for by none that does', async () => {
    const first = await open()
    const second = openUrl(urlOf(first))
    const giveBack = await second.holds.take('it')
    const waiting = first.holds.take('it')
    await untilOneWaits(first, waiting)
    await second.close()
    await giveBack()

    const given = await waiting
    const third = openUrl(urlOf(first))
    const inVain = third.holds.take('it')
    await untilOneWaits(first, inVain)
    await Promise.all([expect(inVain).rejects.toThrow(), third.close()])
    await given()
  })

  it('is held by a transaction, which a pooler between leaves on its connection', async () => {
    const { holds, read } = await open()
    const held = async () =>
      (
        await sql<{ state: string }>`select state from pg_locks join pg_stat_activity using (pid)
          where locktype = 'advisory' and datname = current_database()`.execute(read)
      ).rows
    const giveBack = await holds.take('it')
    expect(await held()).toEqual([{ state: 'idle in transaction' }])
    await giveBack()
    expect(await held()).toEqual([])
  })
})
