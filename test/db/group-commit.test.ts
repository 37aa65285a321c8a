import { sql } from 'kysely'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createWriter, type Writer } from '../../src/db/group-commit.ts'
import { insertMessages } from '../../src/db/messages.ts'
import type { Db, Handle, SqliteHandle } from '../../src/db/open.ts'
import { eachDatabase, onSqlite } from '../support/databases.ts'
import { aMessage } from '../support/message-row.ts'

eachDatabase('a writer', (open) => {
  let handle: Handle
  let writer: Writer
  beforeEach(async () => {
    handle = await open()
    writer = createWriter(handle)
  })

  it('answers with what the work answers, when it can be read by everybody', async () => {
    const answer = await writer.write(async (db) => {
      await insert(db, 'a')
      return 'done'
    })

    expect(answer).toBe('done')
    expect(await terms(handle)).toEqual(['a'])
  })

  it('keeps nothing of a work that fails, and all of those beside it', async () => {
    const outcomes = await Promise.allSettled([
      writer.write((db) => insert(db, 'a')),
      writer.write(async (db) => {
        await insert(db, 'b')
        throw new Error('thought better of it')
      }),
      writer.write((db) => insert(db, 'c')),
    ])

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(outcomes[1]).toMatchObject({ reason: new Error('thought better of it') })
    expect(await terms(handle)).toEqual(['a', 'c'])
  })

  it('goes on after a constraint was hurt, for this caller and the next', async () => {
    await writer.write((db) => insert(db, 'a'))
    const twice = await Promise.allSettled([
      writer.write((db) => insert(db, 'a')),
      writer.write((db) => insert(db, 'b')),
    ])

    expect(twice.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
    expect(await terms(handle)).toEqual(['a', 'b'])
  })

  it.each([0, 1])(
    'keeps none of several rows of which one is there, beside %i others',
    async (n) => {
      await writer.write((db) => insertMessages(db, [aMessage('msg_1', 'shipped')]))
      const outcomes = await Promise.allSettled([
        writer.write((db) =>
          insertMessages(db, [aMessage('msg_2', 'delivered'), aMessage('msg_3', 'shipped')]),
        ),
        ...['a'].slice(0, n).map((name) => writer.write((db) => insert(db, name))),
      ])

      expect(outcomes[0]?.status).toBe('rejected')
      const kept = await handle.read.selectFrom('messages').select('id').execute()
      expect(kept).toEqual([{ id: 'msg_1' }])
      expect(await terms(handle)).toHaveLength(n)
    },
  )

  it('lets what a work wrote be seen by itself at once', async () => {
    const seen = await writer.write(async (db) => {
      await insert(db, 'a')
      return terms({ read: db })
    })

    expect(seen).toEqual(['a'])
  })

  it('takes more than one batch of writers', async () => {
    const names = Array.from({ length: 150 }, (_, n) => `t${String(n).padStart(3, '0')}`)
    await Promise.all(names.map((name) => writer.write((db) => insert(db, name))))

    expect(await terms(handle)).toEqual(names)
  })
})

describe('on PostgreSQL', () => {
  const failing = (code: string, times: number) => {
    const transact = vi.fn(async (work: (db: Db) => Promise<unknown>) => {
      if (transact.mock.calls.length <= times) throw Object.assign(new Error(code), { code })
      return work({} as Db)
    })
    const handle = { dialect: 'postgres', transact } as unknown as Handle
    return { writer: createWriter(handle), execute: transact }
  }

  it.each(['40001', '40P01'])('runs the work again after %s', async (code) => {
    const { writer, execute } = failing(code, 2)

    expect(await writer.write(async () => 'done')).toBe('done')
    expect(execute).toHaveBeenCalledTimes(3)
  })

  it('gives up after five tries', async () => {
    const { writer, execute } = failing('40P01', 99)

    await expect(writer.write(async () => 'done')).rejects.toThrow('40P01')
    expect(execute).toHaveBeenCalledTimes(5)
  })

  it('does not run it again after a fault that would come again', async () => {
    const { writer, execute } = failing('23505', 1)

    await expect(writer.write(async () => 'done')).rejects.toThrow('23505')
    expect(execute).toHaveBeenCalledTimes(1)
  })
})

eachDatabase('two works that lock one another', (open, dialect) => {
  it('are both durable in the end', async () => {
    const handle = await open()
    const { write } = createWriter(handle)
    await write((db) => insert(db, 'a'))
    await write((db) => insert(db, 'b'))
    // SQLite runs one after the other, so there they cannot wait for one another.
    const bothHoldOne = dialect === 'postgres' ? meeting(2) : async () => {}
    const touch = (first: string, second: string) =>
      write(async (db) => {
        await mark(db, first)
        await bothHoldOne()
        await mark(db, second)
      })

    await Promise.all([touch('a', 'b'), touch('b', 'a')])

    const rows = await handle.read.selectFrom('order_terms').select('order_id').execute()
    expect(rows).toEqual([{ order_id: '1++' }, { order_id: '1++' }])
  })
})

eachDatabase('without group commit, a writer', (open) => {
  it('keeps one transaction from another just the same', async () => {
    const handle = await open()
    const { write } = createWriter(handle, { groupCommit: false })
    await Promise.allSettled([
      write((db) => insert(db, 'a')),
      write(async (db) => {
        await insert(db, 'b')
        throw new Error('no')
      }),
    ])

    expect(await terms(handle)).toEqual(['a'])
  })
})

onSqlite('group commit', (open) => {
  let handle: SqliteHandle
  let said: string[]
  beforeEach(async () => {
    handle = (await open()) as SqliteHandle
    said = []
    const exec = handle.connection.exec.bind(handle.connection)
    vi.spyOn(handle.connection, 'exec').mockImplementation((text) => {
      said.push(text)
      return exec(text)
    })
  })

  it('shares one transaction among those who came together', async () => {
    const { write } = createWriter(handle)
    await Promise.all(['a', 'b', 'c'].map((name) => write((db) => insert(db, name))))

    expect(said).toEqual(['begin immediate', 'commit'])
  })

  it('waits for the disk for all but what may be lost, also after that', async () => {
    const { write } = createWriter(handle)
    const waits = (db: Db) => sql<{ synchronous: number }>`pragma synchronous`.execute(db)
    const levelOf = ({ rows }: { rows: { synchronous: number }[] }) => rows[0]?.synchronous
    const [full, normal] = [2, 1]

    expect(levelOf(await write(waits, { mayBeLost: true }))).toBe(normal)
    expect(levelOf(await write(waits))).toBe(full)
    const beside = [write(waits, { mayBeLost: true }), write(waits)]
    expect((await Promise.all(beside)).map(levelOf)).toEqual([full, full])

    const failing = write(() => Promise.reject(new Error('no')), { mayBeLost: true })
    await expect(failing).rejects.toThrow('no')
    expect(handle.connection.pragma('synchronous', { simple: true })).toBe(full)
  })

  it('guards each with a savepoint once one fails that had written', async () => {
    const { write } = createWriter(handle)
    const runs: string[] = []
    const writing = (name: string, fails = false) =>
      write(async (db) => {
        runs.push(name)
        await insert(db, name)
        if (fails) throw new Error('no')
      })
    const outcomes = await Promise.allSettled([writing('a'), writing('b', true), writing('c')])

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(runs).toEqual(['a', 'b', 'a', 'b', 'c'])
    expect(said.filter((text) => text === 'commit')).toHaveLength(1)
    expect(await terms(handle)).toEqual(['a', 'c'])
  })

  it('runs nothing again for one that fails before it writes', async () => {
    const { write } = createWriter(handle)
    const refuse = vi.fn(async () => {
      throw new Error('no')
    })
    const outcomes = await Promise.allSettled([
      write((db) => insert(db, 'a')),
      write(refuse),
      write((db) => insert(db, 'c')),
    ])

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(refuse).toHaveBeenCalledTimes(1)
    expect(said).toEqual(['begin immediate', 'commit'])
    expect(await terms(handle)).toEqual(['a', 'c'])
  })

  it('bounds how many share one', async () => {
    const { write } = createWriter(handle)
    await Promise.all(Array.from({ length: 65 }, (_, n) => write((db) => insert(db, `t${n}`))))

    expect(said.filter((text) => text === 'commit')).toHaveLength(2)
  })

  it('takes in who comes by the next turns of the loop, as long as each brings somebody', async () => {
    const { write } = createWriter(handle)
    const coming = byTurns(2, (name) => write((db) => insert(db, name)))
    await write((db) => insert(db, 'first'))
    await coming

    expect(said).toEqual(['begin immediate', 'commit'])
    expect(await terms(handle)).toEqual(['first', 't1', 't2'])
  })

  it('lets nobody wait for many turns', async () => {
    const { write } = createWriter(handle)
    let come = 0
    const coming = byTurns(20, (name) => {
      come += 1
      return write((db) => insert(db, name))
    })
    const seen = await write(async (db) => {
      await insert(db, 'first')
      return come
    })
    await coming

    expect(seen).toBeLessThan(10)
    expect(await terms(handle)).toHaveLength(21)
  })

  it('can be turned off: a transaction each', async () => {
    const { write } = createWriter(handle, { groupCommit: false })
    await Promise.all(['a', 'b', 'c'].map((name) => write((db) => insert(db, name))))

    expect(said.filter((text) => text === 'commit')).toHaveLength(3)
  })

  it('answers nobody before the commit', async () => {
    const { write } = createWriter(handle)
    const answered = ['a', 'b'].map((name) =>
      write((db) => insert(db, name)).then(() => said.push(`answer ${name}`)),
    )
    await Promise.all(answered)

    expect(said.slice(-3)).toEqual(['commit', 'answer a', 'answer b'])
  })

  it('rejects everybody when the commit fails, keeps nothing, and goes on', async () => {
    const { write } = createWriter(handle)
    const exec = vi.mocked(handle.connection.exec)
    const real = exec.getMockImplementation()
    exec.mockImplementation((text) => {
      if (text === 'commit') throw new Error('disk I/O error')
      return real?.(text) ?? handle.connection
    })
    const failed = await Promise.allSettled(
      ['a', 'b'].map((name) => write((db) => insert(db, name))),
    )
    if (real) exec.mockImplementation(real)
    await write((db) => insert(db, 'c'))

    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await terms(handle)).toEqual(['c'])
  })

  it('rejects everybody when SQLite ends the whole transaction by itself', async () => {
    const { write } = createWriter(handle)
    const failed = await Promise.allSettled([
      write((db) => insert(db, 'a')),
      write(async () => {
        handle.connection.exec('rollback') // as it does when the disk is full
        throw new Error('database or disk is full')
      }),
    ])
    await write((db) => insert(db, 'c'))

    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await terms(handle)).toEqual(['c'])
  })
})

/** One call in each of the next turns of the event loop. */
async function byTurns(turns: number, call: (name: string) => Promise<unknown>) {
  const called: Promise<unknown>[] = []
  for (let turn = 1; turn <= turns; turn += 1) {
    await new Promise(setImmediate)
    called.push(call(`t${turn}`))
  }
  await Promise.all(called)
}

function insert(db: Db, term: string) {
  return db
    .insertInto('order_terms')
    .values({ merchant_id: 'mer_1', term, kind: '', order_id: '1' })
    .execute()
}

function mark(db: Db, term: string) {
  return db
    .updateTable('order_terms')
    .set({ order_id: sql`order_id || '+'` })
    .where('term', '=', term)
    .execute()
}

/** A door that opens for good once `count` have come to it. */
function meeting(count: number) {
  let come = 0
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return () => {
    come += 1
    if (come === count) open()
    return opened
  }
}

async function terms({ read }: Pick<Handle, 'read'>): Promise<string[]> {
  const rows = await read.selectFrom('order_terms').select('term').orderBy('term').execute()
  return rows.map(({ term }) => term)
}
