import type { Operation } from './operation.ts'
import { eventOperations } from './operations-events.ts'
import { letterOperations } from './operations-letters.ts'
import { orderOperations } from './operations-orders.ts'
import { pageOperations, serviceOperations } from './operations-pages.ts'
import { setupOperations } from './operations-setup.ts'

/** Every route there is; a test holds this against the app's own list. */
export const OPERATIONS: readonly Operation[] = [
  ...eventOperations,
  ...orderOperations,
  ...letterOperations,
  ...setupOperations,
  ...pageOperations,
  ...serviceOperations,
]
