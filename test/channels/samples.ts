import type { Mail, Text } from '../../src/domain/outcome.ts'

export const mail: Mail = {
  messageId: 'mrc_1.msg_7',
  from: { email: 'orders@shop.example', name: 'Café „Söhne“, Ltd' },
  replyTo: { email: 'reply+k1@in.shop.example', name: 'Customer care' },
  to: { email: 'ada@customer.example', name: 'Ada Lovelace' },
  subject: 'Ihre Bestellung verzögert sich 📦 größer',
  html: '<p>Größe «M» kommt am 3. März.</p>',
  text: 'Größe «M» kommt am 3. März.\nMit Gruß\n',
  headers: {
    'Message-ID': '<mrc_1.msg_7@tidings.shop.example>',
    References: '<mrc_1.msg_1@tidings.shop.example>',
    'List-Unsubscribe': `<https://shop.example/u/${'k'.repeat(90)}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'Auto-Submitted': 'auto-generated',
  },
}

export const text: Text = {
  messageId: 'mrc_1.msg_8',
  from: null,
  to: '+15005550006',
  body: "Größe (M) & more: it's 100% on its way!\nhttps://shop.example/t/abc?x=1 📦",
}
