import type { Phase } from '../page.ts'
import type { Words } from './index.ts'

export const packageFr: Words['package'] = {
  name: (number, of) => (of === 1 ? 'Votre colis' : `Colis ${number} sur ${of}`),
  arrives: (range) => `arrivée ${range}`,
  estimated: (range) => `arrivée estimée\u00a0: ${range}`,
  estimatedDelivery: (range) => `Livraison estimée\u00a0: ${range}`,
  due: (range) => `en retard, nouvelle arrivée ${range}`,
  late: (day) => `attendu pour le ${day}`,
  phase(phase, day) {
    const PHASE: Record<Phase, string> = {
      label: 'pas encore chez le transporteur',
      moving: 'en route',
      delayed: 'en retard, pas encore de nouvelle date',
      silent: `sans nouvelles depuis le ${day}`,
      missing: 'semble perdu',
      held_up: 'à l’arrêt',
      out_for_delivery: 'en cours de livraison',
      pickup: 'à retirer',
      delivered: `livré le ${day}`,
      returning: 'de retour vers nous',
      lost: 'perdu',
    }
    return PHASE[phase]
  },
  arrivesToday: 'arrive aujourd’hui',

  steps: {
    heading: 'Avancement',
    packed: 'Emballé',
    packing: 'Étiquette créée',
    shipped: 'Expédié',
    outForDelivery: 'En livraison',
    pickup: 'À retirer',
    delivered: 'Livré',
    delayed: 'En retard',
    noNews: 'Sans nouvelles',
    missing: 'Semble perdu',
    heldUp: 'À l’arrêt',
    returning: 'De retour vers nous',
    lost: 'Perdu',
  },
  step: { done: 'fait', now: 'en cours', problem: 'en cours', ahead: 'pas encore' },

  labelText: 'L’étiquette est prête ; le transporteur n’a pas encore le colis.',
  news: 'Dernières nouvelles du transporteur',
  noNews: 'Le transporteur n’a pas encore enregistré le colis.',
  earlier: (count) => `${count} ${count === 1 ? 'étape précédente' : 'étapes précédentes'}`,
  carrier: 'Transporteur',
  number: 'Numéro de suivi',
  copy: 'Copier',
  copied: 'Copié',
  track: (carrier) => (carrier ? `Suivre chez ${carrier}` : 'Suivre chez le transporteur'),
}
