import type { z } from 'zod'
import type { ProblemCode } from '../problem.ts'

export type Auth = 'merchant' | 'admin' | 'merchant_or_admin' | 'signature' | 'link' | 'none'

/** `schema` is what the route parses with; a ref names a component. */
export type Body = {
  type: string
  schema: z.ZodType | { ref: string }
  /** The body may be left out. */
  optional?: boolean
}

export type Answer = {
  description: string
  type?: string
  schema?: z.ZodType | { ref: string }
  headers?: Record<string, string>
}

/** One route as the documents tell of it. */
export type Operation = {
  id: string
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  path: string
  tag: Tag
  summary: string
  description?: string
  auth: Auth
  /** What each parameter in the path is. */
  params?: Record<string, string>
  query?: { schema: z.ZodObject; notes: Record<string, string> }
  bodies?: Body[]
  answers: Record<number, Answer>
  /** Failures beside those that every route of its kind has. */
  problems?: ProblemCode[]
  /** Shell lines after `curl`, with BASE and $TIDINGS_KEY in them. */
  example?: string
}

export const TAGS = {
  Events: 'Tell Tidings what happened. Everything else follows from events.',
  Orders: 'Read an order, see what its customer hears and when, and act on it.',
  Messages: 'What was said, as it was said.',
  Reports: 'What came of what was promised.',
  Settings: 'How a merchant speaks, and when.',
  Clock: 'A test merchant has a clock of its own, which only you move.',
  Merchants: 'Set up shops. This is the admin API.',
  Connections: 'Let a platform or a provider send to Tidings by itself.',
  Webhooks: 'Hear our own events at an address of yours.',
  Storefront: 'What a product page or a cart may say before anybody has paid.',
  "Shopper's pages": 'What the link in a message opens. The pages work without JavaScript.',
  Service: 'For those who run the installation.',
} as const
export type Tag = keyof typeof TAGS
