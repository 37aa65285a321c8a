import { createChannels } from '../../src/channels/index.ts'
import type { Mail, MailChannel } from '../../src/domain/outcome.ts'
import { loadTemplates, renderMail } from '../../src/render/message.ts'
import { answerQuestions } from '../child.ts'
import type { Scene } from './template-order.ts'

/** Renders and posts, and does nothing else: what no queue can be quicker than. */
export type SenderQuestion = {
  how: 'sdk' | 'fetch'
  scene: Scene
  sinkPort: number
  messages: number
  inFlight: number
}
/** With what one of them took of the processor. */
export type SenderAnswer = { beganAt: number; cpuMicros: number }

const templates = await loadTemplates()

answerQuestions(async (question: SenderQuestion): Promise<SenderAnswer> => {
  const beganAt = performance.timeOrigin + performance.now()
  const send = openSender(question)
  const before = process.cpuUsage()
  let next = 0
  const loop = async () => {
    while (next < question.messages) {
      const n = next
      next += 1
      await send(n)
    }
  }
  await Promise.all(Array.from({ length: question.inFlight }, loop))
  const { user, system } = process.cpuUsage(before)
  return { beganAt, cpuMicros: (user + system) / question.messages }
})

function openSender({ how, scene, sinkPort }: SenderQuestion): (n: number) => Promise<void> {
  const apiUrl = `http://127.0.0.1:${sinkPort}`
  const channel =
    how === 'sdk'
      ? createChannels(
          { sendgrid: { apiKey: 'SG.bench', apiUrl }, smtp: null, twilio: null },
          Date.now,
        ).mail
      : fetchChannel(apiUrl)
  return async (n) => {
    const { outcome } = await channel.send(mailOf(scene, n))
    if (outcome.status !== 'accepted') throw new Error(JSON.stringify(outcome))
  }
}

/** Every one has a name and a number of its own, as the product's have. */
export function mailOf(scene: Scene, n: number): Mail {
  const id = `msg_bench_${n}`
  const placed = scene.order.placed
  const order = { ...scene.order, ...(placed && { placed: { ...placed, orderNumber: `#${n}` } }) }
  const { html, text, subject } = renderMail(templates, { ...scene, order })
  const domain = scene.merchant.sender.email.split('@')[1] ?? 'localhost'
  const thread = `<${n}@${domain}>`
  return {
    messageId: id,
    from: scene.merchant.sender,
    replyTo: null,
    to: { email: `margaret.${n}@example.com`, name: 'Margaret Ellison' },
    subject,
    html,
    text,
    headers: {
      'Message-ID': `<${id}@${domain}>`,
      'In-Reply-To': thread,
      References: thread,
      Date: new Date(scene.now).toUTCString().replace('GMT', '+0000'),
      'Auto-Submitted': 'auto-generated',
    },
  }
}

/** The same request by what Node has itself. */
function fetchChannel(apiUrl: string): MailChannel {
  return {
    name: 'fetch',
    async send(mail) {
      const response = await fetch(`${apiUrl}/v3/mail/send`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer SG.bench' },
        body: JSON.stringify(bodyOf(mail)),
      })
      await response.arrayBuffer()
      const providerId = response.headers.get('x-message-id')
      if (response.ok) return { outcome: { status: 'accepted', providerId }, bytes: '' }
      throw new Error(`HTTP ${response.status}`)
    },
  }
}

const bodyOf = (mail: Mail) => ({
  from: mail.from,
  subject: mail.subject,
  personalizations: [
    { to: [mail.to], headers: mail.headers, custom_args: { tidings_message_id: mail.messageId } },
  ],
  content: [
    { value: mail.text, type: 'text/plain' },
    { value: mail.html, type: 'text/html' },
  ],
  tracking_settings: {
    click_tracking: { enable: false, enable_text: false },
    open_tracking: { enable: false },
  },
})
