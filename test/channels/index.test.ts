import { describe, expect, it } from 'vitest'
import { createChannels } from '../../src/channels/index.ts'

const none = { sendgrid: null, smtp: null, twilio: null }
const sendgrid = { apiKey: 'SG.test' }
const smtp = { url: 'smtp://127.0.0.1:1' }
const twilio = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'token', from: '+15005550001' }

describe('createChannels', () => {
  it.each([
    [none, 'outbox', 'outbox'],
    [{ ...none, smtp }, 'smtp', 'outbox'],
    [{ ...none, sendgrid }, 'sendgrid', 'outbox'],
    [{ sendgrid, smtp, twilio }, 'sendgrid', 'twilio'],
  ])('takes what is set, SendGrid before SMTP', async (settings, mailName, textName) => {
    const channels = createChannels(settings, () => 0)

    expect([channels.mail.name, channels.text.name]).toEqual([mailName, textName])
    const hasBoth = settings.sendgrid !== null && settings.smtp !== null
    expect(channels.mail.second?.name).toBe(hasBoth ? 'smtp' : undefined)
    expect([channels.outbox.mail.name, channels.outbox.text.name]).toEqual(['outbox', 'outbox'])
    await channels.close()
  })
})
