import type { Words } from './index.ts'

export const feedbackFr: Words['feedback'] = {
  question: 'Est-ce arrivé à la date annoncée ?',
  scale: '1 veut dire pas du tout, 5 exactement comme annoncé.',
  label: {
    1: 'pas du tout',
    2: 'à peine',
    3: 'plus ou moins',
    4: 'presque',
    5: 'exactement comme annoncé',
  },
  thanks: 'Merci de votre réponse.',
  given: (score) => `Est-ce arrivé à la date annoncée ? Vous avez répondu ${score} sur 5.`,
}
