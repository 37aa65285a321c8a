import type { Writer } from '../db/group-commit.ts'
import type { Services } from './services.ts'

/** An endpoint that hangs keeps no more than so many attempts of this process. */
const ENDPOINT_MAX = 8
/** And all endpoints together no more than so many. */
const PROCESS_MAX = 64
const STEP_MS_MIN = 5
const WAIT_MS_MAX = 60_000

type Flow = {
  inFlight: number
  /** How long an attempt takes, lately. */
  meanMs: number
  /** When the last that had to wait has its turn. */
  turnAt: number
}

/**
 * What is on its way to endpoints, by process. The worker does not wait for it: one that takes
 * fifteen seconds to give no answer would hold up every mail that is due meanwhile.
 */
type Gate = {
  flows: Map<string, Flow>
  /** And whose. */
  running: Map<Promise<void>, string>
  /** What is on its way, by message, and to which endpoint. */
  entered: Map<string, string>
}

const gates = new WeakMap<Writer, Gate>()

function gateOf({ writer }: Services): Gate {
  const known = gates.get(writer) ?? { flows: new Map(), running: new Map(), entered: new Map() }
  gates.set(writer, known)
  return known
}

type Entering = { endpointId: string; messageId: string; isFailing: boolean }

/**
 * Lets an event begin, or says in how many milliseconds to look again: where many wait, each has a
 * turn of its own, at the pace at which the endpoint takes them. An endpoint that fails throughout
 * gets one at a time. Entered twice, as by a transaction that is run again, it counts once.
 */
export function enterGate(
  services: Services,
  { endpointId, messageId, isFailing }: Entering,
): { waitMs: number } | null {
  const gate = gateOf(services)
  if (gate.entered.has(messageId)) return null
  const flow = gate.flows.get(endpointId) ?? { inFlight: 0, meanMs: 0, turnAt: 0 }
  gate.flows.set(endpointId, flow)

  const most = isFailing ? 1 : ENDPOINT_MAX
  if (flow.inFlight < most && gate.entered.size < PROCESS_MAX) {
    flow.inFlight += 1
    gate.entered.set(messageId, endpointId)
    return null
  }
  const now = services.clock.now().getTime()
  const step = Math.max(flow.meanMs / most, STEP_MS_MIN)
  flow.turnAt = Math.min(Math.max(flow.turnAt, now) + step, now + WAIT_MS_MAX)
  return { waitMs: Math.ceil(flow.turnAt - now) }
}

/** It ended, or did not begin after all. */
export function leaveGate(services: Services, messageId: string) {
  const { flows, entered } = gateOf(services)
  const endpointId = entered.get(messageId) ?? ''
  const flow = flows.get(endpointId)
  if (!entered.delete(messageId) || !flow) return
  flow.inFlight -= 1
  if (flow.inFlight === 0) flows.delete(endpointId)
}

/** Goes on by itself; whoever started it does not wait. Faults are told to `onFault`. */
export function runBeside(
  services: Services,
  { merchantId, endpointId, messageId }: Omit<Entering, 'isFailing'> & { merchantId: string },
  work: () => Promise<unknown>,
  onFault: (error: unknown) => void,
) {
  const gate = gateOf(services)
  const beganAt = services.clock.now().getTime()
  const running = work()
    .then(() => {}, onFault)
    .then(() => {
      const flow = gate.flows.get(endpointId)
      if (flow) flow.meanMs = (flow.meanMs + services.clock.now().getTime() - beganAt) / 2
      leaveGate(services, messageId)
      gate.running.delete(running)
    })
  gate.running.set(running, merchantId)
}

/** Until nothing is on its way any more (of one merchant, or at all), also not what followed from it. */
export async function webhooksAtRest(services: Services, merchantId?: string): Promise<void> {
  const { running } = gateOf(services)
  const left = () =>
    [...running].flatMap(([one, of]) =>
      merchantId === undefined || of === merchantId ? [one] : [],
    )
  while (left().length > 0) await Promise.all(left())
}
