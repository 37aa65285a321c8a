import { sql } from 'kysely'
import { beforeEach, expect, it, vi } from 'vitest'
import { deleteDue, insertDue } from '../../src/db/due.ts'
import { createWriter, type Writer } from '../../src/db/group-commit.ts'
import { insertMessages } from '../../src/db/messages.ts'
import type { Db, Handle, SqliteHandle } from '../../src/db/open.ts'
import { findOrdersByTerm, insertTerms } from '../../src/db/order-terms.ts'
import { eachDatabase, onSqlite } from '../support/databases.ts'
import { aMessage } from '../support/message-row.ts'

eachDatabase('rows that wait for the end of a shared transaction', (open) => {
  let handle: Handle
  let writer: Writer
  beforeEach(async () => {
    handle = await open()
    writer = createWriter(handle)
  })

  it('are found by a compiled query, by another, and by one of raw text', async () => {
    const found = await writer.write(async (db) => {
      await insertTerms(db, 'mer_1', 'o1', [TERM])
      const compiled = await findOrdersByTerm(db, 'mer_1', [TERM])
      await insertTerms(db, 'mer_1', 'o2', [TERM])
      const built = await db.selectFrom('order_terms').select('order_id').execute()
      await insertTerms(db, 'mer_1', 'o3', [TERM])
      const { rows } = await sql`select order_id from order_terms`.execute(db)
      return [compiled.length, built.length, rows.length]
    })

    expect(found).toEqual([1, 2, 3])
  })

  it('go with who fails, and with nobody else', async () => {
    const outcomes = await Promise.allSettled([
      writer.write((db) => insertDue(db, [dueAt('a', '10')])),
      writer.write(async (db) => {
        await insertDue(db, [dueAt('b', '10')])
        throw new Error('no')
      }),
      writer.write((db) => insertDue(db, [dueAt('c', '10')])),
    ])

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await dueOf(handle)).toEqual(['a', 'c'])
  })

  it('reject who brought one that cannot be, though another met it', async () => {
    await writer.write((db) => insertMessages(db, [aMessage('m1', 'k1')]))
    const reading = async (db: Db) => {
      await insertMessages(db, [aMessage('m4', 'k4')])
      await db.selectFrom('messages').select('id').execute()
    }
    const outcomes = await Promise.allSettled([
      writer.write((db) => insertMessages(db, [aMessage('m2', 'k2')])),
      writer.write((db) => insertMessages(db, [aMessage('m3', 'k1')])),
      writer.write(reading),
    ])

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await messagesOf(handle)).toEqual(['m1', 'm2', 'm4'])
  })

  it('reject a lone one too, and leave nothing for the next', async () => {
    const rows = [aMessage('m1', 'k1'), aMessage('m2', 'k1')]

    await expect(writer.write((db) => insertMessages(db, rows))).rejects.toThrow()
    await writer.write((db) => insertMessages(db, [aMessage('m3', 'k3')]))
    expect(await messagesOf(handle)).toEqual(['m3'])
  })

  it('are no more than a bounded number', async () => {
    const rows = Array.from({ length: 1_050 }, (_, n) => dueAt(`m${n}`, '10'))
    await writer.write(async (db) => {
      for (const row of rows) await insertDue(db, [row])
    })

    expect(await dueOf(handle)).toHaveLength(1_050)
  })
})

onSqlite('rows of several that share a transaction', (open) => {
  it('stand before what another does with them in the same transaction', async () => {
    const handle = await open()
    const { write } = createWriter(handle)
    await Promise.all([
      write((db) => insertDue(db, [dueAt('a', '10'), dueAt('b', '10')])),
      write((db) => insertDue(db, [dueAt('a', '11')])),
      write((db) => deleteDue(db, 'mer_1', ['b'])),
    ])

    const kept = await handle.read.selectFrom('due').select(['message_id', 'at']).execute()
    expect(kept).toEqual([{ message_id: 'a', at: '11' }])
  })

  it('are written table by table, when all have done their work', async () => {
    const handle = (await open()) as SqliteHandle
    const { write } = createWriter(handle)
    const said: string[] = []
    const order = (id: string) => async (db: Db) => {
      await insertDue(db, [], [dueAt(id, '10')])
      await insertTerms(db, 'mer_1', id, [TERM])
      said.push(id)
    }
    // Once before, for the statements to be there.
    await write(order('o0'))
    const { late } = handle.statements
    const flush = vi.spyOn(late, 'flush').mockImplementationOnce(() => {
      said.push(`${late.count()} wait`)
      vi.mocked(late.flush).mockRestore()
      late.flush()
    })
    await Promise.all([write(order('o1')), write(order('o2'))])

    expect(flush).toBeDefined()
    expect(said).toEqual(['o0', 'o1', 'o2', '4 wait'])
    expect(await dueOf(handle)).toEqual(['o0', 'o1', 'o2'])
  })

  it('reject those whom a fault at the end does not spare, and nobody beside them', async () => {
    const handle = await open()
    const { write } = createWriter(handle)
    await write((db) => insertMessages(db, [aMessage('m1', 'k1')]))
    const outcomes = await Promise.allSettled([
      write((db) => insertDue(db, [dueAt('m2', '10')])),
      write((db) => insertMessages(db, [aMessage('m3', 'k1')])),
    ])

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(await dueOf(handle)).toEqual(['m2'])
  })
})

const TERM = { kind: 'name', term: 'ellison' } as const

const dueAt = (message_id: string, at: string) => ({
  merchant_id: 'mer_1',
  message_id,
  clock: 'live',
  lane: 0,
  at,
})

const dueOf = async ({ read }: Pick<Handle, 'read'>) =>
  (await read.selectFrom('due').select('message_id').orderBy('message_id').execute()).map(
    ({ message_id }) => message_id,
  )

const messagesOf = async ({ read }: Pick<Handle, 'read'>) =>
  (await read.selectFrom('messages').select('id').orderBy('id').execute()).map(({ id }) => id)
