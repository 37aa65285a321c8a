/** What the reader wants to hear, and the end of mails that are not strictly about an order. */
export const preferencesEn = {
  link: 'Choose what we send you',
  heading: 'What we send you',
  text: 'What you turn off stays off for your later orders: news by your email address, texts by your number.',
  saved:
    'Saved. What you turn off stays off for your later orders: news by your email address, texts by your number.',
  news: 'News you can do without',
  topic: {
    steps: 'When a package is out for delivery, and when it has arrived',
    feedback: 'One question after the delivery',
    back_in_stock: 'When something that you cancelled is in stock again',
  },
  always:
    'What we owe you always comes: that your order is in, a date that moved, a delay and your way out, a cancellation, your money.',
  action: 'Save',
  texts: {
    heading: 'Texts',
    label: (number: string) => `Text me at the number that ends in ${number}`,
    consent:
      'You agree to texts about your orders. Not a condition of any purchase; message and data rates may apply. Reply STOP at any time.',
    stopped: (from: string | null) =>
      from
        ? `You stopped our texts by text. To start them again, text START to ${from}.`
        : 'You stopped our texts by text. To start them again, reply START to any of them.',
    locked: 'Texts are off. To turn them on, give the postcode of the order first.',
  },
  unsubscribe: {
    heading: 'Stop emails that are not about an order under way?',
    text: 'No more questions after a delivery, and no news that something is in stock again.',
    action: 'Stop these emails',
    done: 'These emails have stopped.',
    doneText: 'What concerns an order of yours still comes: dates, delays, cancellations, money.',
  },
}
