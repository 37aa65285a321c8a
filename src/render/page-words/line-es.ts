import type { Words } from './index.ts'

export const lineEs: Words['line'] = {
  causes: {
    supply_moved: 'La entrega que esperamos llega otro día.',
    supply_short: 'Recibimos menos unidades de las que habíamos pedido.',
    supply_cancelled: 'La entrega que esperábamos se ha anulado.',
    queue_moved: 'Ha cambiado su lugar en la fila.',
    supply_undated: 'La entrega que esperamos ya no tiene fecha.',
    supply_dated: 'Ya se conoce la fecha de la entrega que esperamos.',
    supplies_changed: 'Otras entregas de este artículo han cambiado.',
    line_grew: 'Se pidieron más unidades.',
    date_withdrawn: 'La fecha anterior ya no es válida.',
  },
  ahead: (orders, isMore) => {
    if (orders === 0) return 'Su pedido es el siguiente de la fila.'
    if (isMore) return `Hay más de ${orders} pedidos antes que el suyo en la fila.`
    return orders === 1
      ? 'Hay un pedido antes que el suyo en la fila.'
      : `Hay ${orders} pedidos antes que el suyo en la fila.`
  },
}
