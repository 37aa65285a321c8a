import type { Words } from './index.ts'

export const preferencesEs: Words['preferences'] = {
  link: 'Elegir qué le enviamos',
  heading: 'Qué le enviamos',
  text: 'Lo que desactive seguirá desactivado en sus próximos pedidos: los avisos por su correo electrónico, los SMS por su número.',
  saved:
    'Guardado. Lo que desactive seguirá desactivado en sus próximos pedidos: los avisos por su correo electrónico, los SMS por su número.',
  news: 'Avisos de los que puede prescindir',
  topic: {
    steps: 'Cuando un paquete está en reparto y cuando ha llegado',
    feedback: 'Una pregunta después de la entrega',
    back_in_stock: 'Cuando algo que canceló vuelve a estar disponible',
  },
  always:
    'Lo que le debemos llega siempre: la confirmación de su pedido, una fecha que cambia, un retraso y cómo cancelar, una cancelación, su dinero.',
  action: 'Guardar',
  texts: {
    heading: 'SMS',
    label: (number) => `Enviarme SMS al número que termina en ${number}`,
    consent:
      'Usted acepta recibir SMS sobre sus pedidos. No es condición de ninguna compra; pueden aplicarse tarifas de mensajes y datos. Responda STOP en cualquier momento.',
    stopped: (from) =>
      from
        ? `Usted pidió por SMS no recibir más. Para volver a recibirlos, envíe START al ${from}.`
        : 'Usted pidió por SMS no recibir más. Para volver a recibirlos, responda START a cualquiera de ellos.',
    locked:
      'Los SMS están desactivados. Para activarlos, indique antes el código postal del pedido.',
  },
  unsubscribe: {
    heading: '¿Dejar de recibir los correos que no tratan de un pedido en curso?',
    text: 'Sin más preguntas después de una entrega ni avisos de que algo vuelve a estar disponible.',
    action: 'Dejar de recibirlos',
    done: 'Ya no recibirá estos correos.',
    doneText:
      'Lo que afecta a un pedido suyo sigue llegando: fechas, retrasos, cancelaciones, dinero.',
  },
}
