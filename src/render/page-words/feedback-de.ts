import type { Words } from './index.ts'

export const feedbackDe: Words['feedback'] = {
  question: 'Kam es zum genannten Termin?',
  scale: '1 heißt gar nicht, 5 genau wie gesagt.',
  label: {
    1: 'gar nicht',
    2: 'kaum',
    3: 'ungefähr',
    4: 'fast',
    5: 'genau wie gesagt',
  },
  thanks: 'Danke für Ihre Antwort.',
  given: (score) => `Kam es zum genannten Termin? Ihre Antwort: ${score} von 5.`,
}
