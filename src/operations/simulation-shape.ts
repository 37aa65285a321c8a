import type { Heard, Word } from '../domain/compare-words.ts'
import type { PolicySimulation } from './simulate-policy.ts'

/** As the API and the command line write it: one shape for programs, whichever asks. */
export const simulationShape = (simulation: PolicySimulation) => ({
  orders: simulation.orders,
  was: heardShape(simulation.was),
  would: heardShape(simulation.would),
  differing: simulation.differing,
  differences: simulation.differences.map(({ orderId, orderNumber, was, would }) => ({
    order_id: orderId,
    order_number: orderNumber,
    was: was.map(wordShape),
    would: would.map(wordShape),
  })),
})

const heardShape = ({ messages, byKind, longestSilence: longest, overBudget }: Heard) => ({
  messages,
  by_kind: byKind,
  longest_silence: longest && {
    seconds: Math.round(longest.seconds),
    budget_days: longest.budgetDays,
    from: longest.from,
    to: longest.to,
    order_id: longest.orderId,
  },
  over_budget: overBudget,
})

const wordShape = ({ kind, channel, at, why }: Word) => ({
  kind,
  channel,
  at,
  ...(why !== null && { why }),
})
