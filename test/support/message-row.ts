export const MADE_AT = '2026-03-01T15:00:00.000Z'

/** A whole row of `messages`, as the compiled inserts take it. */
export const aMessage = (id: string, key: string) => ({
  merchant_id: 'mer_1',
  id,
  order_id: 'ord_1',
  kind: 'shipped',
  key,
  channel: 'email' as const,
  status: 'planned',
  due_at: MADE_AT,
  why: '',
  because: null,
  withdrawn_why: null,
  withdrawn_because: null,
  sent_at: null,
  provider: null,
  provider_id: null,
  created_at: MADE_AT,
  updated_at: MADE_AT,
})
