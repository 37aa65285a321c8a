import { clean, isolate, truncate } from './plain.ts'

/** Paragraphs of lines: plain text, in which a link is a text that the reader's program finds. */
export type Letter = string[][]

/** What one mail holds; an agent's page takes no more. */
export const LETTER_MAX = 10_000
/** In a text: whoever wants the rest asks by answering. */
const TEXT_MAX = 480
const PREVIEW_MAX = 120

export function letterParagraphs(text: string): Letter {
  return text
    .slice(0, LETTER_MAX)
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.split('\n').map(cleanLine).filter(Boolean))
    .filter((lines) => lines.length > 0)
}

/** The letter in one line: whole as far as a text goes, and its beginning for the preview. */
export function letterText(text: string): { letter: string; letter_short: string } {
  const line = cleanLine(text)
  return {
    letter: isolate(truncate(line, TEXT_MAX)),
    letter_short: isolate(truncate(line, PREVIEW_MAX)),
  }
}

const cleanLine = (line: string) => clean(line, LETTER_MAX)
