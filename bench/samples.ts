import type { ServerArm } from './server.ts'

export type Arm = ServerArm | 'loop'
export const ARMS: readonly Arm[] = ['bare', 'loop', 'ours', 'ours-alone']

export type Plan = {
  connections: number
  rounds: number
  /** Of each arm in a round. */
  seconds: number
  /** Before the first round, so that the engine has compiled what is hot. */
  warmSeconds: number
  loopSeconds: number
  renderSeconds: number
}

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

export type Measured = {
  samples: Record<Arm, Sample[]>
  /** Milliseconds each. */
  fsyncs: number[]
  /** The machine's load average after each round. */
  loads: number[]
}
