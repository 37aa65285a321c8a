import type { HandedOver } from './outcome.ts'

/** One attempt to tell an endpoint an event. */
export type WebhookCall = {
  /** The same over all attempts: by it the endpoint knows an event that it has had. */
  messageId: string
  url: string
  body: string
  /** `whsec_…`: each of them signs, the newest first. */
  secrets: readonly string[]
  /** When it is tried, in seconds. The system's time also of a test merchant: the endpoint's is. */
  seconds: number
  /** How long its answer is waited for, where that is less than usual. */
  patienceMs?: number
}

export type WebhookChannel = {
  name: 'webhook'
  /** Why an address is none that is called at all; null where it may be. */
  refuse(url: string): string | null
  send(call: WebhookCall): Promise<HandedOver>
}

/** What it is called where an endpoint answers that it is no more. */
export const GONE = 'gone'
