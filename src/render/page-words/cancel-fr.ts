import type { Words } from './index.ts'

type What = Parameters<Words['cancel']['action']>[0]

const object = (what: What) => {
  switch (what.kind) {
    case 'order':
      return 'la commande'
    case 'rest':
      return 'le reste de la commande'
    case 'line':
      return what.title ? `l’article ${what.title}` : 'cet article'
    case 'part':
      return `${what.count} × ${what.title}`
    case 'lines':
      return `${what.count} ${what.count === 1 ? 'article' : 'articles'}`
    case 'units':
      return what.count === 1
        ? `l’unité${STATES[what.state](true)}`
        : `les ${what.count} unités${STATES[what.state](false)}`
  }
}
const STATES = {
  all: () => '',
  waits: () => ' en attente',
  unshipped: (one: boolean) => (one ? ' pas encore partie' : ' pas encore parties'),
}
/** Before the verb: after "les 2 unités en attente" a name would be what they wait for. */
const titled = (what: What, text: string) =>
  what.kind === 'units' && what.title
    ? `${what.title} : ${text.charAt(0).toLowerCase()}${text.slice(1)}`
    : text
const isSeveral = (what: What) => 'count' in what && what.count > 1
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const workingDays = (days: number) => `${days} ${days === 1 ? 'jour ouvré' : 'jours ouvrés'}`

export const cancelFr: Words['cancel'] = {
  action: (what, asks) =>
    titled(what, asks ? `Demander à annuler ${object(what)}` : `Annuler ${object(what)}`),
  heading: (what, asks) =>
    titled(what, asks ? `Demander à annuler ${object(what)} ?` : `Annuler ${object(what)} ?`),
  keep: 'Garder ma commande',

  will: 'Ce qui sera annulé',
  willAsk: 'Ce que vous demandez à annuler',
  stays: 'Ceci reste dans votre commande',
  shipped: 'Ceci est déjà parti et ne peut plus être arrêté',
  atOnce: 'Un clic annule aussitôt, et nous vous le confirmons.',
  mixed:
    'Ce qui est en attente est annulé aussitôt. Pour ce qui est en préparation, nous vérifions d’abord et vous disons si nous avons pu l’arrêter.',
  asks: 'C’est en préparation : nous vérifions si nous pouvons encore l’arrêter, et vous répondons.',
  asksWaiting:
    'C’est encore en attente de stock. Nous confirmons nous-mêmes l’annulation et vous répondons.',
  refund: (days) =>
    `Nous vous remboursons sous ${workingDays(days)}, par le moyen de paiement utilisé.`,
  refundIfStopped: (days, isHere) =>
    `${isHere ? 'Si nous pouvons l’arrêter' : 'Une fois l’annulation confirmée'}, nous vous remboursons sous ${workingDays(days)}, par le moyen de paiement utilisé.`,

  instead: 'Ou annuler autre chose',
  all: 'Tout ce qui n’est pas parti',
  onlyWaiting: 'Seulement ce qui est en attente de stock',
  choose: 'Choisir des articles',
  show: 'Afficher ce choix',

  reason: 'Pourquoi ? Vous n’avez pas à le dire.',
  reasonMax: '500 caractères au maximum.',

  done: (what) => `Nous avons annulé ${object(what)}.`,
  doneText: (reach) =>
    reach === 'page'
      ? 'La page de votre commande l’indique.'
      : `Nous vous le confirmons par ${REACH[reach]}.`,
  requested: 'Nous avons votre demande.',
  requestedText: (reach, isHere) => {
    const answer =
      reach === 'page'
        ? 'La page de votre commande donnera notre réponse.'
        : `Nous vous répondons par ${REACH[reach]}.`
    return isHere
      ? `Nous vérifions si nous pouvons encore l’arrêter. D’ici là, l’envoi peut partir. ${answer}`
      : `C’est encore en attente de stock. Nous confirmons nous-mêmes l’annulation. ${answer}`
  },
  requestedMore: (count) =>
    `Pour ${count} ${count === 1 ? 'autre article' : 'autres articles'}, nous avons votre demande.`,
  nothing: 'Il n’y a plus rien à annuler.',
  nothingShipped:
    'C’est déjà parti. Si vous n’en voulez plus, écrivez-nous et nous vous dirons comment le renvoyer.',
  crossed:
    'Vous vouliez annuler, mais c’était déjà parti. Si vous n’en voulez plus, écrivez-nous et nous vous dirons comment le renvoyer.',
  onItsWay: (what) => `${capital(object(what))} ${isSeveral(what) ? 'sont' : 'est'} déjà en route.`,
  sendBack: 'Si vous n’en voulez plus, écrivez-nous et nous vous dirons comment le renvoyer.',
  crossedHeading: 'Déjà en route',
  nothingCancelled: 'Ce qui pouvait être annulé l’est déjà.',
  madeHeading: 'Annulé',
  requestedHeading: 'Demandé',
  none: 'Vous n’avez choisi aucun article : voici de nouveau toute la commande. Choisissez-en au moins un ci-dessous.',
  unreadable: 'Nous n’avons pas pu lire votre choix : rien n’a été annulé. Choisissez à nouveau.',
  back: 'Voir votre commande',
}

const REACH = { email: 'e-mail', text: 'SMS' }
