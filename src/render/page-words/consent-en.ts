type Reach = 'email' | 'text' | 'page'

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
    confirm: (day: string, isPaid: boolean) =>
      `If we hear nothing by the end of ${day} and it has not shipped by then, our team confirms the cancellation${isPaid ? ' with a full refund' : ''}, and we write to you.`,
  },

  keep: 'Keep waiting',
  keepMeans: (day: string | null) =>
    day
      ? `You agree to ${day}. Until it ships you can still cancel, at no cost.`
      : 'You agree to wait without a date. Until it ships you can cancel at any time, at no cost.',
  cancelMeans: (days: number) =>
    `It costs you nothing. You get all of your money back within ${days} working days, the way you paid, shipping included.`,
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
  over: 'What you answered no longer stands. This is how it is now.',
}
