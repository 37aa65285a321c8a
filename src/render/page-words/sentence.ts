/** "…, ven. 20 mars" and "…, mer. 2 avr." end alike: the stop of an abbreviation ends the sentence. */
export const stopped = (text: string) => (text.endsWith('.') ? text : `${text}.`)
