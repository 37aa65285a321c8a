import type { SummaryState, Words } from './index.ts'
import { stopped } from './sentence.ts'

type Whole = Parameters<Words['summary']['whole']>[1]

/**
 * The headline in French. "Votre article" and "votre commande" differ in gender, so no participle
 * stands after the name: where one would, somebody does it ("nous avons livré votre commande").
 */
export const summaryFr: Words['summary'] = {
  unknown: 'Nous n’avons pas encore reçu les détails de votre commande.',
  cancelled: 'Votre commande est annulée.',
  nothingToShip: 'Votre commande ne contient rien à expédier.',

  subject: (title, partly) =>
    title ? `Votre article ${title}` : partly ? 'Le reste de votre commande' : 'Votre commande',
  kept: 'Les articles non annulés',

  whole: (state, facts) => WHOLE[state](facts),

  part(state, { count, of, when }) {
    const number =
      of === null ? `${count}` : `${count} ${count === 1 ? 'article' : 'articles'} sur ${of}`
    return `${number} ${PART[state](when, count === 1)}`
  },

  rest: (count) => (count === 1 ? '1 autre suit' : `${count} autres suivent`),

  join: (clauses) => stopped(clauses.join(' ; ')),
}

/** Inside a sentence: "Votre article" becomes "votre article", and a title keeps its letters. */
const inside = (name: string) => name.charAt(0).toLowerCase() + name.slice(1)

const WHOLE: Record<SummaryState, (facts: Whole) => string> = {
  delivered: ({ name, when, packages, partly }) =>
    packages > 1
      ? partly
        ? `Nous avons livré ${inside(name)}, le dernier colis le ${when}.`
        : `Tout est livré, le dernier colis le ${when}.`
      : `Nous avons livré ${inside(name)} le ${when}.`,
  out_today: ({ name }) => `${name} est en cours de livraison aujourd’hui.`,
  out_for_delivery: ({ name }) => `${name} est en cours de livraison.`,
  pickup: ({ name }) => `${name} vous attend au point de retrait.`,
  moving: ({ name, when }) => `${name} est en route${when ? `, arrivée prévue : ${when}` : ''}.`,
  moving_late: ({ name }) => `${name} est en route, plus tard que prévu par le transporteur.`,
  delayed: ({ name, when }) =>
    `${name} a du retard en chemin${when ? `, nouvelle arrivée prévue : ${when}` : ''}.`,
  silent: ({ name, when }) => `${name} est en route, sans nouvelles depuis le ${when}.`,
  missing: ({ name }) => `Le transporteur semble avoir perdu ${inside(name)}.`,
  held_up: ({ name }) => `${name} est à l’arrêt chez le transporteur.`,
  returning: ({ name }) => `${name} revient vers nous.`,
  lost: ({ name }) => `Le transporteur indique avoir perdu ${inside(name)}.`,
  gone: ({ name }) => `Le transporteur a perdu ou nous renvoie ${inside(name)}.`,
  label: ({ name }) => `Nous remettons ${inside(name)} au transporteur.`,
  preparing: ({ name }) => `${name} est en préparation.`,
  kept: ({ name }) => `${name} est en stock et part avec le reste.`,
  swapped: ({ name, instead }) =>
    `Nous remplaçons ${inside(name)} par l’article ${instead ?? 'que vous avez choisi'}.`,
  restocked: ({ name }) => `${name} est de nouveau en stock et en préparation.`,
  restocked_dated: ({ name, when }) =>
    `${name} est de nouveau en stock et part au plus tard le ${when}.`,
  waiting: ({ name, when }) => `${name} part au plus tard le ${when}.`,
  missed: (facts) =>
    `${facts.name} devait partir au plus tard le ${facts.when}, et ce n’est pas fait.`,
  no_date: (facts) => `${facts.name} part dès le retour en stock.`,
  undated: (facts) => `${facts.name} n’a pas encore de date de départ.`,
}

const PART: Record<SummaryState, (when: string, one: boolean) => string> = {
  delivered: (when, one) => `${is(one)} ${one ? 'livré' : 'livrés'}${when ? ` le ${when}` : ''}`,
  out_today: (_, one) => `${is(one)} en cours de livraison aujourd’hui`,
  out_for_delivery: (_, one) => `${is(one)} en cours de livraison`,
  pickup: (_, one) => `${one ? 'vous attend' : 'vous attendent'} au point de retrait`,
  moving: (when, one) => `${is(one)} en route${when ? `, arrivée prévue : ${when}` : ''}`,
  moving_late: (_, one) => `${is(one)} en route, plus tard que prévu`,
  delayed: (when, one) =>
    `${one ? 'a' : 'ont'} du retard${when ? `, nouvelle arrivée prévue : ${when}` : ''}`,
  silent: (when, one) => `${is(one)} en route, sans nouvelles depuis le ${when}`,
  missing: (_, one) => (one ? 'semble perdu en chemin' : 'semblent perdus en chemin'),
  held_up: (_, one) => `${is(one)} à l’arrêt chez le transporteur`,
  returning: (_, one) => `${one ? 'revient' : 'reviennent'} vers nous`,
  lost: (_, one) => `${is(one)} ${one ? 'perdu' : 'perdus'} en chemin`,
  gone: (_, one) =>
    one ? 'est perdu ou revient vers nous' : 'sont perdus ou reviennent vers nous',
  label: (_, one) => `${is(one)} en cours de remise au transporteur`,
  preparing: (_, one) => `${is(one)} en préparation`,
  kept: (_, one) => `${is(one)} en stock et ${leaves(one)} avec le reste`,
  swapped: (_, one) => `${is(one)} en cours d’échange contre l’article choisi`,
  restocked: (_, one) => `${is(one)} de nouveau en stock et en préparation`,
  restocked_dated: (when, one) =>
    `${is(one)} de nouveau en stock et ${leaves(one)} au plus tard le ${when}`,
  waiting: (when, one) => `${leaves(one)} au plus tard le ${when}`,
  missed: (when, one) =>
    `${one ? 'devait' : 'devaient'} partir au plus tard le ${when}, et ce n’est pas fait`,
  no_date: (_, one) => `${leaves(one)} dès le retour en stock`,
  undated: (_, one) => `${one ? 'n’a' : 'n’ont'} pas encore de date de départ`,
}

const is = (one: boolean) => (one ? 'est' : 'sont')
const leaves = (one: boolean) => (one ? 'part' : 'partent')
