import type { Words } from './index.ts'

export const lineFr: Words['line'] = {
  causes: {
    supply_moved: 'La livraison que nous attendons arrive un autre jour.',
    supply_short: 'Nous en recevons moins que nous n’en avions commandé.',
    supply_cancelled: 'La livraison que nous attendions a été annulée.',
    queue_moved: 'Votre place dans la file a changé.',
    supply_undated: 'La livraison que nous attendons n’a plus de date.',
    supply_dated: 'La date de la livraison que nous attendons est maintenant connue.',
    supplies_changed: 'D’autres livraisons de cet article ont changé.',
    line_grew: 'La quantité commandée a augmenté.',
    date_withdrawn: 'La date précédente ne tient plus.',
  },
  ahead: (orders, isMore) => {
    if (orders === 0) return 'Votre commande est la prochaine de la file.'
    if (isMore) return `Plus de ${orders} commandes passent avant la vôtre.`
    return orders === 1
      ? 'Une commande passe avant la vôtre.'
      : `${orders} commandes passent avant la vôtre.`
  },
}
