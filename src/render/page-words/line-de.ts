import type { Words } from './index.ts'

export const lineDe: Words['line'] = {
  causes: {
    supply_moved: 'Die Lieferung, auf die wir warten, kommt an einem anderen Tag.',
    supply_short: 'Es kam weniger an, als wir bestellt hatten.',
    supply_cancelled: 'Die Lieferung, auf die wir gewartet haben, wurde abgesagt.',
    queue_moved: 'Ihr Platz in der Reihe hat sich geändert.',
  },
  ahead: (orders, isMore) => {
    if (orders === 0) return 'Sie sind als Nächstes an der Reihe.'
    if (isMore) return `Mehr als ${orders} Bestellungen sind vor Ihrer an der Reihe.`
    return orders === 1
      ? 'Eine Bestellung ist vor Ihrer an der Reihe.'
      : `${orders} Bestellungen sind vor Ihrer an der Reihe.`
  },
}
