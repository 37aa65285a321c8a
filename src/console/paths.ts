export const SIGN_IN = '/console/sign-in'
export const SIGN_OUT = '/console/sign-out'

export const ordersPath = (slug: string) => `/console/${encodeURIComponent(slug)}`
export const outboxPath = (slug: string) => `${ordersPath(slug)}/outbox`
export const undeliveredPath = (slug: string) => `${ordersPath(slug)}/undelivered`
export const suppressionsPath = (slug: string) => `${ordersPath(slug)}/suppressions`
export const liftPath = (slug: string, id: string) =>
  `${suppressionsPath(slug)}/${encodeURIComponent(id)}/lift`
export const templatesPath = (slug: string) => `${ordersPath(slug)}/templates`
export const templatePath = (
  slug: string,
  { kind, channel, locale }: { kind: string; channel: string; locale: string },
) => `${templatesPath(slug)}/${kind}/${channel}/${encodeURIComponent(locale)}`
export const inquiriesPath = (slug: string) => `${ordersPath(slug)}/inquiries`
export const webhooksPath = (slug: string) => `${ordersPath(slug)}/webhooks`
export const promisesPath = (slug: string) => `${ordersPath(slug)}/promises`
export const policyPath = (slug: string) => `${ordersPath(slug)}/policy`
export const brandPath = (slug: string) => `${ordersPath(slug)}/brand`
export const brandPreviewPath = (slug: string) => `${brandPath(slug)}/preview`
export const brandLogoPath = (slug: string) => `${brandPath(slug)}/logo`
export const brandDomainPath = (slug: string) => `${brandPath(slug)}/domain`
export const brandDomainCheckPath = (slug: string) => `${brandDomainPath(slug)}/check`
export const feedbackPath = (slug: string) => `${ordersPath(slug)}/feedback`
export const orderPath = (slug: string, orderId: string) =>
  `${ordersPath(slug)}/orders/${encodeURIComponent(orderId)}`
export const letterPath = (slug: string, orderId: string) => `${orderPath(slug, orderId)}/letters`
export const cancelPath = (slug: string, orderId: string) => `${orderPath(slug, orderId)}/cancel`
export const answerPath = (slug: string, orderId: string) => `${orderPath(slug, orderId)}/answer`
export const closeInquiryPath = (slug: string, orderId: string, inquiryId: string) =>
  `${orderPath(slug, orderId)}/inquiries/${encodeURIComponent(inquiryId)}/close`
export const reopenInquiryPath = (slug: string, orderId: string, inquiryId: string) =>
  `${orderPath(slug, orderId)}/inquiries/${encodeURIComponent(inquiryId)}/reopen`
export const revokeLinkPath = (slug: string, orderId: string) => `${orderPath(slug, orderId)}/link`
export const evidencePath = (slug: string, orderId: string, kind: 'json' | 'pdf') =>
  `${orderPath(slug, orderId)}/evidence.${kind}`
export const messagePath = (slug: string, messageId: string) =>
  `${ordersPath(slug)}/messages/${encodeURIComponent(messageId)}`
export const resendPath = (slug: string, messageId: string) =>
  `${messagePath(slug, messageId)}/resend`
/** The mail itself, to be framed. */
export const mailPath = (slug: string, messageId: string) => `${messagePath(slug, messageId)}/mail`

/** A path with those of its parameters that are set. */
export function withQuery(path: string, parameters: Record<string, string | null>) {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) if (value) query.set(name, value)
  return query.size > 0 ? `${path}?${query}` : path
}
