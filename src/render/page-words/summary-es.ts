import type { SummaryState, Words } from './index.ts'
import { stopped } from './sentence.ts'

type Whole = Parameters<Words['summary']['whole']>[1]

/** The headline in Spanish. Its subject is always "pedido": what an item is called has a gender. */
export const summaryEs: Words['summary'] = {
  unknown: 'Aún no hemos recibido los datos de su pedido.',
  cancelled: 'Su pedido está cancelado.',
  nothingToShip: 'En su pedido no hay nada que enviar.',

  subject: (title, partly) =>
    title ? `Su pedido de ${title}` : partly ? 'El resto de su pedido' : 'Su pedido',
  kept: 'Lo que no se canceló',

  whole: (state, facts) => WHOLE[state](facts),

  part(state, { count, of, when }) {
    const number =
      of === null ? `${count}` : `${count} de ${of} ${of === 1 ? 'artículo' : 'artículos'}`
    return `${number} ${PART[state](when, count === 1)}`
  },

  rest: (count) => (count === 1 ? 'falta 1 más' : `faltan ${count} más`),

  join: (clauses) => stopped(clauses.join('; ')),
}

const WHOLE: Record<SummaryState, (facts: Whole) => string> = {
  delivered: ({ name, when, packages, partly }) =>
    packages > 1
      ? `${partly ? name : 'Todo'} está entregado; el último paquete llegó el ${when}.`
      : `${name} se entregó el ${when}.`,
  out_today: ({ name }) => `${name} está hoy en reparto.`,
  out_for_delivery: ({ name }) => `${name} está en reparto.`,
  pickup: ({ name }) => `${name} está listo para que lo recoja.`,
  moving: ({ name, when }) => `${name} está en camino${when ? `, llegada prevista: ${when}` : ''}.`,
  moving_late: ({ name }) =>
    `${name} está en camino, más tarde de lo que preveía el transportista.`,
  delayed: ({ name, when }) =>
    `${name} va con retraso${when ? `, nueva llegada prevista: ${when}` : ''}.`,
  silent: ({ name, when }) => `${name} está en camino, sin noticias desde el ${when}.`,
  missing: ({ name }) => `${name} parece haberse perdido en el camino.`,
  held_up: ({ name }) => `${name} está retenido en el camino.`,
  returning: ({ name }) => `${name} viene de vuelta a nosotros.`,
  lost: ({ name }) => `${name} se perdió en el camino, según el transportista.`,
  gone: ({ name }) => `${name} se perdió en el camino o viene de vuelta a nosotros.`,
  label: ({ name }) => `${name} se está entregando al transportista.`,
  preparing: ({ name }) => `${name} está en preparación.`,
  kept: ({ name }) => `${name} está disponible y sale junto con el resto.`,
  swapped: ({ name, instead }) => `${name} se está cambiando por ${instead ?? 'lo que eligió'}.`,
  restocked: ({ name }) => `${name} ya tiene existencias y está en preparación.`,
  restocked_dated: ({ name, when }) =>
    `${name} ya tiene existencias y sale a más tardar el ${when}.`,
  waiting: ({ name, when }) => `${name} sale a más tardar el ${when}.`,
  missed: (facts) => `${facts.name} debía salir a más tardar el ${facts.when} y no ha salido.`,
  no_date: (facts) => `${facts.name} sale en cuanto haya existencias.`,
  undated: (facts) => `${facts.name} aún no tiene fecha de salida.`,
}

const PART: Record<SummaryState, (when: string, one: boolean) => string> = {
  delivered: (when, one) => `${one ? 'se entregó' : 'se entregaron'}${when ? ` el ${when}` : ''}`,
  out_today: (_, one) => `${is(one)} hoy en reparto`,
  out_for_delivery: (_, one) => `${is(one)} en reparto`,
  pickup: (_, one) => `${is(one)} ${one ? 'listo' : 'listos'} para recoger`,
  moving: (when, one) => `${is(one)} en camino${when ? `, llegada prevista: ${when}` : ''}`,
  moving_late: (_, one) => `${is(one)} en camino, más tarde de lo previsto`,
  delayed: (when, one) =>
    `${one ? 'va' : 'van'} con retraso${when ? `, nueva llegada prevista: ${when}` : ''}`,
  silent: (when, one) => `${is(one)} en camino, sin noticias desde el ${when}`,
  missing: (_, one) => `${one ? 'parece' : 'parecen'} haberse perdido en el camino`,
  held_up: (_, one) => `${is(one)} ${one ? 'retenido' : 'retenidos'} en el camino`,
  returning: (_, one) => `${one ? 'viene' : 'vienen'} de vuelta a nosotros`,
  lost: (_, one) => `${one ? 'se perdió' : 'se perdieron'} en el camino`,
  gone: (_, one) =>
    one
      ? 'se perdió en el camino o viene de vuelta a nosotros'
      : 'se perdieron en el camino o vienen de vuelta a nosotros',
  label: (_, one) => `${one ? 'se está' : 'se están'} entregando al transportista`,
  preparing: (_, one) => `${is(one)} en preparación`,
  kept: (_, one) =>
    `${is(one)} ${one ? 'disponible y sale' : 'disponibles y salen'} junto con el resto`,
  swapped: (_, one) => `${one ? 'se está' : 'se están'} cambiando por lo que eligió`,
  restocked: (_, one) => `${one ? 'ya llegó y está' : 'ya llegaron y están'} en preparación`,
  restocked_dated: (when, one) =>
    `${one ? 'ya llegó y sale' : 'ya llegaron y salen'} a más tardar el ${when}`,
  waiting: (when, one) => `${leaves(one)} a más tardar el ${when}`,
  missed: (when, one) =>
    `${one ? 'debía' : 'debían'} salir a más tardar el ${when} y no ${one ? 'ha' : 'han'} salido`,
  no_date: (_, one) => `${leaves(one)} en cuanto haya existencias`,
  undated: (_, one) => `aún no ${one ? 'tiene' : 'tienen'} fecha de salida`,
}

const is = (one: boolean) => (one ? 'está' : 'están')
const leaves = (one: boolean) => (one ? 'sale' : 'salen')
