import type { Words } from './index.ts'
import { stopped } from './sentence.ts'

const SPLITS = {
  ship_available: 'Ce qui est prêt part d’abord.',
  hold: 'Tout part dans un seul colis.',
}
const REACH = { email: 'e-mail', text: 'SMS', page: 'e-mail' }
const the = (title: string | null, otherwise: string) => (title ? `l’article ${title}` : otherwise)

export const choicesFr: Words['choices'] = {
  split: {
    name: 'Comment l’envoyer',
    card: 'Une partie de votre commande est prête avant le reste. C’est vous qui choisissez l’envoi.',
    choose: 'Choisir l’envoi',
    change: 'Choisir à nouveau',
    chosen: (split) => `Votre choix : ${SPLITS[split]}`,
    heading: 'Comment envoyer votre commande ?',
    text: 'Une partie est prête avant le reste. Vous pouvez changer d’avis tant que rien n’est parti.',
    option: (split) =>
      split === 'hold' ? 'Tout dans un seul colis' : 'Ce qui est prêt part d’abord',
    first: 'Part d’abord',
    later: 'Suit dans un autre colis',
    together: (day) =>
      day
        ? stopped(`Tout part au plus tard le ${day}`)
        : 'Tout part dès que le dernier article est là. Il n’y a pas encore de date pour cela.',
    action: (split) =>
      split === 'hold' ? 'Tout envoyer ensemble' : 'Envoyer d’abord ce qui est prêt',
    isChosen: 'C’est ce que vous avez choisi.',
    done: (split) => SPLITS[split],
    doneText: 'Nous avons votre choix. Vous pouvez le changer tant que rien n’est parti.',
  },

  substitute: {
    heading: (title) => `Autre chose à la place de ${the(title, 'cet article')} ?`,
    headingSeveral: 'Autre chose à la place de ce qui est en attente ?',
    text: 'Un clic fait l’échange. Pour continuer à attendre, vous n’avez rien à faire.',
    textAsked: 'Un clic fait l’échange. Ou dites-nous ci-dessous si vous voulez attendre.',
    instead: (title) => `À la place de : ${title}`,
    price: (one, each) =>
      one.kind === 'same'
        ? 'Au même prix'
        : `${one.amount} de ${one.kind === 'more' ? 'plus' : 'moins'}${each ? ' par article' : ''}`,
    action: (title) => `Prendre ${the(title, 'celui-ci')}`,
    keep: 'Continuer à attendre',
    more: 'Choisir pour les autres',
    link: 'Voir ce que vous pouvez avoir à la place',
    note: (count, line, option) => {
      const what = count === 1 ? the(option, 'autre chose') : `l’un de ${count} autres articles`
      return line
        ? `À la place de l’article ${line}, vous pouvez avoir ${what}.`
        : `Vous pouvez avoir ${what} à la place.`
    },
    noteSeveral: (count) => `Pour ${count} d’entre eux, vous pouvez avoir autre chose à la place.`,
    taken: (title) => `Vous avez choisi ${the(title, 'un autre article')}. Nous faisons l’échange.`,
    done: (title) => `Vous avez choisi ${the(title, 'un autre article')}.`,
    doneText: (title) =>
      `Il remplace ${the(title, 'ce qui était en attente')}. La page de votre commande l’indiquera une fois l’échange fait.`,
  },

  choice: {
    heading: 'Continuer à attendre, ou non ?',
    text: (day) =>
      `Vous avez commandé le ${day}, et c’est toujours en attente de stock. À vous de choisir.`,
    asked: 'L’attente est longue. À vous de choisir : continuer à attendre, ou non.',
    link: 'Attendre ou annuler',
    keep: 'Continuer à attendre',
    kept: 'Vous continuez à attendre.',
    keptText: (reach, day) =>
      [
        reach === 'page'
          ? 'Cette page indiquera le départ.'
          : `Nous vous préviendrons par ${REACH[reach]} du départ.`,
        ...(day ? [`Si l’attente dure encore le ${day}, nous vous redemanderons.`] : []),
        'Jusqu’au départ, vous pouvez annuler.',
      ].join(' '),
  },

  waitlist: {
    check: 'Prévenez-moi quand il sera de nouveau disponible.',
    action: 'Me prévenir de son retour',
    heading: 'Vous prévenir de son retour ?',
    text: (reach) =>
      `Nous vous écrivons une fois par ${REACH[reach]}, quand on peut de nouveau le commander. Ce n’est pas une commande.`,
    listed: 'Nous vous préviendrons quand il sera de nouveau disponible.',
    done: 'Vous êtes sur la liste d’attente.',
    doneText: (reach) =>
      `Nous vous écrirons une fois par ${REACH[reach]}, quand on pourra de nouveau le commander.`,
  },
}
