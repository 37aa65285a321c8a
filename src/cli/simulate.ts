import { parseArgs } from 'node:util'
import type { Heard } from '../domain/compare-words.ts'
import { DomainError } from '../domain/error.ts'
import { faultsOf } from '../domain/event.ts'
import { policySchema } from '../domain/policy.ts'
import { findMerchantOfSlug } from '../operations/merchants.ts'
import {
  type PolicySimulation,
  SIMULATED_MAX,
  simulatePolicy,
} from '../operations/simulate-policy.ts'
import { simulationShape } from '../operations/simulation-shape.ts'
import { type Command, UsageError } from './cli-app.ts'
import { readInput } from './read-input.ts'

const LIMIT = 1_000
const SHOWN_MAX = 20

/** `tidings simulate --merchant SLUG --policy FILE`: what it would have sent, against what was. */
export const simulateCommand: Command = async ({ services }, args) => {
  const { values } = parseArgs({
    args,
    options: {
      merchant: { type: 'string' },
      policy: { type: 'string', default: '/dev/stdin' },
      from: { type: 'string' },
      to: { type: 'string' },
      limit: { type: 'string', default: String(LIMIT) },
      json: { type: 'boolean', default: false },
    },
  })
  const limit = Number(values.limit)
  if (!Number.isInteger(limit) || limit < 1 || limit > SIMULATED_MAX)
    throw new UsageError(`--limit: from 1 to ${SIMULATED_MAX}`)
  const { merchant: slug = '', from = null, to = null } = values
  const merchant = await findMerchantOfSlug(services, slug)
  if (!merchant)
    throw new DomainError('not_found', `There is no merchant "${slug}": name it by --merchant SLUG`)

  const policy = readPolicy(await readInput(values.policy))
  const simulated = await simulatePolicy(services, merchant, { policy, from, to, limit })
  console.log(
    values.json ? JSON.stringify(simulationShape(simulated), null, 2) : inWords(simulated),
  )
}

function readPolicy(text: string) {
  let input: unknown
  try {
    input = JSON.parse(text)
  } catch (error) {
    throw new DomainError('invalid', `The policy is not JSON: ${(error as Error).message}`)
  }
  const parsed = policySchema.safeParse(input)
  if (parsed.success) return parsed.data
  throw new DomainError('invalid', 'The policy is not valid', faultsOf(parsed.error))
}

/** Side by side, as somebody reads it in a terminal. */
export function inWords({ orders, was, would, differing, differences }: PolicySimulation): string {
  const kinds = [...new Set([...Object.keys(was.byKind), ...Object.keys(would.byKind)])].sort()
  const rows = [
    ['', 'was', 'would be'],
    ...kinds.map((kind) => [kind, countOf(was, kind), countOf(would, kind)]),
    ['messages', String(was.messages), String(would.messages)],
    ['longest silence', silenceOf(was), silenceOf(would)],
    ['orders over the budget', String(was.overBudget), String(would.overBudget)],
  ]
  const shown = differences.slice(0, SHOWN_MAX).map(({ orderNumber, ...words }) => {
    return `  ${orderNumber}: ${words.was.length} messages, would be ${words.would.length}`
  })
  const more = differing > shown.length ? [`  and ${differing - shown.length} more`] : []
  return [
    `${orders} orders, of which ${differing} would have heard something else`,
    '',
    ...rows.map(([name = '', a = '', b = '']) => name.padEnd(26) + a.padStart(10) + b.padStart(12)),
    ...(shown.length > 0 ? ['', 'Orders that differ, newest first:', ...shown, ...more] : []),
  ].join('\n')
}

const countOf = ({ byKind }: Heard, kind: string) =>
  String(byKind[kind as keyof Heard['byKind']] ?? 0)

const silenceOf = ({ longestSilence }: Heard) =>
  longestSilence ? `${(longestSilence.seconds / 86_400).toFixed(1)} days` : 'none'
