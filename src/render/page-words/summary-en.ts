import type { SummaryState } from './index.ts'

/** `partly`: a part of the order was cancelled, so that "everything" would be too much. */
type Whole = {
  name: string
  when: string
  packages: number
  partly: boolean
  /** What was chosen in its place, where it is swapped for one thing. */
  instead: string | null
}
type Part = { count: number; of: number | null; when: string }

/** The headline in English: one sentence for the whole order, or clauses for its parts. */
export const summaryEn = {
  unknown: 'The details of your order have not reached us yet.',
  cancelled: 'Your order is cancelled.',
  nothingToShip: 'Nothing in your order needs shipping.',

  subject: (title: string | null, partly: boolean) =>
    title ? `Your ${title}` : partly ? 'The rest of your order' : 'Your order',
  /** For who cancelled a part of it: "the rest" would read as if more were to come. */
  kept: 'What was not cancelled',

  whole: (state: SummaryState, facts: Whole) => WHOLE[state](facts),

  part(state: SummaryState, { count, of, when }: Part) {
    const number = of === null ? `${count}` : `${count} of ${of} ${of === 1 ? 'item' : 'items'}`
    return `${number} ${PART[state](when, count === 1)}`
  },

  rest: (count: number) => `${count} more ${count === 1 ? 'follows' : 'follow'}`,

  /** A comma inside a date is no boundary, so clauses are set apart by semicolons. */
  join: (clauses: string[]) => `${clauses.join('; ')}.`,
}

const WHOLE: Record<SummaryState, (facts: Whole) => string> = {
  delivered: ({ name, when, packages, partly }) =>
    packages > 1
      ? `${partly ? name : 'Everything'} was delivered, the last package on ${when}.`
      : `${name} was delivered on ${when}.`,
  out_today: ({ name }) => `${name} is out for delivery today.`,
  out_for_delivery: ({ name }) => `${name} is out for delivery.`,
  pickup: ({ name }) => `${name} is ready for you to pick up.`,
  moving: ({ name, when }) => `${name} is on its way${when ? `, arriving ${when}` : ''}.`,
  moving_late: ({ name }) => `${name} is on its way, and later than the carrier expected.`,
  delayed: ({ name, when }) => `${name} is delayed on its way${when ? `, now due ${when}` : ''}.`,
  silent: ({ name, when }) => `${name} is on its way, with no news since ${when}.`,
  missing: ({ name }) => `${name} seems to be lost on its way.`,
  held_up: ({ name }) => `${name} is held up on its way.`,
  returning: ({ name }) => `${name} is on its way back to us.`,
  lost: ({ name }) => `${name} was lost on its way, the carrier says.`,
  gone: ({ name }) => `${name} is lost or on its way back to us.`,
  label: ({ name }) => `${name} is being handed to the carrier.`,
  preparing: ({ name }) => `${name} is being prepared.`,
  kept: ({ name }) => `${name} is in stock and ships with the rest.`,
  swapped: ({ name, instead }) =>
    `${name} is being swapped for ${instead ? `the ${instead}` : 'what you chose'}.`,
  restocked: ({ name }) => `${name} is in and being prepared.`,
  restocked_dated: ({ name, when }) => `${name} is in and ships by ${when}.`,
  waiting: ({ name, when }) => `${name} ships by ${when}.`,
  missed: (facts) => `${facts.name} was to ship by ${facts.when} and has not.`,
  no_date: (facts) => `${facts.name} ships when restocked.`,
  undated: (facts) => `${facts.name} has no ship date yet.`,
}

const PART: Record<SummaryState, (when: string, one: boolean) => string> = {
  delivered: (when, one) => `${one ? 'was' : 'were'} delivered${when ? ` on ${when}` : ''}`,
  out_today: (_, one) => `${is(one)} out for delivery today`,
  out_for_delivery: (_, one) => `${is(one)} out for delivery`,
  pickup: (_, one) => `${is(one)} ready for you to pick up`,
  moving: (when, one) =>
    `${is(one)} on ${one ? 'its' : 'their'} way${when ? `, arriving ${when}` : ''}`,
  moving_late: (_, one) => `${is(one)} on ${one ? 'its' : 'their'} way, later than expected`,
  delayed: (when, one) => `${is(one)} delayed${when ? `, now due ${when}` : ''}`,
  silent: (when, one) => `${is(one)} on ${one ? 'its' : 'their'} way, no news since ${when}`,
  missing: (_, one) => `${one ? 'seems' : 'seem'} to be lost on the way`,
  held_up: (_, one) => `${is(one)} held up on the way`,
  returning: (_, one) => `${is(one)} on the way back to us`,
  lost: (_, one) => `${one ? 'was' : 'were'} lost on the way`,
  gone: (_, one) => `${is(one)} lost or on the way back to us`,
  label: (_, one) => `${is(one)} being handed to the carrier`,
  preparing: (_, one) => `${is(one)} being prepared`,
  kept: (_, one) => `${is(one)} in stock and ${one ? 'ships' : 'ship'} with the rest`,
  swapped: (_, one) => `${is(one)} being swapped for what you chose`,
  restocked: (_, one) => `${is(one)} in and being prepared`,
  restocked_dated: (when, one) => `${is(one)} in and ${one ? 'ships' : 'ship'} by ${when}`,
  waiting: (when, one) => `${one ? 'ships' : 'ship'} by ${when}`,
  missed: (when, one) =>
    `${one ? 'was' : 'were'} to ship by ${when} and ${one ? 'has' : 'have'} not`,
  no_date: (_, one) => `${one ? 'ships' : 'ship'} when restocked`,
  undated: (_, one) => `${one ? 'has' : 'have'} no ship date yet`,
}

const is = (one: boolean) => (one ? 'is' : 'are')
