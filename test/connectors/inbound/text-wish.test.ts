import { describe, expect, it } from 'vitest'
import { wishOfText } from '../../../src/connectors/text-wish.ts'

describe('what a text asks of texts', () => {
  it.each([
    ['STOP', 'stop'],
    [' stop ', 'stop'],
    ['StopAll', 'stop'],
    ['OptOut', 'stop'],
    ['UNSUBSCRIBE', 'stop'],
    ['End', 'stop'],
    ['quit', 'stop'],
    ['revoke', 'stop'],
    ['CANCEL', 'cancel'],
    ['start', 'start'],
    ['unstop', 'start'],
    ['Help', 'help'],
    ['INFO', 'help'],
  ])('%s is %s, and its carrier has answered', (text, wish) => {
    expect(wishOfText(text)).toEqual({ wish, language: null })
  })

  it.each([
    ['ALTO', 'stop'],
    ['¡Parar!', 'stop'],
    ['pare', 'stop'],
    ['Baja', 'stop'],
    ['Dar de baja', 'stop'],
    ['No más', 'stop'],
    ['NO MAS', 'stop'],
    ['detener', 'stop'],
    ['Detén', 'stop'],
    ['DETENGA', 'stop'],
    ['deténgase', 'stop'],
    ['salir', 'stop'],
    ['Alto alto', 'stop'],
    ['cancelar', 'cancel'],
    ['Iniciar', 'start'],
    ['Ayuda', 'help'],
  ])('%s is %s in Spanish, which we alone answer', (text, wish) => {
    expect(wishOfText(text)).toEqual({ wish, language: 'es' })
  })

  it.each([
    ['ＳＴＯＰ', 'stop', 'en'],
    ['Stop 🛑', 'stop', 'en'],
    ['Stop.', 'stop', 'en'],
    ['STOP!', 'stop', 'en'],
    ['"STOP"', 'stop', 'en'],
    ['S T O P', 'stop', 'en'],
    ['Stop all', 'stop', 'en'],
    ['opt out', 'stop', 'en'],
    ['STOP STOP', 'stop', 'en'],
    ['stop, stop, STOP please!!', 'stop', 'en'],
    ['unsuscribe', 'stop', 'en'],
    ['Help!', 'help', 'en'],
    ['CANCEL!', 'cancel', 'en'],
    ['stop please', 'stop', 'en'],
    ['Please stop!', 'stop', 'en'],
    ['Stop texting me', 'stop', 'en'],
    ["don't text me", 'stop', 'en'],
    ['stop, thank you', 'stop', 'en'],
    ['HELP 🙏', 'help', 'en'],
    ['ALTO por favor', 'stop', 'es'],
    ['Cancelar suscripción', 'stop', 'es'],
    ['ARRET', 'stop', 'fr'],
    ['Arrêt', 'stop', 'fr'],
    ['FIN', 'stop', 'fr'],
    ['Stopp bitte', 'stop', 'de'],
    ['Abmelden', 'stop', 'de'],
  ])('%s is %s, which no carrier has heard: answered in %s', (text, wish, language) => {
    expect(wishOfText(text)).toEqual({ wish, language })
  })

  it.each([
    'help please',
    'cancel please',
    'stop please at the side door',
    'Can you cancel my order',
    'Please stop by the shop',
    'stop stop at the side door',
    'stop the shop',
    'Salir de casa',
    'No, más tarde',
    'alto ahí con el pedido',
    'unstoppable',
    '',
    '!!!',
  ])('%s is a question like any other', (text) => {
    expect(wishOfText(text)).toBeNull()
  })
})
