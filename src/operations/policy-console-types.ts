import type { Policy } from '../domain/policy.ts'
import type { PolicyVersion } from './settings.ts'

/** What the page of the policy asks of the operations; types only, as beside it. */
export type PolicyConsole = {
  /** The policy that holds, the number of its version, and those that held, newest first. */
  readPolicy(merchantId: string, input: { before: number | null }): Promise<PolicyView>
  /**
   * Throws `conflict` where another version holds by now: what somebody else has just set must not
   * be undone by a form that was opened before.
   */
  savePolicy(merchantId: string, input: { policy: Policy; over: number; by: string }): Promise<void>
}

export type PolicyView = {
  policy: Policy
  version: number
  versions: PolicyVersion[]
  /** The version before which the next page begins; null: these were all. */
  next: number | null
}
