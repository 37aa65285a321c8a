type Reach = 'email' | 'text' | 'page'

/** Asking about an order from its page. */
export const inquiryEn = {
  link: 'Ask about this order',
  heading: 'Ask about this order',
  text: (reach: Reach) =>
    reach === 'page'
      ? 'A person answers within 24 hours. We have no address for you: write one in your question.'
      : `A person answers within 24 hours, by ${reach}.`,
  label: 'Your question',
  max: 'At most 2,000 characters.',
  action: 'Send the question',
  empty: 'Write your question first.',
  tooLong: 'That is too long. Please shorten it to 2,000 characters.',
  tooMany: 'Those were many questions at once. We have them; try again in a while.',
  full: 'We have 100 questions about this order already, so this one was not kept. Please write to us directly.',
  done: 'We have it; a person answers within 24 hours.',
  doneText: (reach: Reach) =>
    reach === 'page'
      ? ''
      : `The answer comes by ${reach}. You can also reply to any of our messages.`,
}
