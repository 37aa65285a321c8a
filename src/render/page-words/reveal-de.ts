import type { Words } from './index.ts'

export const revealDe: Words['reveal'] = {
  link: 'Vollständige Adresse anzeigen',
  text: 'Links werden weitergeleitet; deshalb sieht die Adresse nur, wer ihre Postleitzahl kennt.',
  label: 'Postleitzahl der Lieferadresse',
  action: 'Anzeigen',
  wrong: 'Das ist nicht die Postleitzahl dieser Bestellung.',
  tooMany: 'Das waren zu viele Versuche. Warten Sie zehn Minuten und versuchen Sie es dann erneut.',
  shown: 'In diesem Browser eine halbe Stunde lang vollständig sichtbar.',
}
