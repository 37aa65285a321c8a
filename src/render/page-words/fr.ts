import { calendarFr } from './calendar-fr.ts'
import { cancelFr } from './cancel-fr.ts'
import { choicesFr } from './choices-fr.ts'
import { consentFr } from './consent-fr.ts'
import { feedbackFr } from './feedback-fr.ts'
import type { Words } from './index.ts'
import { inquiryFr } from './inquiry-fr.ts'
import { lineFr } from './line-fr.ts'
import { liveFr } from './live-fr.ts'
import { packageFr } from './package-fr.ts'
import { preferencesFr } from './preferences-fr.ts'
import { revealFr } from './reveal-fr.ts'
import { stopped } from './sentence.ts'
import { summaryFr } from './summary-fr.ts'

const REACH = { email: 'e-mail', text: 'SMS' }

/** French. The reader is "vous"; the merchant speaks as "nous". */
export const fr: Words = {
  summary: summaryFr,
  package: packageFr,
  cancel: cancelFr,
  choices: choicesFr,
  consent: consentFr,
  inquiry: inquiryFr,
  line: lineFr,
  live: liveFr,
  feedback: feedbackFr,
  calendar: calendarFr,
  preferences: preferencesFr,
  reveal: revealFr,

  orderName: (number) => `Commande ${/^\d+$/.test(number) ? '#' : ''}${number}`,
  pageTitle: (order, merchant) => `${order} · ${merchant}`,
  asOf: (when) => stopped(`Mis à jour : ${when}`),

  next: {
    waiting: (reach, wayOut) =>
      reach === 'page'
        ? `Si la date change, cette page indiquera la nouvelle. Jusqu’au départ, vous pouvez ${wayOut}.`
        : `Si la date change, nous vous dirons la nouvelle par ${REACH[reach]} et vous pourrez ${wayOut}.`,
    noDate: (reach, wayOut, some) => {
      const date = some ? 'la date qui manque' : 'une date'
      return reach === 'page'
        ? `Dès que nous aurons ${date}, cette page l’indiquera. Jusqu’au départ, vous pouvez ${wayOut}.`
        : `Dès que nous aurons ${date}, nous vous la dirons par ${REACH[reach]}. Jusqu’au départ, vous pouvez ${wayOut}.`
    },
    missed: (reach, wayOut) =>
      `Nous n’avons pas tenu parole et vous prions de nous excuser. ${reach === 'page' ? 'Cette page indiquera la nouvelle date.' : `Nous vous dirons la nouvelle date par ${REACH[reach]}.`} Jusqu’au départ, vous pouvez ${wayOut}.`,
    wayOut: (asks) => (asks ? 'demander l’annulation' : 'annuler en un clic'),
    preparing: (reach) =>
      reach === 'page'
        ? 'Cette page indiquera le départ.'
        : `Nous vous préviendrons par ${REACH[reach]} du départ.`,
    moving: (reach) =>
      reach === 'page'
        ? 'Cette page indiquera l’arrivée.'
        : `Nous vous préviendrons par ${REACH[reach]} de l’arrivée.`,
    heldUp:
      'Les dernières nouvelles du transporteur sont ci-dessous. Si rien ne bouge, écrivez-nous et nous interviendrons auprès de lui.',
    delayed: 'Les dernières nouvelles du transporteur sont ci-dessous. Vous n’avez rien à faire.',
    delayedNoDate: (reach) =>
      `Il n’y a pas encore de nouvelle date de livraison. Vous n’avez rien à faire : ${reach === 'page' ? 'cette page indiquera l’arrivée.' : `nous vous préviendrons par ${REACH[reach]} de l’arrivée.`}`,
    silent: (reach) =>
      `Nous voyons cela avec le transporteur. Vous n’avez rien à faire : ${reach === 'page' ? 'cette page indiquera quand le colis bouge.' : `cette page indiquera quand le colis bouge, et nous vous préviendrons par ${REACH[reach]} de l’arrivée.`}`,
    pickup: 'La page du transporteur indique où le colis se trouve, et jusqu’à quand.',
    pickupNoLink:
      'Le colis vous attend au point de retrait. Si vous ne savez pas où il se trouve, écrivez-nous.',
    swapped: (reach) =>
      reach === 'page'
        ? 'L’échange est en cours. Cette page indiquera le départ.'
        : `L’échange est en cours. Nous vous préviendrons par ${REACH[reach]} du départ.`,
    returning:
      'Si vous le souhaitez toujours, écrivez-nous et nous vous dirons ce que nous pouvons faire.',
    lost: 'Nous vous prions de nous excuser. Nous renvoyons le colis ou vous remboursons, comme vous préférez : écrivez-nous votre choix.',
    delivered: 'Il manque quelque chose, ou quelque chose ne va pas ? Écrivez-nous.',
    unknown: 'Revenez dans un petit moment.',
  },

  waiting: {
    name: {
      stock: 'En attente de stock',
      release: 'Précommande',
      season: 'En attente de la saison',
      making: 'En fabrication',
    },
    shipsBy: (day) => `départ au plus tard le ${day}`,
    noDate: {
      stock: 'départ dès le retour en stock',
      release: 'pas encore de date',
      season: 'pas encore de date',
      making: 'pas encore de date',
    },
    missed: (day) => `départ prévu au plus tard le ${day}`,
    noDateText: 'Il n’y a pas encore de date que nous puissions tenir.',
    release: (day) => `Sortie : ${day}.`,
    missedText: 'Ce jour est passé, et le départ n’a pas eu lieu.',
    dates: 'Comment la date a changé',
    noDateThen: 'Pas de date',
    stated: (day) => `donnée le ${day}`,
  },

  preparing: {
    name: (restocked) => (restocked ? 'De retour en stock, en préparation' : 'En préparation'),
    swapped: 'Échange en cours',
    kept: 'En stock, part avec le reste',
    shipsBy: (day) => `départ au plus tard le ${day}`,
    missed: (day) => `départ prévu au plus tard le ${day}`,
  },

  cancelled: {
    name: 'Annulé',
    on: (day) => `le ${day}`,
    earlier: (count) =>
      `${count} ${count === 1 ? 'annulation précédente' : 'annulations précédentes'}`,
    refundDue: (days, by) =>
      by
        ? `Nous vous remboursons au plus tard le ${by}, par le moyen de paiement utilisé.`
        : `Nous vous remboursons sous ${days} ${days === 1 ? 'jour ouvré' : 'jours ouvrés'} après l’annulation, par le moyen de paiement utilisé.`,
    unfulfillable: 'Nous n’avons pas pu l’obtenir.',
    ended: (end, day) => {
      if (end === 'unasked')
        return 'L’envoi n’est pas parti à temps : nous l’avons annulé sans attendre que vous le demandiez.'
      return end === 'agreed'
        ? `L’envoi n’était pas parti le ${day} au plus tard, la nouvelle date que nous vous avions donnée : nous l’avons annulé.`
        : `L’envoi n’était pas parti, et au ${day} vous ne nous aviez pas dit vouloir attendre : nous l’avons annulé.`
    },
  },

  unshipped: 'Sans expédition',

  request: {
    name: 'Annulation demandée',
    on: (day) => `le ${day}`,
    text: (reach, isHere) =>
      `${isHere ? 'C’est peut-être déjà emballé, nous vérifions donc d’abord. Jusqu’à notre réponse, l’envoi peut partir.' : 'C’est encore en attente de stock. Nous confirmons nous-mêmes l’annulation.'} ${
        reach === 'page'
          ? 'Cette page donnera notre réponse.'
          : `Nous vous répondrons par ${REACH[reach]}.`
      }`,
    declined: 'Nous n’avons pas pu annuler',
    declinedText: 'L’envoi était trop avancé pour être arrêté, il arrivera donc.',
  },

  items: {
    times: (count) => `${count} ×`,
    inside: 'Contenu',
    more: (count) => `${count} ${count === 1 ? 'autre ligne' : 'autres lignes'}`,
    summary: (count) => `${count} ${count === 1 ? 'article' : 'articles'}`,
  },

  details: {
    heading: 'Détails de la commande',
    print: 'Imprimer cette page',
    number: 'Numéro',
    placed: 'Date',
    to: 'Destination',
    updates: 'Messages à',
    how: 'Mode d’envoi',
    refunded: 'Remboursé',
    refundedOn: (amount, day) => `${amount} le ${day}`,
    split: {
      ship_available: 'Ce qui est prêt part d’abord ; le reste suit dans un autre colis.',
      hold: 'Tout part ensemble, une fois la commande complète.',
      ask: 'Ce qui est prêt peut partir d’abord. Dites-nous si vous voulez tout dans un seul colis.',
    },
  },

  questions: {
    heading: 'Questions',
    text: (merchant) => `Écrivez à ${merchant}, ou répondez à l’un de nos messages.`,
    none: 'Répondez à l’un de nos messages : une personne le lira.',
    help: 'Pages d’aide',
  },

  notice: {
    expired: {
      title: 'Ce lien a expiré',
      text: 'Votre commande n’a pas changé. Retrouvez-la avec son numéro et votre adresse e-mail ou code postal.',
    },
    wrong: {
      title: 'Ce lien n’est pas correct',
      text: 'Il en manque peut-être une partie. Ouvrez-le de nouveau depuis le message, ou copiez-le en entier.',
    },
    fault: {
      title: 'Nous ne pouvons pas afficher votre commande pour le moment',
      text: 'L’erreur vient de nous, et votre commande n’a pas changé. Réessayez dans quelques minutes.',
    },
    too_large: {
      title: 'C’est trop long',
      text: 'Rien n’a été fait. Revenez en arrière et raccourcissez votre texte. Une question peut avoir au plus 2 000 caractères.',
    },
    unreadable: {
      title: 'Nous n’avons pas pu lire cela',
      text: 'Rien n’a été fait. Ouvrez votre commande depuis le message que nous vous avons envoyé et réessayez.',
    },
    stale: {
      title: 'Votre commande a changé entre-temps',
      text: 'Rien n’a été fait. Voyez où elle en est, puis choisissez de nouveau.',
    },
    nothing: {
      title: 'Il n’y a rien à choisir ici pour le moment',
      text: 'Voici où en est votre commande.',
    },
    forbidden: {
      title: 'Cette demande ne venait pas de notre page',
      text: 'Rien n’a été fait. Ouvrez votre commande depuis le message que nous vous avons envoyé.',
    },
  },
  toOrder: 'Voir votre commande',
  toLookup: 'Retrouver votre commande',

  lookup: {
    heading: 'Retrouvez votre commande',
    number: 'Numéro de commande',
    numberHint: 'Il figure dans chaque message au sujet de votre commande, par exemple #1001.',
    key: 'Adresse e-mail ou code postal',
    button: 'Retrouver ma commande',
    problem:
      'Nous n’avons trouvé aucune commande avec ces informations. Vérifiez le numéro, et l’adresse e-mail ou le code postal de la commande.',
    tooMany: 'Cela fait trop de tentatives. Patientez quelques minutes, puis réessayez.',
  },
}
