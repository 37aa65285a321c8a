/** One of several that run side by side, until one asks for what they must not have together. */
export type Turn = {
  /** Whether it may go on now: with what it wants (null: nothing by name), or with nobody beside it. */
  mayGo(wants: string | null, isAlone: boolean): boolean
  /** Calls when nobody else is under way; what it asks for meanwhile comes behind that. */
  wait(wants: string | null, call: () => void): void
  take(name: string): void
  /** When it waits for nothing any more. */
  settled(): Promise<void>
  end(): void
}
export type Turns = ReturnType<typeof openTurns>

type Waiting = { turn: Turn; wants: string | null; go(): void }
type Company = {
  isFree(name: string | null, turn: Turn): boolean
  isAlone(): boolean
  hold(name: string, turn: Turn): void
  /** It is not under way any more: it waits, or has ended. */
  stand(waiting?: Waiting): void
  leave(turn: Turn): void
  giveUp(): void
}

/**
 * Who runs beside whom. They go side by side as long as each keeps to its own; who wants what
 * another has, or to be alone, waits for all that can go on to end, and then they go one by one.
 */
export function openTurns() {
  const holders = new Map<string, Turn>()
  const waiting: Waiting[] = []
  let underWay = 0
  let fault: unknown = null

  const company: Company = {
    isFree: (name, turn) => name === null || (holders.get(name) ?? turn) === turn,
    isAlone: () => underWay <= 1,
    hold: (name, turn) => void holders.set(name, turn),
    stand(one) {
      if (one) waiting.push(one)
      underWay -= 1
      if (underWay > 0 || waiting.length === 0) return
      const at = waiting.findIndex(({ wants, turn }) => company.isFree(wants, turn))
      if (at < 0) company.giveUp()
      const [next] = waiting.splice(Math.max(at, 0), 1)
      underWay += 1
      next?.go()
    },
    leave(turn) {
      for (const [name, of] of holders) if (of === turn) holders.delete(name)
      company.stand()
    },
    /** None can be right then, and all are run again by themselves. */
    giveUp() {
      fault ??= new Error('works that wait for one another')
    },
  }

  return {
    enter(): Turn {
      underWay += 1
      return openTurn(company)
    },
    fault: () => fault,
    fail(reason: unknown) {
      fault ??= reason
    },
  }
}

function openTurn(company: Company): Turn {
  let behind: (() => void)[] | null = null
  let wasAlone = false

  const turn: Turn = {
    mayGo(wants, isAlone) {
      if (behind || !company.isFree(wants, turn) || (isAlone && !company.isAlone())) return false
      wasAlone ||= isAlone
      return true
    },
    wait(wants, call) {
      if (behind) return void behind.push(call)
      // What it took while it was alone would be another's while it waits.
      if (wasAlone) {
        company.giveUp()
        return call()
      }
      wasAlone = true
      const calls = [call]
      behind = calls
      const go = () => {
        for (const one of calls) one()
        behind = null
      }
      company.stand({ turn, wants, go })
    },
    take(name) {
      if (!company.isFree(name, turn)) company.giveUp()
      company.hold(name, turn)
    },
    settled: () =>
      new Promise((resolve) => {
        if (behind) behind.push(resolve)
        else resolve()
      }),
    end: () => company.leave(turn),
  }
  return turn
}
