import type { Words } from './index.ts'

export const revealEs: Words['reveal'] = {
  link: 'Mostrar la dirección completa',
  text: 'Los enlaces se reenvían; por eso la dirección solo se muestra a quien conoce su código postal.',
  label: 'Código postal de la dirección de entrega',
  action: 'Mostrarla',
  wrong: 'Ese no es el código postal de este pedido.',
  tooMany: 'Han sido demasiados intentos. Espere diez minutos y vuelva a intentarlo.',
  shown: 'Se muestra completa en este navegador durante media hora.',
}
