import type { ServerArm } from './server.ts'

export type Arm = ServerArm | 'loop'
/** One arm in one round. The loop has no requests, so it has but a rate. */
export type Sample = {
  perSecond: number
  p50?: number
  p99?: number
  /** The server's processor time for one event, which neighbours on the machine change least. */
  cpuMicros?: number
  /** The generator's own share of a core. */
  loadCpu?: number
}
export type Samples = Record<Arm, Sample[]>
