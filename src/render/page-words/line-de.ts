import type { Words } from './index.ts'

export const lineDe: Words['line'] = {
  causes: {
    supply_moved: 'Die Lieferung, auf die wir warten, kommt an einem anderen Tag.',
    supply_short: 'Wir bekommen weniger, als wir bestellt hatten.',
    supply_cancelled: 'Die Lieferung, auf die wir gewartet haben, fällt aus.',
    queue_moved: 'Ihr Platz in der Warteschlange hat sich geändert.',
    supply_undated: 'Die Lieferung, auf die wir warten, hat keinen Termin mehr.',
    supply_dated: 'Der Termin der Lieferung, auf die wir warten, steht jetzt fest.',
    supplies_changed: 'Andere Lieferungen davon haben sich geändert.',
    line_grew: 'Es wurde mehr davon bestellt.',
    date_withdrawn: 'Der frühere Termin gilt nicht mehr.',
  },
  ahead: (orders, isMore) => {
    if (orders === 0) return 'Sie sind als Nächstes an der Reihe.'
    if (isMore) return `Mehr als ${orders} Bestellungen sind vor Ihrer an der Reihe.`
    return orders === 1
      ? 'Eine Bestellung ist vor Ihrer an der Reihe.'
      : `${orders} Bestellungen sind vor Ihrer an der Reihe.`
  },
}
