import { calendarDe } from './calendar-de.ts'
import { cancelDe } from './cancel-de.ts'
import { choicesDe } from './choices-de.ts'
import { consentDe } from './consent-de.ts'
import { feedbackDe } from './feedback-de.ts'
import type { Words } from './index.ts'
import { inquiryDe } from './inquiry-de.ts'
import { lineDe } from './line-de.ts'
import { liveDe } from './live-de.ts'
import { packageDe } from './package-de.ts'
import { preferencesDe } from './preferences-de.ts'
import { revealDe } from './reveal-de.ts'
import { stopped } from './sentence.ts'
import { summaryDe } from './summary-de.ts'

const REACH = { email: 'E-Mail', text: 'SMS' }

/** German. The reader is "Sie"; the merchant speaks as "wir". */
export const de: Words = {
  summary: summaryDe,
  package: packageDe,
  cancel: cancelDe,
  choices: choicesDe,
  consent: consentDe,
  inquiry: inquiryDe,
  line: lineDe,
  live: liveDe,
  feedback: feedbackDe,
  calendar: calendarDe,
  preferences: preferencesDe,
  reveal: revealDe,

  orderName: (number) => `Bestellung ${/^\d+$/.test(number) ? '#' : ''}${number}`,
  pageTitle: (order, merchant) => `${order} · ${merchant}`,
  asOf: (when) => stopped(`Stand: ${when}`),

  next: {
    waiting: (reach, wayOut) =>
      reach === 'page'
        ? `Wenn sich der Termin ändert, steht der neue auf dieser Seite. Bis zum Versand können Sie ${wayOut}.`
        : `Wenn sich der Termin ändert, nennen wir Ihnen den neuen per ${REACH[reach]}, und Sie können ${wayOut}.`,
    noDate: (reach, wayOut, some) => {
      const date = some ? 'den fehlenden Termin' : 'einen Termin'
      return reach === 'page'
        ? `Sobald es ${date} gibt, steht er auf dieser Seite. Bis zum Versand können Sie ${wayOut}.`
        : `Sobald es ${date} gibt, nennen wir ihn Ihnen per ${REACH[reach]}. Bis zum Versand können Sie ${wayOut}.`
    },
    missed: (reach, wayOut) =>
      `Wir haben unser Wort nicht gehalten und bitten um Entschuldigung. ${reach === 'page' ? 'Der neue Termin steht dann auf dieser Seite.' : `Den neuen Termin nennen wir Ihnen per ${REACH[reach]}.`} Bis zum Versand können Sie ${wayOut}.`,
    wayOut: (asks) => (asks ? 'die Stornierung anfragen' : 'mit einem Klick stornieren'),
    preparing: (reach) =>
      reach === 'page'
        ? 'Sobald die Sendung unterwegs ist, steht es auf dieser Seite.'
        : `Sobald die Sendung unterwegs ist, erfahren Sie es per ${REACH[reach]}.`,
    moving: (reach) =>
      reach === 'page'
        ? 'Sobald die Sendung angekommen ist, steht es auf dieser Seite.'
        : `Sobald die Sendung angekommen ist, erfahren Sie es per ${REACH[reach]}.`,
    heldUp:
      'Die letzte Meldung des Versanddienstes steht unten. Wenn sich nichts bewegt, schreiben Sie uns, und wir klären es mit ihm.',
    delayed: 'Die letzte Meldung des Versanddienstes steht unten. Sie brauchen nichts zu tun.',
    delayedNoDate: (reach) =>
      `Es gibt noch keinen neuen Liefertermin. Sie brauchen nichts zu tun: ${reach === 'page' ? 'Sobald die Sendung angekommen ist, steht es auf dieser Seite.' : `Sobald die Sendung angekommen ist, erfahren Sie es per ${REACH[reach]}.`}`,
    silent: (reach) =>
      `Wir klären das mit dem Versanddienst. Sie brauchen nichts zu tun: ${reach === 'page' ? 'Sobald sich etwas bewegt, steht es auf dieser Seite.' : `Sobald sich etwas bewegt, steht es auf dieser Seite, und die Zustellung erfahren Sie per ${REACH[reach]}.`}`,
    pickup: 'Auf der Seite des Versanddienstes steht, wo das Paket liegt und bis wann.',
    pickupNoLink:
      'Das Paket liegt für Sie in der Abholstelle bereit. Wenn Sie nicht wissen, wo sie ist, schreiben Sie uns.',
    swapped: (reach) =>
      reach === 'page'
        ? 'Der Tausch läuft. Sobald die Sendung unterwegs ist, steht es auf dieser Seite.'
        : `Der Tausch läuft. Sobald die Sendung unterwegs ist, erfahren Sie es per ${REACH[reach]}.`,
    returning:
      'Wenn Sie die Ware noch möchten, schreiben Sie uns, und wir sagen Ihnen, was wir tun können.',
    lost: 'Wir bitten um Entschuldigung. Wir verschicken die Ware neu oder erstatten den Betrag, wie Sie möchten: Schreiben Sie uns, was Ihnen lieber ist.',
    delivered: 'Fehlt etwas oder ist etwas nicht in Ordnung? Schreiben Sie uns.',
    unknown: 'Schauen Sie in einer Weile noch einmal nach.',
  },

  waiting: {
    name: {
      stock: 'Noch nicht auf Lager',
      release: 'Vorbestellung',
      season: 'Wartet auf die Saison',
      making: 'In Herstellung',
    },
    shipsBy: (day) => `Versand bis ${day}`,
    noDate: {
      stock: 'Versand, sobald wieder auf Lager',
      release: 'noch kein Termin',
      season: 'noch kein Termin',
      making: 'noch kein Termin',
    },
    missed: (day) => `Versand war bis ${day} geplant`,
    noDateText: 'Es gibt noch keinen Termin, den wir halten könnten.',
    release: (day) => `Erscheint: ${day}.`,
    missedText: 'Dieser Tag ist vorbei, und die Ware ist noch nicht unterwegs.',
    dates: 'Wie sich der Termin geändert hat',
    noDateThen: 'Kein Termin',
    stated: (day) => `genannt am ${day}`,
  },

  preparing: {
    name: (restocked) => (restocked ? 'Wieder auf Lager, in Vorbereitung' : 'In Vorbereitung'),
    swapped: 'Wird getauscht',
    kept: 'Auf Lager, Versand mit dem Rest',
    shipsBy: (day) => `Versand bis ${day}`,
    missed: (day) => `Versand war bis ${day} geplant`,
  },

  cancelled: {
    name: 'Storniert',
    on: (day) => `am ${day}`,
    earlier: (count) => `${count} frühere ${count === 1 ? 'Stornierung' : 'Stornierungen'}`,
    refundDue: (days, by) =>
      by
        ? `Sie erhalten Ihr Geld bis ${by} zurück, auf dem Weg, auf dem Sie bezahlt haben.`
        : `Sie erhalten Ihr Geld innerhalb von ${days} ${days === 1 ? 'Arbeitstag' : 'Arbeitstagen'} nach der Stornierung zurück, auf dem Weg, auf dem Sie bezahlt haben.`,
    unfulfillable: 'Wir konnten die Ware nicht beschaffen.',
    ended: (end, day) => {
      if (end === 'unasked')
        return 'Die Ware ging nicht rechtzeitig in den Versand. Deshalb haben wir sie storniert, ohne dass Sie darum bitten mussten.'
      return end === 'agreed'
        ? `Die Ware ging nicht bis ${day} in den Versand, dem neuen Termin, den wir Ihnen genannt hatten. Deshalb haben wir sie storniert.`
        : `Die Ware war nicht im Versand, und bis ${day} hatten Sie uns nicht gesagt, dass Sie warten möchten. Deshalb haben wir sie storniert.`
    },
  },

  unshipped: 'Kein Versand nötig',

  request: {
    name: 'Stornierung angefragt',
    on: (day) => `am ${day}`,
    text: (reach, isHere) =>
      `${isHere ? 'Vielleicht ist die Ware schon gepackt, darum prüfen wir zuerst. Bis zu unserer Antwort kann der Versand noch erfolgen.' : 'Die Ware ist noch nicht da. Wir bestätigen die Stornierung selbst.'} ${
        reach === 'page'
          ? 'Unsere Antwort steht dann auf dieser Seite.'
          : `Wir antworten Ihnen per ${REACH[reach]}.`
      }`,
    declined: 'Wir konnten nicht stornieren',
    declinedText: 'Der Versand war nicht mehr aufzuhalten, die Ware kommt also noch.',
  },

  items: {
    times: (count) => `${count} ×`,
    inside: 'Inhalt',
    more: (count) => `${count} ${count === 1 ? 'weitere Zeile' : 'weitere Zeilen'}`,
    summary: (count) => `${count} Artikel`,
  },

  details: {
    heading: 'Angaben zur Bestellung',
    print: 'Diese Seite drucken',
    number: 'Nummer',
    placed: 'Bestellt am',
    to: 'Geht an',
    updates: 'Infos an',
    how: 'Versandart',
    refunded: 'Erstattet',
    refundedOn: (amount, day) => `${amount} am ${day}`,
    split: {
      ship_available:
        'Was bereit ist, geht zuerst in den Versand; der Rest folgt in einem weiteren Paket.',
      hold: 'Alles geht zusammen in den Versand, sobald es vollständig ist.',
      ask: 'Was bereit ist, kann zuerst in den Versand gehen. Sagen Sie uns, wenn Sie alles in einem Paket möchten.',
    },
  },

  questions: {
    heading: 'Fragen',
    text: (merchant) =>
      `Schreiben Sie an ${merchant} oder antworten Sie auf eine unserer Nachrichten.`,
    none: 'Antworten Sie auf eine unserer Nachrichten: Ein Mensch liest sie.',
    help: 'Hilfeseiten',
  },

  notice: {
    expired: {
      title: 'Dieser Link ist abgelaufen',
      text: 'Ihre Bestellung ist sicher. Sie finden sie mit ihrer Nummer und Ihrer E-Mail-Adresse oder Postleitzahl.',
    },
    wrong: {
      title: 'Dieser Link stimmt nicht',
      text: 'Vielleicht fehlt ein Teil. Öffnen Sie ihn noch einmal aus der Nachricht oder kopieren Sie ihn vollständig.',
    },
    fault: {
      title: 'Wir können Ihre Bestellung gerade nicht anzeigen',
      text: 'Der Fehler liegt bei uns, und Ihre Bestellung ist sicher. Versuchen Sie es in ein paar Minuten noch einmal.',
    },
    too_large: {
      title: 'Das ist zu lang',
      text: 'Es ist nichts geschehen. Gehen Sie zurück und kürzen Sie Ihren Text: Eine Frage darf höchstens 2.000 Zeichen haben.',
    },
    unreadable: {
      title: 'Das konnten wir nicht lesen',
      text: 'Es ist nichts geschehen. Öffnen Sie Ihre Bestellung aus unserer Nachricht, und versuchen Sie es dort noch einmal.',
    },
    stale: {
      title: 'Ihre Bestellung hat sich inzwischen geändert',
      text: 'Es ist nichts geschehen. Sehen Sie nach, wie sie jetzt steht, und wählen Sie dann noch einmal.',
    },
    nothing: {
      title: 'Hier gibt es zurzeit nichts zu wählen',
      text: 'So steht Ihre Bestellung jetzt.',
    },
    forbidden: {
      title: 'Diese Anfrage kam nicht von unserer Seite',
      text: 'Es ist nichts geschehen. Öffnen Sie Ihre Bestellung aus der Nachricht, die wir Ihnen geschickt haben.',
    },
  },
  toOrder: 'Zu Ihrer Bestellung',
  toLookup: 'Bestellung suchen',

  lookup: {
    heading: 'Ihre Bestellung finden',
    number: 'Bestellnummer',
    numberHint: 'Sie steht in jeder Nachricht zu Ihrer Bestellung, zum Beispiel #1001.',
    key: 'E-Mail-Adresse oder Postleitzahl',
    button: 'Bestellung finden',
    problem:
      'Wir haben keine Bestellung mit diesen Angaben gefunden. Prüfen Sie die Nummer und die E-Mail-Adresse oder Postleitzahl der Bestellung.',
    tooMany:
      'Das waren zu viele Versuche. Warten Sie ein paar Minuten und versuchen Sie es dann noch einmal.',
  },
}
