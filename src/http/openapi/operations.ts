import type { Operation } from './operation.ts'
import { availabilityOperations } from './operations-availability.ts'
import { eventOperations } from './operations-events.ts'
import { evidenceOperations } from './operations-evidence.ts'
import { feedbackOperations } from './operations-feedback.ts'
import { letterOperations } from './operations-letters.ts'
import { logoOperations } from './operations-logo.ts'
import { orderOperations } from './operations-orders.ts'
import { pageOperations, serviceOperations } from './operations-pages.ts'
import { reportOperations } from './operations-reports.ts'
import { setupOperations } from './operations-setup.ts'
import { suppressionOperations } from './operations-suppressions.ts'
import { templateOperations } from './operations-templates.ts'
import { webhookOperations } from './operations-webhooks.ts'

/** Every route there is; a test holds this against the app's own list. */
export const OPERATIONS: readonly Operation[] = [
  ...eventOperations,
  ...orderOperations,
  ...evidenceOperations,
  ...letterOperations,
  ...suppressionOperations,
  ...reportOperations,
  ...feedbackOperations,
  ...setupOperations,
  ...templateOperations,
  ...logoOperations,
  ...webhookOperations,
  ...availabilityOperations,
  ...pageOperations,
  ...serviceOperations,
]
