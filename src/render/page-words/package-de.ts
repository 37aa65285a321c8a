import type { Phase } from '../page.ts'
import type { Words } from './index.ts'

export const packageDe: Words['package'] = {
  name: (number, of) => (of === 1 ? 'Ihr Paket' : `Paket ${number} von ${of}`),
  arrives: (range) => `Ankunft ${range}`,
  estimated: (range) => `Ankunft voraussichtlich ${range}`,
  estimatedDelivery: (range) => `Voraussichtliche Lieferung: ${range}`,
  due: (range) => `verspätet, Ankunft nun ${range}`,
  late: (day) => `war bis ${day} erwartet`,
  phase(phase, day) {
    const PHASE: Record<Phase, string> = {
      label: 'noch nicht beim Versanddienst',
      moving: 'unterwegs',
      delayed: 'verspätet, noch kein neuer Termin',
      silent: `ohne Nachricht seit ${day}`,
      missing: 'anscheinend verloren',
      held_up: 'aufgehalten',
      out_for_delivery: 'in Zustellung',
      pickup: 'abholbereit',
      delivered: `zugestellt am ${day}`,
      returning: 'auf dem Rückweg',
      lost: 'verloren gegangen',
    }
    return PHASE[phase]
  },
  arrivesToday: 'kommt heute an',

  steps: {
    heading: 'Fortschritt',
    packed: 'Gepackt',
    packing: 'Etikett erstellt',
    shipped: 'Versandt',
    outForDelivery: 'In Zustellung',
    pickup: 'Abholbereit',
    delivered: 'Zugestellt',
    delayed: 'Verspätet',
    noNews: 'Keine Nachricht',
    missing: 'Anscheinend verloren',
    heldUp: 'Aufgehalten',
    returning: 'Auf dem Rückweg',
    lost: 'Verloren',
  },
  step: { done: 'erledigt', now: 'jetzt', problem: 'jetzt', ahead: 'noch nicht' },

  labelText: 'Das Etikett ist erstellt; der Versanddienst hat das Paket noch nicht.',
  news: 'Neues vom Versanddienst',
  noNews: 'Der Versanddienst hat das Paket noch nicht erfasst.',
  earlier: (count) => `${count} ${count === 1 ? 'frühere Meldung' : 'frühere Meldungen'}`,
  carrier: 'Versanddienst',
  number: 'Sendungsnummer',
  copy: 'Kopieren',
  copied: 'Kopiert',
  track: (carrier) => (carrier ? `Bei ${carrier} verfolgen` : 'Beim Versanddienst verfolgen'),
}
