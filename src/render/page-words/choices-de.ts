import type { Words } from './index.ts'
import { stopped } from './sentence.ts'

/** Titles bear no article: what gender a product has we do not know. */
const SPLITS = {
  ship_available: 'Was bereit ist, wird zuerst verschickt.',
  hold: 'Alles wird in einem Paket verschickt.',
}
const REACH = { email: 'E-Mail', text: 'SMS', page: 'E-Mail' }
const price = { more: 'mehr', less: 'weniger' }

export const choicesDe: Words['choices'] = {
  split: {
    name: 'So wird verschickt',
    card: 'Ein Teil Ihrer Bestellung ist vor dem Rest bereit. Sie entscheiden, wie er verschickt wird.',
    choose: 'Versand wählen',
    change: 'Neu wählen',
    chosen: (split) => `Ihre Wahl: ${SPLITS[split]}`,
    heading: 'Wie sollen wir Ihre Bestellung verschicken?',
    text: 'Ein Teil ist vor dem Rest bereit. Bis etwas verschickt ist, können Sie neu wählen.',
    option: (split) => (split === 'hold' ? 'Alles in einem Paket' : 'Was bereit ist, zuerst'),
    first: 'Kommt zuerst',
    later: 'Folgt in einem weiteren Paket',
    together: (day) =>
      day
        ? stopped(`Alles wird verschickt bis ${day}`)
        : 'Alles wird verschickt, sobald das Letzte da ist. Einen Termin dafür gibt es noch nicht.',
    action: (split) =>
      split === 'hold' ? 'Alles zusammen verschicken' : 'Zuerst verschicken, was da ist',
    isChosen: 'Das haben Sie gewählt.',
    done: (split) => SPLITS[split],
    doneText: 'Ihre Wahl ist bei uns. Bis etwas verschickt ist, können Sie sie ändern.',
  },

  substitute: {
    heading: (title) => (title ? `Etwas anderes statt ${title}?` : 'Etwas anderes stattdessen?'),
    headingSeveral: 'Etwas anderes statt dessen, worauf Sie warten?',
    text: 'Ein Klick tauscht es. Um weiter zu warten, müssen Sie nichts tun.',
    textAsked: 'Ein Klick tauscht es. Oder sagen Sie uns unten, ob Sie warten möchten.',
    instead: (title) => `Statt ${title}`,
    price: (one, each) =>
      one.kind === 'same'
        ? 'Derselbe Preis'
        : `${one.amount} ${price[one.kind]}${each ? ' pro Stück' : ''}`,
    action: (title) => (title ? `${title} nehmen` : 'Diesen Artikel nehmen'),
    keep: 'Weiter warten',
    more: 'Weiter zu den anderen',
    link: 'Mögliche Alternativen ansehen',
    note: (count, line, option) => {
      const what = count === 1 ? (option ?? 'etwas anderes') : `einen von ${count} anderen Artikeln`
      return line
        ? `Statt ${line} können Sie ${what} haben.`
        : `Sie können stattdessen ${what} haben.`
    },
    noteSeveral: (count) => `Für ${count} davon können Sie etwas anderes haben.`,
    taken: (title) => `Sie haben gewählt: ${title ?? 'einen anderen Artikel'}. Der Tausch läuft.`,
    done: (title) => `Sie haben gewählt: ${title ?? 'einen anderen Artikel'}.`,
    doneText: (title) =>
      `Wir tauschen ${title ?? 'den Artikel'} dagegen. Sobald das geschehen ist, steht es auf Ihrer Bestellseite.`,
  },

  choice: {
    heading: 'Weiter warten oder nicht?',
    text: (day) =>
      `Bestellt haben Sie am ${day}, und es ist noch nicht auf Lager. Sie entscheiden.`,
    asked: 'Das dauert schon lange. Sie entscheiden: weiter warten oder nicht.',
    link: 'Weiter warten oder stornieren',
    keep: 'Weiter warten',
    kept: 'Sie warten weiter.',
    keptText: (reach, day) =>
      [
        reach === 'page'
          ? 'Sobald es verschickt ist, steht es auf dieser Seite.'
          : `Sobald es verschickt ist, sagen wir es Ihnen per ${REACH[reach]}.`,
        ...(day ? [`Wenn Sie am ${day} noch darauf warten, fragen wir wieder.`] : []),
        'Bis zum Versand können Sie stornieren.',
      ].join(' '),
  },

  waitlist: {
    check: 'Sagen Sie mir, wenn es wieder zu haben ist.',
    action: 'Sagen Sie mir Bescheid',
    heading: 'Sollen wir Ihnen Bescheid sagen, wenn es wieder da ist?',
    text: (reach) =>
      `Wir schreiben Ihnen einmal per ${REACH[reach]}, wenn es wieder zu bestellen ist. Eine Bestellung ist das nicht.`,
    listed: 'Wir sagen Ihnen, wenn es wieder zu haben ist.',
    done: 'Sie stehen auf der Warteliste.',
    doneText: (reach) =>
      `Wir schreiben Ihnen einmal per ${REACH[reach]}, wenn es wieder zu bestellen ist.`,
  },
}
