import { z } from 'zod'
import { brandSchema } from '../../domain/brand.ts'
import type { Operation } from './operation.ts'

const file = z.string().meta({ format: 'binary' }).describe('The bytes of the file')

/** The logo beside the rest of the brand: a file is no JSON. */
export const logoOperations: Operation[] = [
  {
    id: 'putBrandLogo',
    method: 'put',
    path: '/v1/brand/logo',
    tag: 'Settings',
    summary: 'Send the logo as a file',
    description:
      'PNG, JPEG, WebP, GIF, AVIF or SVG of at most 1 MB, told by its bytes whatever it is called. It is drawn once into a PNG of at most 600 x 96 pixels, and kept as that: mail programs show no SVG. An SVG whose letters are text is refused, for whose machine has the font is not known.',
    auth: 'merchant',
    bodies: [{ type: 'image/*', schema: file }],
    answers: { 200: { description: 'The brand as it holds now', schema: brandSchema } },
    problems: ['too_large', 'unsupported_media_type', 'invalid'],
    example: `-X PUT BASE/v1/brand/logo \\
  -H "Authorization: Bearer $TIDINGS_KEY" \\
  --data-binary @logo.svg`,
  },
  {
    id: 'deleteBrandLogo',
    method: 'delete',
    path: '/v1/brand/logo',
    tag: 'Settings',
    summary: 'Take the logo away',
    description: 'Pages and mails say the name in its place.',
    auth: 'merchant',
    answers: { 200: { description: 'The brand as it holds now', schema: brandSchema } },
  },
]
