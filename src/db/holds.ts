/**
 * One at a time has what a name stands for: within this process by turns, and among all processes
 * of one database where there may be others.
 */
export type Holds = {
  /** Waits until nobody has it. */
  take(name: string): Promise<GiveBack>
  /** Null where somebody has it. */
  attempt(name: string): Promise<GiveBack | null>
  /** As far as this process knows: it has it itself, or found it taken when it last asked. */
  isTaken(name: string): boolean
  close(): Promise<void>
}
/**
 * Ends the turn in this process at once, and among processes when `rest` is over: what was begun and
 * is not waited for here is still ours there.
 */
export type GiveBack = (rest?: Promise<unknown>) => Promise<void>

/** What keeps other processes out; each answer lets go. */
export type Across = {
  lock(name: string): Promise<() => Promise<void>>
  tryLock(name: string): Promise<(() => Promise<void>) | null>
  close(): Promise<void>
}

export function openHolds(across: Across = alone): Holds {
  const turns = openTurns()
  const kept = openKept()
  /** Others had it when it was last asked for. */
  const elsewhere = new Set<string>()

  async function begin(name: string, lock: Across['tryLock']): Promise<GiveBack | null> {
    const end = turns.occupy(name)
    try {
      const leave = await kept.keep(name, lock)
      if (leave) {
        elsewhere.delete(name)
        return async (rest) => {
          end()
          try {
            await rest
          } finally {
            await leave()
          }
        }
      }
      elsewhere.add(name)
      end()
      return null
    } catch (error) {
      end()
      throw error
    }
  }

  return {
    async take(name) {
      // Looked at and taken at one moment, or two that have waited for the same would both have it.
      while (turns.has(name)) await turns.end(name)
      const giveBack = await begin(name, across.lock)
      if (!giveBack) throw new Error(`${name} was waited for in vain`)
      return giveBack
    },
    attempt: async (name) => (turns.has(name) ? null : begin(name, across.tryLock)),
    isTaken: (name) => turns.has(name) || elsewhere.has(name),
    close: () => across.close(),
  }
}

/** Who has what within this process. */
function openTurns() {
  const turns = new Map<string, Promise<void>>()
  return {
    has: (name: string) => turns.has(name),
    end: (name: string) => turns.get(name),
    occupy(name: string): () => void {
      let end = () => {}
      const turn = new Promise<void>((resolve) => {
        end = resolve
      })
      turns.set(name, turn)
      return () => {
        turns.delete(name)
        end()
      }
    },
  }
}

type Kept = { users: number; letGo(): Promise<void>; leaving: Promise<void> | null }

/** What this process has among all: what it still has from a turn before is not asked for again. */
function openKept() {
  const kept = new Map<string, Kept>()

  async function leave(name: string, held: Kept) {
    held.users -= 1
    if (held.users > 0) return
    held.leaving = held.letGo().finally(() => kept.delete(name))
    await held.leaving
  }

  return {
    async keep(name: string, lock: Across['tryLock']): Promise<(() => Promise<void>) | null> {
      const known = kept.get(name)
      if (known && !known.leaving) {
        known.users += 1
        return () => leave(name, known)
      }
      await known?.leaving
      const letGo = await lock(name)
      if (!letGo) return null
      const held = { users: 1, letGo, leaving: null }
      kept.set(name, held)
      return () => leave(name, held)
    },
  }
}

const letGoOfNothing = async () => {}

/** Of a file of SQLite one process is the owner. */
const alone: Across = {
  lock: async () => letGoOfNothing,
  tryLock: async () => letGoOfNothing,
  close: async () => {},
}
