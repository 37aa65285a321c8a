import type { Words } from './index.ts'
import { stopped } from './sentence.ts'

const REACH = { email: 'e-mail', text: 'SMS' }

export const consentFr: Words['consent'] = {
  name: 'C’est plus long que prévu : vous décidez',
  heading: 'Continuer à attendre, ou annuler ?',
  asked: (day) => stopped(`Demandé le ${day}`),
  before: (day) => stopped(`L’envoi était prévu au plus tard le ${day}`),
  dated: (day) => stopped(`La nouvelle date est le ${day}`),
  promised: (day) => stopped(`La date que nous pouvons maintenant promettre est le ${day}`),
  earlier: (day, before) =>
    stopped(
      `La date que nous pouvons maintenant promettre est le ${day}, plus tôt que le ${before}`,
    ),
  undated: 'Il n’y a pas encore de date que nous pourrions tenir.',
  reason: (reason) => `Motif : ${reason}`,
  silence: {
    consent:
      'Sans réponse de votre part, vous acceptez la nouvelle date. Jusqu’au départ vous pouvez annuler sans frais.',
    wait: 'Sans réponse de votre part, vous acceptez d’attendre. Jusqu’au départ vous pouvez annuler sans frais.',
    cancel: (day, isPaid) =>
      `Sans réponse de votre part d’ici la fin du ${day}, et si rien n’est parti d’ici là, nous annulons${isPaid ? ' et vous remboursons' : ''}.`,
    over: (day) =>
      `Nous attendions votre réponse jusqu’au ${day}. Rien n’est encore annulé : vous pouvez encore choisir.`,
    overDated: (day) =>
      `L’envoi devait partir au plus tard le ${day}, et il n’est pas parti. Rien n’est encore annulé : vous pouvez encore choisir.`,
    confirm: (day, isPaid) =>
      `Sans réponse de votre part d’ici la fin du ${day}, et si rien n’est parti d’ici là, nous confirmerons l’annulation${isPaid ? ' et le remboursement intégral' : ''}, et vous écrirons.`,
  },
  takes: (all, here) =>
    `Sans réponse de votre part, ${all} articles sont annulés, y compris ${here === 1 ? 'celui qui est en stock s’il n’est pas parti' : `les ${here} en stock s’ils ne sont pas partis`}.`,

  keep: 'Continuer à attendre',
  keepMeans: (day) =>
    day
      ? `${stopped(`Vous acceptez la date du ${day}`)} Jusqu’au départ vous pouvez annuler sans frais.`
      : 'Vous acceptez d’attendre sans date. Jusqu’au départ vous pouvez annuler à tout moment, sans frais.',
  cancelMeans: (days, money) => {
    const within = `sous ${days} ${days === 1 ? 'jour ouvré' : 'jours ouvrés'}, par le même moyen de paiement`
    if (money.kind === 'whole')
      return `Cela ne vous coûte rien. Vous recevez un remboursement intégral ${within}, frais de port compris.`
    return money.kind === 'amount'
      ? `Cela ne vous coûte rien. Nous vous remboursons pour cela ${money.amount} ${within}.`
      : `Cela ne vous coûte rien. Nous vous le remboursons intégralement ${within}.`
  },
  cancels: (all, here) =>
    `Cela annule ${all} articles, y compris ${here === 1 ? 'celui qui est en stock' : `les ${here} en stock`}.`,
  cancelUnpaid: 'Cela ne vous coûte rien.',

  kept: 'Vous continuez à attendre.',
  keptText: (reach) =>
    `${reach === 'page' ? 'Cette page indiquera le départ' : `Nous vous préviendrons par ${REACH[reach]} du départ`}, ou si la date change encore. Jusqu’au départ vous pouvez annuler sans frais.`,
  agreed: (asked, until) =>
    until
      ? stopped(`Le ${asked}, vous avez accepté d’attendre jusqu’au ${until}`)
      : `Le ${asked}, vous avez accepté d’attendre sans date.`,
  agreedEnd: (isPaid) =>
    `Si l’envoi n’est pas parti d’ici là, nous l’annulons${isPaid ? ' et vous remboursons' : ''}.`,
  agreedConfirm: (isPaid) =>
    `Si l’envoi n’est pas parti d’ici là, nous confirmerons l’annulation${isPaid ? ' et le remboursement intégral' : ''}.`,
  endsBy: (day, isPaid) =>
    `Si l’envoi n’est pas parti le ${day} au plus tard, nous l’annulons${isPaid ? ' et vous remboursons' : ''}.`,
  over: 'Ce à quoi vous avez répondu n’est plus valable. Voici où en sont les choses.',
}
