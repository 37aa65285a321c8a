import type { SummaryState, Words } from './index.ts'
import { stopped } from './sentence.ts'

type Whole = Parameters<Words['summary']['whole']>[1]

/** The headline in German. The name is always its subject, and no pronoun stands for it. */
export const summaryDe: Words['summary'] = {
  unknown: 'Die Angaben zu Ihrer Bestellung sind noch nicht bei uns eingetroffen.',
  cancelled: 'Ihre Bestellung ist storniert.',
  nothingToShip: 'In Ihrer Bestellung ist nichts zu verschicken.',

  subject: (title, partly) =>
    title ? `Ihr Artikel ${title}` : partly ? 'Der Rest Ihrer Bestellung' : 'Ihre Bestellung',
  kept: 'Alles, was nicht storniert ist,',

  whole: (state, facts) => WHOLE[state](facts),

  part(state, { count, of, when }) {
    const number =
      of === null ? `${count}` : `${count} von ${of} ${of === 1 ? 'Artikel' : 'Artikeln'}`
    return `${number} ${PART[state](when, count === 1)}`
  },

  rest: (count) => (count === 1 ? '1 weiterer folgt' : `${count} weitere folgen`),

  join: (clauses) => stopped(clauses.join('; ')),
}

const WHOLE: Record<SummaryState, (facts: Whole) => string> = {
  delivered: ({ name, when, packages, partly }) =>
    packages > 1
      ? `${partly ? name : 'Alles'} ist zugestellt, das letzte Paket am ${when}.`
      : `${name} wurde am ${when} zugestellt.`,
  out_today: ({ name }) => `${name} wird heute zugestellt.`,
  out_for_delivery: ({ name }) => `${name} ist in Zustellung.`,
  pickup: ({ name }) => `${name} liegt für Sie zur Abholung bereit.`,
  moving: ({ name, when }) =>
    `${name} ist unterwegs${when ? `, Ankunft voraussichtlich ${when}` : ''}.`,
  moving_late: ({ name }) => `${name} ist unterwegs, später als vom Versanddienst erwartet.`,
  delayed: ({ name, when }) =>
    `${name} ist verspätet unterwegs${when ? `, Ankunft nun voraussichtlich ${when}` : ''}.`,
  silent: ({ name, when }) => `${name} ist unterwegs, ohne Nachricht seit ${when}.`,
  missing: ({ name }) => `${name} ist anscheinend verloren gegangen.`,
  held_up: ({ name }) => `${name} wird unterwegs aufgehalten.`,
  returning: ({ name }) => `${name} ist auf dem Rückweg zu uns.`,
  lost: ({ name }) => `${name} ist nach Angaben des Versanddienstes verloren gegangen.`,
  gone: ({ name }) => `${name} ist verloren gegangen oder auf dem Rückweg zu uns.`,
  label: ({ name }) => `${name} wird gerade an den Versanddienst übergeben.`,
  preparing: ({ name }) => `${name} ist in Vorbereitung.`,
  kept: ({ name }) => `${name} ist auf Lager und geht mit dem Rest in den Versand.`,
  swapped: ({ name, instead }) =>
    `${name} wird gegen ${instead ?? 'den gewählten Artikel'} getauscht.`,
  restocked: ({ name }) => `${name} ist wieder auf Lager und in Vorbereitung.`,
  restocked_dated: ({ name, when }) =>
    `${name} ist wieder auf Lager und geht bis ${when} in den Versand.`,
  waiting: ({ name, when }) => `${name} geht bis ${when} in den Versand.`,
  missed: (facts) =>
    `${facts.name} sollte bis ${facts.when} in den Versand gehen und ist noch nicht unterwegs.`,
  no_date: (facts) => `${facts.name} geht in den Versand, sobald die Ware da ist.`,
  undated: (facts) => `${facts.name} hat noch keinen Versandtermin.`,
}

const PART: Record<SummaryState, (when: string, one: boolean) => string> = {
  delivered: (when, one) => `${one ? 'wurde' : 'wurden'}${when ? ` am ${when}` : ''} zugestellt`,
  out_today: (_, one) => `${one ? 'wird' : 'werden'} heute zugestellt`,
  out_for_delivery: (_, one) => `${is(one)} in Zustellung`,
  pickup: (_, one) => `${one ? 'liegt' : 'liegen'} zur Abholung bereit`,
  moving: (when, one) => `${is(one)} unterwegs${when ? `, Ankunft voraussichtlich ${when}` : ''}`,
  moving_late: (_, one) => `${is(one)} unterwegs, später als erwartet`,
  delayed: (when, one) =>
    `${is(one)} verspätet${when ? `, Ankunft nun voraussichtlich ${when}` : ''}`,
  silent: (when, one) => `${is(one)} unterwegs, ohne Nachricht seit ${when}`,
  missing: (_, one) => `${is(one)} anscheinend verloren gegangen`,
  held_up: (_, one) => `${one ? 'wird' : 'werden'} unterwegs aufgehalten`,
  returning: (_, one) => `${is(one)} auf dem Rückweg zu uns`,
  lost: (_, one) => `${is(one)} unterwegs verloren gegangen`,
  gone: (_, one) => `${is(one)} verloren gegangen oder auf dem Rückweg zu uns`,
  label: (_, one) => `${one ? 'wird' : 'werden'} gerade an den Versanddienst übergeben`,
  preparing: (_, one) => `${is(one)} in Vorbereitung`,
  kept: (_, one) => `${is(one)} auf Lager und ${goes(one)} mit dem Rest in den Versand`,
  swapped: (_, one) => `${one ? 'wird' : 'werden'} gegen den gewählten Artikel getauscht`,
  restocked: (_, one) => `${is(one)} wieder auf Lager und in Vorbereitung`,
  restocked_dated: (when, one) =>
    `${is(one)} wieder auf Lager und ${goes(one)} bis ${when} in den Versand`,
  waiting: (when, one) => `${goes(one)} bis ${when} in den Versand`,
  missed: (when, one) =>
    `${one ? 'sollte' : 'sollten'} bis ${when} in den Versand gehen und ${is(one)} noch nicht unterwegs`,
  no_date: (_, one) => `${goes(one)} in den Versand, sobald die Ware da ist`,
  undated: (_, one) => `${one ? 'hat' : 'haben'} noch keinen Versandtermin`,
}

const is = (one: boolean) => (one ? 'ist' : 'sind')
const goes = (one: boolean) => (one ? 'geht' : 'gehen')
