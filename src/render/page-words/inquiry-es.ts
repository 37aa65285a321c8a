import type { Words } from './index.ts'

const REACH = { email: 'correo electrónico', text: 'SMS' }

export const inquiryEs: Words['inquiry'] = {
  link: 'Preguntar sobre este pedido',
  heading: 'Preguntar sobre este pedido',
  text: (reach) =>
    reach === 'page'
      ? 'Una persona responde en un plazo de 24 horas. No tenemos su dirección: escríbala en su pregunta.'
      : `Una persona responde en un plazo de 24 horas, por ${REACH[reach]}.`,
  label: 'Su pregunta',
  max: 'Como máximo 2000 caracteres.',
  action: 'Enviar la pregunta',
  empty: 'Escriba primero su pregunta.',
  tooLong: 'Es demasiado largo. Redúzcalo a 2000 caracteres.',
  tooMany: 'Son muchas preguntas a la vez. Las tenemos; inténtelo más tarde.',
  full: 'Ya tenemos 100 preguntas sobre este pedido, así que esta no se ha guardado. Escríbanos directamente.',
  done: 'La tenemos; una persona responde en un plazo de 24 horas.',
  doneText: (reach) =>
    reach === 'page'
      ? ''
      : `La respuesta llega por ${REACH[reach]}. También puede responder a cualquiera de nuestros mensajes.`,
}
