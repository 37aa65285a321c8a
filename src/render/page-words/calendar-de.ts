import type { Words } from './index.ts'

export const calendarDe: Words['calendar'] = {
  link: 'Termine in Ihren Kalender übernehmen',
  package: (name, merchant) => `${name} von ${merchant} kommt an`,
  line: (title, merchant) => `${title} von ${merchant}: Versand spätestens heute`,
  none: 'Es gibt keinen Termin für einen Kalender',
  noneText: 'Sobald es einen gibt, steht er auf der Seite Ihrer Bestellung.',
}
