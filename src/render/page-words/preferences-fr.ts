import type { Words } from './index.ts'

export const preferencesFr: Words['preferences'] = {
  link: 'Choisir ce que nous vous envoyons',
  heading: 'Ce que nous vous envoyons',
  text: 'Ce que vous désactivez le reste pour vos prochaines commandes : les nouvelles par votre adresse e-mail, les SMS par votre numéro.',
  saved:
    'C’est enregistré. Ce que vous désactivez le reste pour vos prochaines commandes : les nouvelles par votre adresse e-mail, les SMS par votre numéro.',
  news: 'Les nouvelles dont vous pouvez vous passer',
  topic: {
    steps: 'Quand un colis est en cours de livraison, et quand il est arrivé',
    feedback: 'Une question après la livraison',
    back_in_stock: 'Quand un article que vous avez annulé est de nouveau en stock',
  },
  always:
    'Ce que nous vous devons arrive toujours : la confirmation de votre commande, une date qui change, un retard et la possibilité d’annuler, une annulation, votre argent.',
  action: 'Enregistrer',
  texts: {
    heading: 'SMS',
    label: (number) => `M’envoyer des SMS au numéro qui se termine par ${number}`,
    consent:
      'Vous acceptez de recevoir des SMS sur vos commandes. Ce n’est la condition d’aucun achat ; des frais de messages et de données peuvent s’appliquer. Répondez STOP à tout moment.',
    stopped: (from) =>
      from
        ? `Vous avez arrêté nos SMS par SMS. Pour les recevoir de nouveau, envoyez START au ${from}.`
        : 'Vous avez arrêté nos SMS par SMS. Pour les recevoir de nouveau, répondez START à l’un d’eux.',
    locked:
      'Les SMS sont désactivés. Pour les activer, donnez d’abord le code postal de la commande.',
  },
  unsubscribe: {
    heading: 'Arrêter les e-mails qui ne concernent pas une commande en cours ?',
    text: 'Plus de question après une livraison, ni de nouvelle d’un article de nouveau en stock.',
    action: 'Arrêter ces e-mails',
    done: 'Ces e-mails sont arrêtés.',
    doneText:
      'Ce qui concerne une de vos commandes arrive toujours : dates, retards, annulations, argent.',
  },
}
