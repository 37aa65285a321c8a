import type { Words } from './index.ts'
import { stopped } from './sentence.ts'

const REACH = { email: 'correo electrónico', text: 'SMS' }

export const consentEs: Words['consent'] = {
  name: 'Tarda más: usted decide',
  heading: '¿Seguir esperando o cancelar?',
  asked: (day) => stopped(`Consultado el ${day}`),
  before: (day) => stopped(`Debía salir a más tardar el ${day}`),
  dated: (day) => stopped(`La nueva fecha es el ${day}`),
  promised: (day) => stopped(`La fecha que ahora podemos prometer es el ${day}`),
  earlier: (day, before) =>
    stopped(`La fecha que ahora podemos prometer es el ${day}, antes del ${before}`),
  undated: 'Todavía no hay una fecha que podamos cumplir.',
  reason: (reason) => `Motivo: ${reason}`,
  silence: {
    consent:
      'Si no recibimos respuesta, usted acepta la nueva fecha. Hasta que salga puede cancelar sin coste.',
    wait: 'Si no recibimos respuesta, usted acepta esperar. Hasta que salga puede cancelar sin coste.',
    cancel: (day, isPaid) =>
      `Si no recibimos respuesta hasta el final del ${day} y no ha salido para entonces, lo cancelamos${isPaid ? ' y le devolvemos su dinero' : ''}.`,
    over: (day) =>
      `Le habíamos pedido respuesta hasta el ${day}. Todavía no se ha cancelado, así que aún puede elegir.`,
    overDated: (day) =>
      `Debía salir a más tardar el ${day} y no ha salido. Todavía no se ha cancelado, así que aún puede elegir.`,
    confirm: (day, isPaid) =>
      `Si no recibimos respuesta hasta el final del ${day} y no ha salido para entonces, confirmaremos la cancelación${isPaid ? ' con reembolso completo' : ''} y le escribiremos.`,
  },
  takes: (all, here) =>
    `Sin su respuesta se cancelan ${all} unidades: también ${here === 1 ? 'la que está disponible, si no ha salido' : `las ${here} disponibles, si no han salido`}.`,

  keep: 'Seguir esperando',
  keepMeans: (day) =>
    day
      ? `${stopped(`Usted acepta la fecha del ${day}`)} Hasta que salga puede cancelar sin coste.`
      : 'Usted acepta esperar sin fecha. Hasta que salga puede cancelar en cualquier momento, sin coste.',
  cancelMeans: (days, money) => {
    const within = `en un plazo de ${days} ${days === 1 ? 'día hábil' : 'días hábiles'}, por el mismo medio de pago`
    if (money.kind === 'whole')
      return `No le cuesta nada. Le devolvemos todo su dinero ${within}, gastos de envío incluidos.`
    return money.kind === 'amount'
      ? `No le cuesta nada. Le devolvemos ${money.amount} por ello ${within}.`
      : `No le cuesta nada. Le devolvemos el importe completo de ello ${within}.`
  },
  cancels: (all, here) =>
    `Esto cancela ${all} unidades, también ${here === 1 ? 'la que está disponible' : `las ${here} disponibles`}.`,
  cancelUnpaid: 'No le cuesta nada.',

  kept: 'Usted sigue esperando.',
  keptText: (reach) =>
    `${reach === 'page' ? 'Esta página mostrará cuándo sale' : `Le avisaremos por ${REACH[reach]} cuando salga`}, o si la fecha vuelve a cambiar. Hasta que salga puede cancelar sin coste.`,
  agreed: (asked, until) =>
    until
      ? stopped(`El ${asked} aceptó esperar hasta el ${until}`)
      : `El ${asked} aceptó esperar sin fecha.`,
  agreedEnd: (isPaid) =>
    `Si para entonces no ha salido, lo cancelamos${isPaid ? ' y le devolvemos el dinero' : ''}.`,
  agreedConfirm: (isPaid) =>
    `Si para entonces no ha salido, confirmaremos la cancelación${isPaid ? ' con reembolso completo' : ''}.`,
  endsBy: (day, isPaid) =>
    `Si no ha salido como muy tarde el ${day}, lo cancelamos${isPaid ? ' y le devolvemos el dinero' : ''}.`,
  over: 'Lo que respondió ya no es válido. Así está ahora.',
}
