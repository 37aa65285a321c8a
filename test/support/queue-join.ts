import {
  comparePlaces,
  type Entry,
  epochBehind,
  type Place,
} from '../../src/domain/supply-queue.ts'

export const isStopper = (entry: Entry, rank: string) => entry.isTold || entry.rank < rank

/**
 * A queue with one more in it: the model of what the database does by three searches of an index.
 * Where the policy lets it, or the merchant has raised an order by its own word, it stands before
 * the first one of a worse rank, told or not.
 */
export function joinQueue<E extends Entry>(
  queue: readonly E[],
  newcomer: Omit<E, 'epoch'>,
  { displaces }: { displaces: boolean },
): E[] {
  const { rank } = newcomer
  if (displaces) {
    const overtaken = queue.find((entry) => entry.rank > rank)
    const epoch = overtaken?.epoch ?? queue.at(-1)?.epoch ?? 0
    return sorted([...queue, { ...newcomer, epoch } as E])
  }
  const at = queue.findLastIndex((entry) => isStopper(entry, rank))
  const stopper = queue[at] ?? null
  const { epoch, lifts } = epochBehind(stopper, rank)
  const isLifted = lifts && queue.slice(at + 1).some((entry) => entry.epoch === stopper?.epoch)
  const moved = queue.map((entry, index) =>
    isLifted && index > at ? { ...entry, epoch: entry.epoch + 1 } : entry,
  )
  return sorted([...moved, { ...newcomer, epoch } as E])
}

const sorted = <E extends Place>(queue: E[]) => queue.sort(comparePlaces)
