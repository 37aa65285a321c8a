import type { Words } from './index.ts'

export const calendarFr: Words['calendar'] = {
  link: 'Ajouter les dates à votre agenda',
  package: (name, merchant) => `${name}, ${merchant} : arrivée`,
  line: (title, merchant) => `${title}, ${merchant} : expédition aujourd’hui au plus tard`,
  none: 'Il n’y a pas de date à mettre dans un agenda',
  noneText: 'Dès qu’il y en aura une, la page de votre commande l’affichera.',
}
