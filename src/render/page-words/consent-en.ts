type Reach = 'email' | 'text' | 'page'
/** What comes back: all that was paid, or the money for what is cancelled, as a sum where it is known. */
type Back = { kind: 'whole' } | { kind: 'amount'; amount: string } | { kind: 'part' }

/** A delay that its reader may agree to, or cancel for (16 CFR 435.2): both ways, and what silence means. */
export const consentEn = {
  name: 'It takes longer: you decide',
  heading: 'Keep waiting, or cancel?',
  asked: (day: string) => `Asked on ${day}.`,
  before: (day: string) => `It was to ship by ${day}.`,
  dated: (day: string) => `The new date is ${day}.`,
  /** Where no other date was told, so that none is a new one. */
  promised: (day: string) => `The date we can now promise is ${day}.`,
  earlier: (day: string, before: string) =>
    `The date we can now promise is ${day}, earlier than ${before}.`,
  undated: 'There is no date yet that we could keep.',
  reason: (reason: string) => `Why: ${reason}`,
  silence: {
    consent:
      'If we hear nothing, you agree to the new date. Until it ships you can still cancel, at no cost.',
    wait: 'If we hear nothing, you agree to wait. Until it ships you can still cancel, at no cost.',
    cancel: (day: string, isPaid: boolean) =>
      `If we hear nothing by the end of ${day} and it has not shipped by then, we cancel it${isPaid ? ' and you get your money back' : ''}.`,
    over: (day: string) =>
      `We had asked you to answer by ${day}. It has not been cancelled yet, so you can still choose.`,
    /** No answer was asked for: silence had agreed to the day, and it has gone by. */
    overDated: (day: string) =>
      `${day} was the date that held, and it has not shipped. It has not been cancelled yet, so you can still choose.`,
    confirm: (day: string, isPaid: boolean) =>
      `If we hear nothing by the end of ${day} and it has not shipped by then, our team confirms the cancellation${isPaid ? ' with a full refund' : ''}, and we write to you.`,
  },
  /** What ends, where the date is that of some of it: the others have their stock. */
  takes: (all: number, here: number) =>
    `Without your answer, ${all} items are cancelled: also ${here === 1 ? 'the one in stock, if it has' : `the ${here} in stock, if they have`} not shipped.`,

  keep: 'Keep waiting',
  keepMeans: (day: string | null) =>
    day
      ? `You agree to ${day}. Until it ships you can still cancel, at no cost.`
      : 'You agree to wait without a date. Until it ships you can cancel at any time, at no cost.',
  cancelMeans: (days: number, money: Back) => {
    const within = `within ${days} working ${days === 1 ? 'day' : 'days'}, the way you paid`
    if (money.kind === 'whole')
      return `It costs you nothing. You get all of your money back ${within}, shipping included.`
    return money.kind === 'amount'
      ? `It costs you nothing. You get ${money.amount} back for it ${within}.`
      : `It costs you nothing. You get a full refund for it ${within}.`
  },
  cancels: (all: number, here: number) =>
    `This cancels ${all} items, also the ${here === 1 ? 'one' : here} in stock.`,
  cancelUnpaid: 'It costs you nothing.',

  kept: 'You keep waiting.',
  keptText: (reach: Reach) =>
    `${reach === 'page' ? 'This page shows when it ships' : `We’ll ${reach} you when it ships`}, or if the date moves again. Until it ships you can cancel, at no cost.`,
  agreed: (asked: string, until: string | null) =>
    until
      ? `You agreed on ${asked} to wait until ${until}.`
      : `You agreed on ${asked} to wait without a date.`,
  agreedEnd: (isPaid: boolean) =>
    `If it has not shipped by then, we cancel it${isPaid ? ' and you get your money back' : ''}.`,
  agreedConfirm: (isPaid: boolean) =>
    `If it has not shipped by then, our team confirms the cancellation${isPaid ? ' with a full refund' : ''}.`,
  /** Its reader owes no answer: it ships by that day, or ends. */
  endsBy: (day: string, isPaid: boolean) =>
    `If it has not shipped by ${day}, we cancel it${isPaid ? ' and you get your money back' : ''}.`,
  over: 'What you answered no longer stands. This is how it is now.',
}
