/** One unit that an order waits for, in the order in which units are given out. */
type Slot = { order: string; right: string; since: string }
type Inbound = {
  stated: number
  came: number
  day: string | null
  isOff: boolean
  /** Of another SKU by now: what names it is none of it. */
  isElsewhere: boolean
}
type Kept = {
  priority: number
  placedAt: string
  held: number
  gross: number
  theirs: number
  /** In stock as it was ordered, and neither shipped nor cancelled. */
  stock: number
}
export type Reach = { supplyId: string; day: string | null } | null

/**
 * The queue of a SKU, unit by unit and in plain lists: no ranks, no epochs, no sums. Whoever waits
 * for three stands in it three times. What the operations come to is held against it.
 */
export class QueueModel {
  slots: Slot[] = []
  readonly orders = new Map<string, Kept>()
  readonly supplies = new Map<string, Inbound>()
  /** Units that came and that nobody could have: who waited by `until` may still be heard of. */
  spare = 0
  until = ''
  /** Given out by the merchant itself before we heard that they came. */
  early = 0
  /** Given out, and no supply was said to be short of them: they are of what comes next. */
  gone = 0
  told: ReadonlySet<string> = new Set()

  place(
    order: string,
    quantity: number,
    { priority, placedAt, stock = 0 }: Pick<Kept, 'priority' | 'placedAt'> & { stock?: number },
  ) {
    this.orders.set(order, { priority, placedAt, held: 0, gross: 0, theirs: 0, stock })
    this.join(order, quantity, placedAt)
  }

  /** More of it stands behind whoever was told a date, as if it were another order's. */
  grow(order: string, quantity: number, now: string) {
    this.join(order, quantity, now)
  }

  /** The merchant's own word moves it before whoever comes after it by right, or behind who comes first. */
  prioritise(order: string, priority: number) {
    const kept = this.of(order)
    const isRaised = priority > kept.priority
    const mine = this.slots.filter((slot) => slot.order === order)
    const [first] = mine
    const isSame = priority === kept.priority
    kept.priority = priority
    if (isSame || !first) return
    const stood = this.slots.indexOf(first)
    this.slots = this.slots.filter((slot) => slot.order !== order)
    const right = this.right(order)
    const at = isRaised
      ? this.slots.findIndex((slot) => slot.right > right)
      : this.slots.findIndex((slot, index) => index >= stood && slot.right > right)
    const moved = mine.map(() => ({ order, right, since: first.since }))
    this.slots.splice(at < 0 ? this.slots.length : at, 0, ...moved)
    this.takeSpare()
  }

  /** What waits is cancelled first, its last unit before its first; what it was given goes last. */
  cancel(order: string, quantity: number, now: string) {
    const kept = this.of(order)
    let left = quantity
    while (left > 0 && this.waiting(order) > 0) {
      this.slots.splice(
        this.slots.findLastIndex((slot) => slot.order === order),
        1,
      )
      left -= 1
    }
    const ofStock = Math.min(left, kept.stock)
    kept.stock -= ofStock
    left -= ofStock
    const freed = Math.min(left, kept.held)
    kept.held -= freed
    if (freed > 0) this.arrive(freed, now)
  }

  /** What was in stock ships first, then what has come for it; the merchant had the others itself. */
  ship(order: string, quantity: number) {
    const kept = this.of(order)
    const ofStock = Math.min(quantity, kept.stock)
    kept.stock -= ofStock
    const units = quantity - ofStock
    for (let left = units - kept.held; left > 0; left -= 1) {
      this.giveItself(order)
      kept.gross -= 1 // nobody said that stock of it had come
    }
    kept.held -= units
  }

  /** The merchant's own system gives one to it: of what is here, else of what has yet to come. */
  give(order: string) {
    const kept = this.of(order)
    kept.theirs += 1
    if (kept.theirs > kept.gross) this.giveItself(order)
  }

  private giveItself(order: string) {
    const at = this.slots.findIndex((slot) => slot.order === order)
    this.serve(at)
    if (this.spare > 0) {
      this.spare -= 1
      return
    }
    this.early += 1
    this.gone += 1
  }

