import { type Brand, brandSchema, HERO_STATES, readBrand, SOCIAL_NAMES } from '../domain/brand.ts'
import { colorAdjustments, colorChecks, isEnough } from '../domain/brand-colors.ts'

/** Fields of one line that stand in the form by their names. */
export const PLAIN_FIELDS = [
  'color',
  'color_dark',
  'color_text',
  'contrast',
  'font',
  'corners',
  'shop_url',
  'support_email',
  'support_phone',
  'support_url',
  'footer',
] as const
const LINKS_READ_MAX = 20

export type BrandFault = { field: string; message: string }
export type BrandNote = { text: string; isGood: boolean }
export type Draft = { brand: Brand; faults: BrandFault[]; notes: BrandNote[] }

/**
 * The brand that a form means, over what is stored: its logo and its domain are not in the form, and
 * stay. What is wrong is left out of what is drawn, and named.
 */
export function readBrandForm(stored: Brand, form: Record<string, unknown>): Draft {
  const draft: Record<string, unknown> = { ...stored }
  for (const field of PLAIN_FIELDS) draft[field] = textOf(form[field])
  draft.links = linksOf(textOf(form.links) ?? '')
  draft.links_in_mail = form.links_in_mail === 'yes' ? true : null
  draft.hero = partOf(form, 'hero', HERO_STATES)
  draft.social = partOf(form, 'social', Object.keys(SOCIAL_NAMES))
  const given = Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== null))

  const parsed = brandSchema.safeParse(given)
  const faults = (parsed.error?.issues ?? []).map(({ path, message }) => ({
    field: fieldOf(path),
    message,
  }))
  const brand = parsed.success ? parsed.data : readBrand(given)
  return { brand, faults, notes: notesOf(brand, faults) }
}

/** As the form names it: its links stand in one field, a line each. */
function fieldOf([field, at, part]: readonly PropertyKey[]): string {
  if (field !== 'links' || typeof at !== 'number') return [field, at].filter(Boolean).join(' ')
  return `links, line ${at + 1}, ${part === 'label' ? 'the name before the bar' : 'the URL behind it'}`
}

/** Which colours are not drawn as they were given; null where all are. */
export function adjustedWords(brand: Brand): string | null {
  const said = colorAdjustments(brand).map(
    ({ field, from, to, on, ratio, ratioAfter }) =>
      `${field} ${from} has ${ratio.toFixed(2)} to 1 on ${on}, ${to} with ${ratioAfter.toFixed(2)} to 1 is drawn`,
  )
  return said.length > 0 ? `In the nearest shade that can be read: ${said.join('; ')}.` : null
}

/** One link a line: its name, a bar, its URL. */
export const linksText = ({ links }: Brand) =>
  (links ?? []).map(({ label, url }) => `${label} | ${url}`).join('\n')

function linksOf(text: string) {
  const links = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, LINKS_READ_MAX)
    .map((line) => {
      const at = line.lastIndexOf('|')
      return { label: line.slice(0, Math.max(0, at)).trim(), url: line.slice(at + 1).trim() }
    })
  return links.length > 0 ? links : null
}

function partOf(form: Record<string, unknown>, part: string, names: readonly string[]) {
  const said = names.flatMap((name) => {
    const text = textOf(form[`${part}.${name}`])
    return text === null ? [] : [[name, text] as const]
  })
  return said.length > 0 ? Object.fromEntries(said) : null
}

const textOf = (value: unknown) =>
  typeof value === 'string' && value.trim() !== '' ? value.trim().replaceAll('\r\n', '\n') : null

function notesOf(brand: Brand, faults: readonly BrandFault[]): BrandNote[] {
  const ratios = colorChecks(brand).map((check) => {
    const { field, on, ratio, needed, to } = check
    const isGood = isEnough(check)
    const drawn = isGood || brand.contrast === 'refuse' ? '' : `; ${to} is drawn`
    const text = `${field} on ${on}: ${ratio.toFixed(2)} to 1 (${needed} needed)${drawn}`
    return { text, isGood }
  })
  const wrong = faults
    .filter(({ message }) => !message.startsWith('has a contrast'))
    .map(({ field, message }) => ({ text: `${field}: ${message}`, isGood: false }))
  return [...wrong, ...ratios]
}
