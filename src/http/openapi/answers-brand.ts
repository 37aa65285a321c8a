import { z } from 'zod'
import { brandSchema } from '../../domain/brand.ts'

const text = z.string().nullable()

const color = z.string()

/** A brand that was just kept, with what became of the colours that cannot be read. */
export const brandKept = z.looseObject({
  ...brandSchema.shape,
  adjusted: z
    .array(
      z.strictObject({
        field: z.enum(['color', 'color_dark', 'color_text']),
        scheme: z.enum(['light', 'dark']),
        from: color,
        to: color.describe(
          'What is drawn: of `color_text` the words, else the edge of buttons and progress',
        ),
        on: color.describe('Behind it'),
        ratio: z.number().describe('Of `from`'),
        ratio_after: z.number().describe('Of `to`'),
        needed: z.number(),
      }),
    )
    .describe(
      'Colours that are not drawn as they were given (`contrast: "adjust"`); empty where all can be read. Not a part of the brand: put again, it is left out',
    ),
})

export const ownDomainAnswer = z.strictObject({
  domain: z.string(),
  state: z.enum(['pending', 'proven']),
  /** What the last check missed. */
  reason: text,
  checked_at: text,
  records: z.array(
    z.strictObject({ name: z.string(), type: z.enum(['CNAME', 'TXT']), value: z.string() }),
  ),
})
