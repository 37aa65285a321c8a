import { listOrderVersions, type OrderKey } from '../db/order-versions.ts'
import { hashKey } from '../lib/crypto.ts'
import type { Services } from './services.ts'

export type { OrderKey } from '../db/order-versions.ts'

/** Who listens to an order: told its version when it changes, and when there is no more to come. */
export type Listener = {
  onVersion(version: string): void
  onBeat(): void
  onEnd(): void
}

/** The open streams of one process. */
export type LiveOrders = {
  /** Begins to listen; the way to stop. Null where as many listen as there is room for. */
  watch(key: OrderKey, known: string, listener: Listener): (() => void) | null
}

const VERSION_LENGTH = 16

/**
 * By which two looks at an order are told apart: a hash, since the ids that are in it are none of a
 * shopper's business. An order that is not there has none.
 */
export async function versionsOf(
  { read }: Pick<Services, 'read'>,
  keys: readonly OrderKey[],
): Promise<Map<string, string>> {
  const versions = await listOrderVersions(read, keys)
  return new Map(
    versions.map((one) => [
      nameOf(one),
      hashKey(JSON.stringify([one.foldedTo, one.updatedAt, one.clockAt, one.events])).slice(
        0,
        VERSION_LENGTH,
      ),
    ]),
  )
}

export async function versionOf(services: Services, key: OrderKey): Promise<string> {
  return (await versionsOf(services, [key])).get(nameOf(key)) ?? ''
}

export const nameOf = ({ merchantId, orderId }: OrderKey) => `${merchantId} ${orderId}`
