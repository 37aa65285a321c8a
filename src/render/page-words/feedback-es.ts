import type { Words } from './index.ts'

export const feedbackEs: Words['feedback'] = {
  question: '¿Llegó cuando dijimos?',
  scale: '1 significa en absoluto, 5 exactamente como dijimos.',
  label: {
    1: 'en absoluto',
    2: 'apenas',
    3: 'más o menos',
    4: 'casi',
    5: 'exactamente como dijeron',
  },
  thanks: 'Gracias por su respuesta.',
  given: (score) => `¿Llegó cuando dijimos? Usted respondió ${score} de 5.`,
}
