import type { Phase } from '../page.ts'
import type { Words } from './index.ts'

export const packageEs: Words['package'] = {
  name: (number, of) => (of === 1 ? 'Su paquete' : `Paquete ${number} de ${of}`),
  arrives: (range) => `llegada ${range}`,
  estimated: (range) => `llegada aproximada: ${range}`,
  estimatedDelivery: (range) => `Entrega aproximada: ${range}`,
  due: (range) => `con retraso, nueva llegada ${range}`,
  late: (day) => `se esperaba para el ${day}`,
  phase(phase, day) {
    const PHASE: Record<Phase, string> = {
      label: 'aún no está con el transportista',
      moving: 'en camino',
      delayed: 'con retraso, aún sin nueva fecha',
      silent: `sin noticias desde el ${day}`,
      missing: 'parece perdido',
      held_up: 'retenido',
      out_for_delivery: 'en reparto',
      pickup: 'listo para recoger',
      delivered: `entregado el ${day}`,
      returning: 'de vuelta',
      lost: 'perdido',
    }
    return PHASE[phase]
  },
  arrivesToday: 'llega hoy',

  steps: {
    heading: 'Progreso',
    packed: 'Preparado',
    packing: 'Etiqueta lista',
    shipped: 'Enviado',
    outForDelivery: 'En reparto',
    pickup: 'Listo para recoger',
    delivered: 'Entregado',
    delayed: 'Con retraso',
    noNews: 'Sin noticias',
    missing: 'Parece perdido',
    heldUp: 'Retenido',
    returning: 'De vuelta',
    lost: 'Perdido',
  },
  step: { done: 'hecho', now: 'ahora', problem: 'ahora', ahead: 'aún no' },

  labelText: 'La etiqueta está lista; el transportista aún no tiene el paquete.',
  news: 'Lo último del transportista',
  noNews: 'El transportista aún no ha registrado el paquete.',
  earlier: (count) => `${count} ${count === 1 ? 'novedad anterior' : 'novedades anteriores'}`,
  carrier: 'Transportista',
  number: 'Número de seguimiento',
  copy: 'Copiar',
  copied: 'Copiado',
  track: (carrier) => (carrier ? `Seguirlo en ${carrier}` : 'Seguirlo con el transportista'),
}
