import { z } from 'zod'
import { colorFaults } from './brand-colors.ts'
import { FONT_NAMES } from './brand-fonts.ts'
import { ownDomain } from './own-domain.ts'

const color = z.string().regex(/^#[0-9a-f]{6}$/i, 'a colour like "#1f6feb"')
const link = z
  .string()
  .max(2048)
  .regex(/^(https?:\/\/|mailto:|tel:)[^\s"'<>]+$/i, 'an http(s), mailto or tel URL')
const webLink = z
  .string()
  .max(2048)
  .regex(/^https?:\/\/[^\s"'<>\\]+$/i, 'an http(s) URL')
  .refine((url) => URL.canParse(url), 'an http(s) URL')
const atMost = (max: number) => `must have at most ${max} characters`
const words = (max: number) => z.string().trim().min(1, 'must not be empty').max(max, atMost(max))

export const CORNERS = ['square', 'soft', 'round'] as const
export const HERO_STATES = [
  'open',
  'partially_shipped',
  'shipped',
  'delivered',
  'cancelled',
] as const
/** As these places write their own names. */
export const SOCIAL_NAMES = {
  instagram: 'Instagram',
  facebook: 'Facebook',
  tiktok: 'TikTok',
  youtube: 'YouTube',
  pinterest: 'Pinterest',
  x: 'X',
  threads: 'Threads',
  bluesky: 'Bluesky',
  mastodon: 'Mastodon',
  linkedin: 'LinkedIn',
  whatsapp: 'WhatsApp',
} as const
type SocialName = keyof typeof SOCIAL_NAMES
const LINKS_MAX = 5

const hero = words(300).nullish()
const heroFields = {
  open: hero,
  partially_shipped: hero,
  shipped: hero,
  delivered: hero,
  cancelled: hero,
} satisfies Record<(typeof HERO_STATES)[number], typeof hero>
const linkFields = { label: words(30), url: webLink }
const social = webLink.nullish()

/** Everything may be left out: what is not said is as quiet as we can make it. */
const fields = z.looseObject({
  logo: z
    .string()
    .max(280_000)
    .regex(
      /^data:image\/(png|jpeg|webp|svg\+xml);base64,[A-Za-z0-9+/]+=*$/,
      'a base64 data URL of a PNG, JPEG, WebP or SVG image',
    )
    .nullish()
    .describe(
      'PNG, JPEG, WebP or SVG as a data URL, at most 200 KB (or as a file, by `PUT /v1/brand/logo`). It is drawn once into a PNG of at most 600 x 96, and kept as that: mail programs show no SVG, and no page asks a third party',
    ),
  color: color
    .nullish()
    .describe('The one colour: spent on the main action and on progress, nowhere else'),
  color_dark: color.nullish().describe('The same where the reader has a dark screen'),
  color_text: color
    .nullish()
    .describe('Words on the colour; black or white, whichever reads, where it is left out'),
  contrast: z
    .enum(['adjust', 'refuse'])
    .nullish()
    .describe(
      'What becomes of a colour that cannot be read (WCAG 2.2: 4.5 to 1 for words, 3 to 1 for shapes): `adjust` (default) moves it to the nearest shade that can, `refuse` answers 422 with the ratio',
    ),
  font: z
    .string()
    .max(200)
    .regex(/^[\w ,'-]*$/, 'a list of font families')
    .nullish()
    .describe(
      `A stack by its name (${FONT_NAMES.join(', ')}), or families that readers have; none is fetched`,
    ),
  corners: z.enum(CORNERS).nullish().describe('Of cards and buttons; `soft` where it is left out'),
  links: z
    .array(z.looseObject(linkFields))
    .max(LINKS_MAX, `must be at most ${LINKS_MAX}`)
    .nullish()
    .describe('In the header of the pages, in this order'),
  links_in_mail: z
    .boolean()
    .nullish()
    .describe('Whether the same links stand in the header of mails; not, where it is left out'),
  hero: z
    .looseObject(heroFields)
    .nullish()
    .describe('A text of your own on the order’s page, by its state, below what we say'),
  social: z
    .looseObject({
      instagram: social,
      facebook: social,
      tiktok: social,
      youtube: social,
      pinterest: social,
      x: social,
      threads: social,
      bluesky: social,
      mastodon: social,
      linkedin: social,
      whatsapp: social,
    } satisfies Record<SocialName, typeof social>)
    .nullish()
    .describe('In the footer of pages and mails'),
  domain: ownDomain
    .nullish()
    .describe(
      'Your own domain for your shoppers’ pages, like `track.shop.com`; links lead there once it is proven (`POST /v1/brand/domain/check`)',
    ),
  support_email: z.email('must be an e-mail address').max(254, atMost(254)).nullish(),
  support_phone: z.string().max(64, atMost(64)).nullish(),
  support_url: link.nullish(),
  shop_url: link.nullish(),
  footer: z
    .string()
    .max(500, atMost(500))
    .nullish()
    .describe('Who you are, and where: below pages and mails'),
})

/** What makes a page and a mail the merchant's own, as a merchant gives it. */
export const brandSchema = fields.superRefine((brand, context) => {
  if (brand.contrast !== 'refuse') return
  for (const { field, message } of colorFaults(brand))
    context.addIssue({ code: 'custom', path: [field], message })
})

/**
 * What may be put: a field that is none is a typing error, and told. What is stored may hold more, of
 * an earlier release. "adjusted" stands in our own answers, which may be put again.
 */
export const brandInput = brandSchema.superRefine((brand, context) => {
  const refuseOthers = (
    path: (string | number)[],
    given: object,
    known: object,
    message: string,
  ) => {
    for (const field of Object.keys(given))
      if (!Object.hasOwn(known, field))
        context.addIssue({ code: 'custom', path: [...path, field], message })
  }
  refuseOthers([], brand, { ...fields.shape, adjusted: true }, 'is no field of a brand')
  refuseOthers(['hero'], brand.hero ?? {}, heroFields, 'is no state of an order')
  refuseOthers(['social'], brand.social ?? {}, SOCIAL_NAMES, 'is no place that we know')
  for (const [at, one] of (brand.links ?? []).entries())
    refuseOthers(['links', at], one, linkFields, 'is no field of a link')
})

export type Brand = z.infer<typeof fields>

/**
 * A brand as it is stored. What an earlier release took and this one would not is left out: a shop
 * must not lose its pages to a rule about its footer.
 */
export function readBrand(stored: unknown): Brand {
  const parsed = fields.safeParse(stored)
  if (parsed.success) return parsed.data
  const wrong = new Set(parsed.error.issues.map(({ path: [field] }) => String(field)))
  const kept = Object.entries(stored as object).filter(([field]) => !wrong.has(field))
  return fields.parse(Object.fromEntries(kept))
}

export type BrandLink = { label: string; url: string }

/** The brand's places elsewhere, by the names that people know, in one sequence. */
export const socialLinks = ({ social: given }: Brand): BrandLink[] =>
  (Object.keys(SOCIAL_NAMES) as SocialName[]).flatMap((name) => {
    const url = given?.[name]
    return url ? [{ label: SOCIAL_NAMES[name], url }] : []
  })
