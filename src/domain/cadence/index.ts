import type { MessageKind, Notice } from '../message.ts'
import type { OrderState } from '../order.ts'
import { isTurnedOff } from '../policy-of-kind.ts'
import { type Speech, settleSpeech } from './arbitration.ts'
import { sayTakenBack } from './back-beside.ts'
import { wantBackInStock } from './back-in-stock.ts'
import { wantBackorderCheckin } from './backorder-checkin.ts'
import { wantBackorderChoice } from './backorder-choice.ts'
import { wantBackorderConfirmed } from './backorder-confirmed.ts'
import { wantBackorderUnfulfillable } from './backorder-unfulfillable.ts'
import { wantBackorderUpdate } from './backorder-update.ts'
import { wantCalledBack } from './called-back.ts'
import { wantCancelOrStop } from './cancel-or-stop.ts'
import { wantCancellationAsked } from './cancellation-asked.ts'
import type { CadenceContext, Rule } from './context.ts'
import { wantDelayExpired } from './delay-expired.ts'
import { wantDelayOption } from './delay-option.ts'
import { wantDelayOptionReminder } from './delay-option-reminder.ts'
import { wantDeliveryFeedback } from './delivery-feedback.ts'
import { wantEtaChanged } from './eta-changed.ts'
import { sayIfSilent } from './if-silent.ts'
import { wantInquiryReceived } from './inquiry-received.ts'
import { wantLetters } from './letters.ts'
import { wantOrderCancelled } from './order-cancelled.ts'
import { wantOrderConfirmed } from './order-confirmed.ts'
import { wantOrderUpdate } from './order-update.ts'
import { wantPackageAlarms } from './package-alarms.ts'
import { wantPackageStatus } from './package-status.ts'
import { sayPaidBack } from './paid-back.ts'
import { wantPromiseMissed } from './promise-missed.ts'
import { wantPutBack } from './put-back.ts'
import { wantRefundIssued } from './refund-issued.ts'
import { wantResends } from './resends.ts'
import { wantRestocked } from './restocked.ts'
import { wantShipped } from './shipped.ts'
import { lastWord } from './silence-budget.ts'
import { wantSubstituteOffered } from './substitute-offered.ts'
import { tellShown } from './tell-shown.ts'

/** Of packages: of an order without any they say nothing, and are not asked. */
const PACKAGE_RULES: readonly Rule[] = [
  wantShipped,
  wantPackageStatus,
  wantPackageAlarms,
  wantDeliveryFeedback,
]

const RULES: readonly Rule[] = [
  wantOrderConfirmed,
  wantBackorderConfirmed,
  wantBackorderCheckin,
  wantBackorderUpdate,
  wantOrderUpdate,
  wantCalledBack,
  wantPutBack,
  wantDelayOption,
  wantDelayOptionReminder,
  wantDelayExpired,
  wantEtaChanged,
  wantPromiseMissed,
  wantRestocked,
  wantShipped,
  wantPackageStatus,
  wantPackageAlarms,
  wantDeliveryFeedback,
  wantOrderCancelled,
  wantCancellationAsked,
  wantBackorderUnfulfillable,
  wantRefundIssued,
  wantSubstituteOffered,
  wantBackorderChoice,
  wantBackInStock,
  wantInquiryReceived,
  wantCancelOrStop,
  wantLetters,
]

/**
 * The messages that should exist for an order now: each rule's word, less the kinds that the
 * merchant turned off, and of those that come together the one of the last state; and what gives
 * way to what. A pure function of what is known: nobody schedules by hand, so nothing can be
 * forgotten, doubled or outdated. `again` says under which key a notice goes whose message
 * failed, and null where it was given up: what cannot go must silence nothing.
 */
export function speechOf(
  order: OrderState,
  context: CadenceContext,
  again: (notice: Notice) => Notice | null = (notice) => notice,
): Speech {
  const wantedFor = (one: OrderState) => askAll(one, context)
  const mayGo = (notices: readonly Notice[]) =>
    notices
      .filter(
        (one) => isFirstDate(one) || !isTurnedOff(context.policy, one.kind, order, one.facts.lines),
      )
      .filter(({ kind }) => !context.declined?.includes(kind))
      .flatMap((notice) => again(notice) ?? [])
  const wanted = [...wantedFor(order), ...wantResends(order, wantedFor)]
  const going = mayGo(wanted)
  const isConfirmationLost = wanted.some(isConfirmation) && !going.some(isConfirmation)
  const instead =
    isConfirmationLost && !lastWord(order)
      ? mayGo(BUDGET_RULES.flatMap((rule) => rule(order, { ...context, isConfirmationLost })))
      : []
  const all = [...going, ...instead]
  const notices = all
    .map(sayIfSilent(order, context))
    .map(sayTakenBack(order, context))
    .map(tellShown(order, context, all))
    .map(sayPaidBack(order))
  return settleSpeech(order, notices, context)
}

/** Who was told of no date is promised to hear of the first: that is more than an earlier one. */
const isFirstDate = ({ kind, facts }: Notice) =>
  kind === 'eta_improved' && facts.dates.some((one) => one.old === null && one.new !== null)

/** Not by `flatMap`, which took as long as the rules that have nothing to say. */
function askAll(order: OrderState, context: CadenceContext): Notice[] {
  const wanted: Notice[] = []
  for (const rule of order.shipments.length > 0 ? RULES : RULES_WITHOUT_PACKAGES)
    for (const notice of rule(order, context)) wanted.push(notice)
  return wanted
}

const RULES_WITHOUT_PACKAGES = RULES.filter(
  (rule) => !PACKAGE_RULES.includes(rule) && rule !== wantCalledBack,
)

/**
 * What keeps the budget waits for the confirmation, from which it counts. Of one that was refused for
 * good (a mail too large, a subject that a server dislikes) nothing would follow, ever: neither a
 * word to who waits, nor one to the merchant, for the address itself takes mail.
 */
const BUDGET_RULES: readonly Rule[] = [wantBackorderUpdate, wantOrderUpdate]
const isConfirmation = ({ kind }: Notice) => CONFIRMATIONS.has(kind)
const CONFIRMATIONS: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'order_confirmed',
  'backorder_confirmed',
  'preorder_confirmed',
])
