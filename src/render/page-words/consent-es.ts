import type { Words } from './index.ts'

const REACH = { email: 'correo electrónico', text: 'SMS' }

export const consentEs: Words['consent'] = {
  name: 'Tarda más: usted decide',
  heading: '¿Seguir esperando o cancelar?',
  asked: (day) => `Consultado el ${day}.`,
  before: (day) => `Debía salir a más tardar el ${day}.`,
  dated: (day) => `La nueva fecha es el ${day}.`,
  undated: 'Todavía no hay una fecha que podamos cumplir.',
  reason: (reason) => `Motivo: ${reason}`,
  silence: {
    consent:
      'Si no recibimos respuesta, usted acepta la nueva fecha. Hasta que salga puede cancelar sin coste.',
    cancel: (day) =>
      `Si no recibimos respuesta hasta el final del ${day} y no ha salido para entonces, lo cancelamos y le devolvemos su dinero.`,
  },

  keep: 'Seguir esperando',
  keepMeans: (day) =>
    day
      ? `Usted acepta el ${day}. Hasta que salga puede cancelar sin coste.`
      : 'Usted acepta esperar sin fecha. Hasta que salga puede cancelar en cualquier momento, sin coste.',
  cancelMeans: (days) =>
    `No le cuesta nada. Le devolvemos todo su dinero en un plazo de ${days} días hábiles, por el mismo medio de pago, gastos de envío incluidos.`,
  cancelUnpaid: 'No le cuesta nada.',

  kept: 'Usted sigue esperando.',
  keptText: (reach) =>
    `${reach === 'page' ? 'Esta página mostrará cuándo sale' : `Le avisaremos por ${REACH[reach]} cuando salga`}, o si la fecha vuelve a cambiar. Hasta que salga puede cancelar sin coste.`,
  agreed: (asked, until) =>
    until
      ? `El ${asked} aceptó esperar hasta el ${until}.`
      : `El ${asked} aceptó esperar sin fecha.`,
  agreedEnd: (isPaid) =>
    `Si al final de ese día no ha salido, lo cancelamos${isPaid ? ' y le devolvemos el dinero' : ''}.`,
  over: 'Lo que respondió ya no es válido. Así está ahora.',
}
