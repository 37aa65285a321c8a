type What =
  | { kind: 'order' }
  | { kind: 'rest' }
  | { kind: 'line'; title: string | null }
  | { kind: 'lines'; count: number }
  | { kind: 'part'; title: string; count: number }
  | { kind: 'units'; count: number; state: 'all' | 'waits' | 'unshipped'; title: string | null }

const object = (what: What) => {
  switch (what.kind) {
    case 'order':
      return 'the order'
    case 'rest':
      return 'the rest of the order'
    case 'line':
      return what.title ? `the ${what.title}` : 'this item'
    case 'part':
      return `${what.count} × ${what.title}`
    case 'lines':
      return `${what.count} ${what.count === 1 ? 'item' : 'items'}`
    case 'units':
      return units(what)
  }
}
const units = ({ count, state, title }: Extract<What, { kind: 'units' }>) => {
  const named = title ? `${count} ${title}` : `${count}`
  return state === 'all' ? `all ${named}` : `the ${named} that ${STATES[state](count === 1)}`
}
const STATES = {
  waits: (one: boolean) => (one ? 'waits' : 'wait'),
  unshipped: (one: boolean) => (one ? 'has not shipped' : 'have not shipped'),
}
const isSeveral = (what: What) => 'count' in what && what.count > 1
const workingDays = (days: number) => `${days} working ${days === 1 ? 'day' : 'days'}`
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

export const cancelEn = {
  /** The same words on the link, the heading and the button: what is read is what is done. */
  action: (what: What, asks: boolean) =>
    asks ? `Ask to cancel ${object(what)}` : `Cancel ${object(what)}`,
  heading: (what: What, asks: boolean) =>
    asks ? `Ask to cancel ${object(what)}?` : `Cancel ${object(what)}?`,
  keep: 'Keep my order',

  will: 'What will be cancelled',
  willAsk: 'What you ask to cancel',
  stays: 'This stays in your order',
  shipped: 'This has shipped and can’t be stopped',
  atOnce: 'One press cancels it at once, and we confirm it.',
  mixed:
    'What waits is cancelled at once. What is being prepared we check first, and answer whether we could stop it.',
  asks: 'It is being prepared, so we check whether we can still stop it, and answer.',
  asksWaiting: 'It still waits for stock. We confirm the cancellation ourselves, and answer.',
  refund: (days: number) =>
    `You get your money back within ${workingDays(days)}, the way you paid.`,
  refundIfStopped: (days: number, isHere: boolean) =>
    `${isHere ? 'If we can stop it' : 'Once we confirm it'}, you get your money back within ${workingDays(days)}, the way you paid.`,

  instead: 'Or cancel something else',
  all: 'Everything that has not shipped',
  onlyWaiting: 'Only what waits for stock',
  choose: 'Choose items',
  show: 'Show these',

  reason: 'Why? You need not say.',
  reasonMax: 'At most 500 characters.',

  done: (what: What) => `${capital(object(what))} ${isSeveral(what) ? 'are' : 'is'} cancelled.`,
  doneText: (reach: 'email' | 'text' | 'page') =>
    reach === 'page' ? 'Your order’s page shows it.' : `We confirm it by ${reach}.`,
  requested: 'We have your request.',
  requestedText: (reach: 'email' | 'text' | 'page', isHere: boolean) => {
    const answer =
      reach === 'page' ? 'Your order’s page shows our answer.' : `We ${reach} you the answer.`
    return isHere
      ? `We check whether we can still stop it. Until then it may still ship. ${answer}`
      : `It still waits for stock. We confirm the cancellation ourselves. ${answer}`
  },
  requestedMore: (count: number) =>
    `We have your request for ${count} more ${count === 1 ? 'item' : 'items'}.`,
  nothing: 'There is nothing left to cancel.',
  nothingShipped:
    'It has shipped already. If you don’t want it, write to us and we tell you how to send it back.',
  crossed:
    'You asked to cancel, and it was already on its way. If you don’t want it, write to us and we tell you how to send it back.',
  onItsWay: (what: What) =>
    `${capital(object(what))} ${isSeveral(what) ? 'are already on their way' : 'is already on its way'}.`,
  sendBack: 'If you don’t want it, write to us and we tell you how to send it back.',
  crossedHeading: 'Already on its way',
  nothingCancelled: 'What could be cancelled is cancelled already.',
  madeHeading: 'Cancelled',
  requestedHeading: 'Asked for',
  none: 'You chose no item, so this is the whole order again. Choose at least one below.',
  unreadable: 'We couldn’t read what you chose, so nothing was cancelled. Please choose again.',
  back: 'See your order',
}
