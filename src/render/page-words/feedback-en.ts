/** One question after the delivery. */
export const feedbackEn = {
  question: 'Did it come when we said?',
  scale: '1 is not at all, 5 is exactly as we said.',
  label: {
    1: 'not at all',
    2: 'hardly',
    3: 'more or less',
    4: 'nearly',
    5: 'exactly as you said',
  } as Record<number, string>,
  thanks: 'Thank you for your answer.',
  given: (score: number) => `Did it come when we said? You answered ${score} of 5.`,
}
