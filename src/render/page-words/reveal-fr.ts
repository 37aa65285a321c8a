import type { Words } from './index.ts'

export const revealFr: Words['reveal'] = {
  link: 'Afficher l’adresse complète',
  text: 'Un lien se transmet ; l’adresse n’est donc montrée qu’à qui en connaît le code postal.',
  label: 'Code postal de l’adresse de livraison',
  action: 'L’afficher',
  wrong: 'Ce n’est pas le code postal de cette commande.',
  tooMany: 'Cela fait trop d’essais. Attendez dix minutes, puis réessayez.',
  shown: 'Affichée en entier dans ce navigateur pendant une demi-heure.',
}
