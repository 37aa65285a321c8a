type Reach = 'email' | 'text' | 'page'
type Split = 'ship_available' | 'hold'
/** What a substitute costs beside what it replaces; `amount` is never below nothing. */
type Price = { kind: 'more' | 'less'; amount: string } | { kind: 'same' }

/** A title that is too long to be read inside a sentence or on a button is null. */
const the = (title: string | null, otherwise: string) => (title ? `the ${title}` : otherwise)

const SPLITS: Record<Split, string> = {
  ship_available: 'What is ready ships first.',
  hold: 'Everything ships in one package.',
}

/** The shopper's choices beside cancelling: how it ships, a substitute, keep waiting, the waiting list. */
export const choicesEn = {
  split: {
    name: 'How it ships',
    card: 'Some of your order is ready before the rest. You choose how it ships.',
    choose: 'Choose how it ships',
    change: 'Choose again',
    chosen: (split: Split) => `You chose: ${SPLITS[split]}`,
    heading: 'How should your order ship?',
    text: 'Some of it is ready before the rest. You can choose again until something has shipped.',
    option: (split: Split) =>
      split === 'hold' ? 'Everything in one package' : 'What is ready ships first',
    first: 'Ships first',
    later: 'Follows in another package',
    together: (day: string | null) =>
      day
        ? `All of it ships by ${day}.`
        : 'All of it ships once the last of it is here. There is no date for that yet.',
    action: (split: Split) =>
      split === 'hold' ? 'Ship it all together' : 'Ship what is ready first',
    isChosen: 'This is what you chose.',
    done: (split: Split) => SPLITS[split],
    doneText: 'We have your choice. You can change it until something has shipped.',
  },

  substitute: {
    heading: (title: string | null) => `Something else instead of ${the(title, 'this item')}?`,
    headingSeveral: 'Something else instead of what waits?',
    text: 'One press swaps it. To keep waiting, there is nothing you need to do.',
    textAsked: 'One press swaps it. Or tell us below whether you want to wait.',
    instead: (title: string) => `Instead of ${title}`,
    price: (price: Price, each: boolean) =>
      price.kind === 'same'
        ? 'The same price'
        : `${price.amount} ${price.kind}${each ? ' for each' : ''}`,
    action: (title: string | null) => `Take ${the(title, 'this one')}`,
    keep: 'Keep waiting',
    more: 'Choose for the others',
    link: 'See what you can have instead',
    /** `line` where other lines have offers too; `option` where there is just one. */
    note: (count: number, line: string | null, option: string | null) => {
      const what = count === 1 ? the(option, 'something else') : `one of ${count} others`
      return line ? `Instead of the ${line} you can have ${what}.` : `You can have ${what} instead.`
    },
    noteSeveral: (count: number) => `For ${count} of these you can have something else instead.`,
    taken: (title: string | null) => `You chose ${the(title, 'another item')}. We swap it.`,
    done: (title: string | null) => `You chose ${the(title, 'another item')}.`,
    doneText: (title: string | null) =>
      `It takes the place of ${the(title, 'what waited')}. Your order’s page shows it once that is done.`,
  },

  choice: {
    heading: 'Keep waiting, or not?',
    text: (day: string) => `You ordered this on ${day} and it still waits for stock. You choose.`,
    asked: 'This has waited long. You choose: keep waiting, or not.',
    link: 'Keep waiting or cancel',
    keep: 'Keep waiting',
    kept: 'You keep waiting.',
    keptText: (reach: Reach, day: string | null) =>
      [
        reach === 'page' ? 'This page shows when it ships.' : `We’ll ${reach} you when it ships.`,
        ...(day ? [`If it still waits on ${day}, we ask again.`] : []),
        'Until it ships you can cancel.',
      ].join(' '),
  },

  waitlist: {
    check: 'Tell me when it is available again.',
    action: 'Tell me when it is back',
    heading: 'Shall we tell you when it is back?',
    text: (reach: Reach) =>
      `${reach === 'text' ? 'We text you' : 'We email you'} once, when it can be ordered again. This is not an order.`,
    listed: 'We’ll tell you when it is available again.',
    done: 'You are on the waiting list.',
    doneText: (reach: Reach) =>
      `${reach === 'text' ? 'We’ll text you' : 'We’ll email you'} once, when it can be ordered again.`,
  },
}
