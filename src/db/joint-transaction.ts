import type { QueryResult } from 'kysely'
import { openTurns, type Turn, type Turns } from './joint-turns.ts'
import type { Db } from './open.ts'
import { openPipelined, type Send } from './pipeline.ts'
import type { Sender } from './sender.ts'
import { kindOf } from './statement-kinds.ts'

export type Work = { run(db: Db): Promise<unknown> }
/**
 * Nothing was written for it, and it is to be run once more: `again` when another such transaction
 * of this process has ended, `alone` where somebody else has what it wants, and may be waited for.
 */
export type WorkEnd = { value: unknown } | { reason: unknown } | 'again' | 'alone'
/** In which transaction of this process the rows of orders are, of those that several works share. */
export type Owners = Map<string, Turns>

/** Nothing of it is kept, and each of its works may be run by itself. */
export class FellApart extends Error {}

/**
 * Runs works side by side in one transaction that is begun already: their statements share the ways
 * to the server and back, and the commit. Between them no lock of a row stands, so whoever asks for
 * what another has, or for what is not of one order alone, waits until nobody else is under way.
 *
 * What another transaction has is not waited for, be it of this process or of another one, since
 * that one may wait for something of ours: the work ends, and is to be run again. Two workers that
 * had each sixteen orders would else wait for one another every few seconds.
 */
export async function runTogether(
  sender: Sender,
  works: readonly Work[],
  owners: Owners,
): Promise<WorkEnd[]> {
  const turns = openTurns()
  const read = sharedReads(sender.send)
  try {
    const entered = works.map((work) => ({ work, turn: turns.enter() }))
    const ends = await Promise.all(
      entered.map((one) => runOne({ sender, turns, owners, read }, one)),
    )
    const fault = sender.fault() ?? turns.fault()
    if (fault) throw new FellApart('of several works one has failed', { cause: fault })
    return ends
  } finally {
    for (const [name, of] of owners) if (of === turns) owners.delete(name)
  }
}

/** Behind a text that ends with `for update`. */
const UNLOCKED = ' skip locked'

type Group = { sender: Sender; turns: Turns; owners: Owners; read: ReturnType<typeof sharedReads> }

async function runOne(
  group: Group,
  { work: { run }, turn }: { work: Work; turn: Turn },
): Promise<WorkEnd> {
  const { turns } = group
  const state: State = { hasWritten: false, isLeft: false, isHeld: false, behind: null }
  try {
    const { db } = openPipelined(sendIn(group, turn, state))
    return { value: await run(db) }
  } catch (reason) {
    if (state.isLeft) return state.isHeld ? 'alone' : 'again'
    if (state.hasWritten) turns.fail(reason)
    return { reason }
  } finally {
    await turn.settled()
    // What it had begun beside that and did not wait for is no part of it any more.
    state.isLeft = true
    turn.end()
  }
}

/**
 * `isLeft`: it asks nothing more here. `isHeld`: since somebody else has what it wants. `behind`:
 * while it asks for a row, what is to be asked once it has it.
 */
type State = {
  hasWritten: boolean
  isLeft: boolean
  isHeld: boolean
  behind: (() => void)[] | null
}

const isElsewhere = ({ owners, turns }: Group, name: string) =>
  owners.has(name) && owners.get(name) !== turns

/** What a work of several asks, in its order, when its turn is. */
function sendIn(group: Group, turn: Turn, state: State): Send {
  const { sender, turns, owners, read } = group

  function pass<Row>(text: string, values: readonly unknown[]): Promise<QueryResult<Row>> {
    if (state.isLeft) return Promise.reject(LEFT)
    const kind = kindOf(text)
    if (kind === 'read') return read.ask<Row>(text, values)
    const name = kind === 'order' || kind === 'message' ? nameOf(kind, values) : null
    if (name !== null) {
      read.forgetBut(MERCHANTS)
      return take<Row>(name, text, values)
    }
    read.forget()
    state.hasWritten = true
    return sender.send<Row>(text, values)
  }

  async function take<Row>(name: string, text: string, values: readonly unknown[]) {
    if (isElsewhere(group, name) && !state.hasWritten) {
      state.isLeft = true
      throw LEFT
    }
    owners.set(name, turns)
    turn.take(name)
    // Too late to leave: what was written for it would stay.
    if (state.hasWritten) return sender.send<Row>(text, values)
    const behind: (() => void)[] = []
    state.behind = behind
    const answer = await sender.send<Row>(`${text}${UNLOCKED}`, values)
    state.isHeld = answer.rows.length === 0
    state.isLeft ||= state.isHeld
    state.behind = null
    for (const go of behind) go()
    if (state.isHeld) throw LEFT
    return answer
  }

  return function ask<Row>(text: string, values: readonly unknown[]): Promise<QueryResult<Row>> {
    if (state.isLeft) return Promise.reject(LEFT)
    const { behind } = state
    // It writes nothing before it has what it asked for. What it only reads may go along.
    if (behind && (behind.length > 0 || kindOf(text) !== 'read'))
      return new Promise((resolve) => behind.push(() => resolve(ask<Row>(text, values))))
    const kind = kindOf(text)
    const wants = kind === 'order' || kind === 'message' ? nameOf(kind, values) : null
    if (turn.mayGo(wants, kind === 'alone')) return pass<Row>(text, values)
    return new Promise<QueryResult<Row>>((resolve) =>
      turn.wait(wants, () => resolve(pass<Row>(text, values))),
    )
  }
}

const LEFT = new Error('it has ended here, or is run again once its order is free')

const nameOf = (kind: string, values: readonly unknown[]) => `${kind} ${values.join(' ')}`

/** Of an order is asked what is so once it is taken; of its merchant all ask at one moment. */
const MERCHANTS = 'select * from "merchants" '

/** What several ask at one moment is asked once, until one of them writes. */
function sharedReads(send: Send) {
  const asked = new Map<string, Promise<QueryResult<unknown>>>()
  const forget = () => asked.clear()
  return {
    forget,
    forgetBut(start: string) {
      for (const key of asked.keys()) if (!key.startsWith(start)) asked.delete(key)
    },
    ask<Row>(text: string, values: readonly unknown[]): Promise<QueryResult<Row>> {
      if (asked.size === 0) process.nextTick(forget)
      const key = `${text}\0${JSON.stringify(values)}`
      const answer = asked.get(key) ?? send<Row>(text, values)
      asked.set(key, answer)
      return answer as Promise<QueryResult<Row>>
    },
  }
}
