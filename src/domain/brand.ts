import { z } from 'zod'

const color = z.string().regex(/^#[0-9a-f]{6}$/i, 'a colour like "#1f6feb"')
const link = z
  .string()
  .max(2048)
  .regex(/^(https?:\/\/|mailto:|tel:)[^\s"'<>]+$/i, 'an http(s), mailto or tel URL')

/** What makes a page and a mail the merchant's own. Everything may be left out. */
export const brandSchema = z.looseObject({
  /** PNG, JPEG, WebP or SVG as a data URL, at most 200 KB: no page asks a third party for it. */
  logo: z
    .string()
    .max(280_000)
    .regex(
      /^data:image\/(png|jpeg|webp|svg\+xml);base64,[A-Za-z0-9+/]+=*$/,
      'a base64 data URL of a PNG, JPEG, WebP or SVG image',
    )
    .nullish(),
  /** The one colour that is spent on the main action and on progress; text on it is chosen by contrast. */
  color: color.nullish(),
  color_dark: color.nullish(),
  font: z
    .string()
    .max(200)
    .regex(/^[\w\s,'-]*$/, 'a list of font families')
    .nullish(),
  support_email: z.email().max(254).nullish(),
  support_phone: z.string().max(64).nullish(),
  support_url: link.nullish(),
  shop_url: link.nullish(),
  footer: z.string().max(500).nullish(),
})

export type Brand = z.infer<typeof brandSchema>