  expect(id: string, stated: number, day: string | null) {
    this.change(id, (one) => Object.assign(one, { stated, day, isOff: false, isElsewhere: false }))
  }

  cancelSupply(id: string) {
    this.change(id, (one) => {
      one.isOff = one.came < one.stated || one.stated === 0
    })
  }

  moveSupply(id: string) {
    this.cancelSupply(id)
    this.change(id, (one) => Object.assign(one, { isOff: true, isElsewhere: true }))
  }

  receive(named: string | null, quantity: number, now: string) {
    const id = named && this.supply(named).isElsewhere ? null : named
    const spoken = Math.min(this.early, quantity)
    this.early -= spoken
    this.gone -= spoken
    // What came without a name is of what is to come next, until that comes by its name.
    const presumed = this.gone - this.early
    const before = this.coming()
    if (named) this.supply(named).came += quantity
    const all = before.reduce((units, [, one]) => units + one, 0)
    const next = id
      ? presumed - this.refuted(before, id, presumed)
      : Math.min(presumed + quantity, all)
    this.gone = this.early + next
    this.arrive(quantity - spoken, now)
  }

  private refuted(before: readonly [string, number][], id: string, presumed: number): number {
    let left = presumed
    for (const [supplyId, units] of before) {
      if (supplyId === id) return Math.max(0, Math.min(left, units) - remaining(this.supply(id)))
      left = Math.max(0, left - units)
    }
    return 0
  }

  waiting(order: string) {
    return this.slots.filter((slot) => slot.order === order).length
  }

  /** What the last unit of an order comes from. */
  reach(order: string): Reach {
    let unit = this.gone + this.slots.findLastIndex((slot) => slot.order === order) + 1
    for (const [supplyId, units] of this.coming()) {
      if (unit <= units) return { supplyId, day: this.supply(supplyId).day }
      unit -= units
    }
    return null
  }

  /** What is still to come, by its day. */
  private coming(): [string, number][] {
    return [...this.supplies]
      .filter(([, one]) => remaining(one) > 0)
      .sort(([a, { day: first }], [b, { day: second }]) =>
        `${first ?? '9999'} ${a}` < `${second ?? '9999'} ${b}` ? -1 : 1,
      )
      .map(([id, one]) => [id, remaining(one)])
  }

  private of(order: string): Kept {
    const kept = this.orders.get(order)
    if (!kept) throw new Error(`there is no ${order}`)
    return kept
  }

  private supply(id: string): Inbound {
    const known = this.supplies.get(id) ?? {
      stated: 0,
      came: 0,
      day: null,
      isOff: false,
      isElsewhere: false,
    }
    this.supplies.set(id, known)
    return known
  }

  /** Fewer to come of it than said before are the ones that had gone already, as far as any had. */
  private change(id: string, act: (one: Inbound) => void) {
    const one = this.supply(id)
    const before = remaining(one)
    act(one)
    const known = Math.max(0, Math.min(before - remaining(one), this.gone))
    this.gone -= known
    this.early -= Math.min(this.early, known)
  }

  private right(order: string) {
    const { priority, placedAt } = this.of(order)
    return `${String(1_000 - priority).padStart(4, '0')} ${placedAt}`
  }

  private join(order: string, quantity: number, since: string) {
    const right = this.right(order)
    const at = this.slots.findLastIndex((slot) => this.told.has(slot.order) || slot.right <= right)
    const more = Array.from({ length: quantity }, () => ({ order, right, since }))
    this.slots.splice(at + 1, 0, ...more)
    this.takeSpare()
  }

  private arrive(quantity: number, now: string) {
    this.spare = quantity
    this.until = now
    this.takeSpare()
  }

  private takeSpare() {
    while (this.spare > 0) {
      const at = this.slots.findIndex(({ since }) => since <= this.until)
      if (at < 0) return
      this.serve(at)
      this.spare -= 1
    }
  }

  private serve(at: number) {
    const [slot] = this.slots.splice(at, 1)
    if (!slot) throw new Error('nobody waits there')
    const kept = this.of(slot.order)
    kept.held += 1
    kept.gross += 1
  }
}

const remaining = ({ stated, came, isOff }: Inbound) => (isOff ? 0 : Math.max(0, stated - came))
