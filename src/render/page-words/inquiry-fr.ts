import type { Words } from './index.ts'

const REACH = { email: 'e-mail', text: 'SMS' }

export const inquiryFr: Words['inquiry'] = {
  link: 'Poser une question sur cette commande',
  heading: 'Poser une question sur cette commande',
  text: (reach) =>
    reach === 'page'
      ? 'Une personne répond sous 24 heures. Nous n’avons pas votre adresse : écrivez-la dans votre question.'
      : `Une personne répond sous 24 heures, par ${REACH[reach]}.`,
  label: 'Votre question',
  max: '2 000 caractères au plus.',
  action: 'Envoyer la question',
  empty: 'Écrivez d’abord votre question.',
  tooLong: 'C’est trop long. Ramenez-la à 2 000 caractères.',
  tooMany: 'Cela fait beaucoup de questions à la fois. Nous les avons ; réessayez plus tard.',
  full: 'Nous avons déjà 100 questions sur cette commande : celle-ci n’a pas été conservée. Écrivez-nous directement.',
  done: 'Nous l’avons ; une personne répond sous 24 heures.',
  doneText: (reach) =>
    reach === 'page'
      ? ''
      : `La réponse arrive par ${REACH[reach]}. Vous pouvez aussi répondre à chacun de nos messages.`,
}
