import { describe, expect, it } from 'vitest'
import { besideMail } from '../../src/channels/beside.ts'
import { withServer } from './local-server.ts'
import { mail } from './samples.ts'

const settings = (apiUrl: string) => ({ apiKey: 'SG.test', apiUrl })

/** Until the request has come, and for good: nobody answers it. */
function silent() {
  let come = () => {}
  const asked = new Promise<void>((resolve) => {
    come = resolve
  })
  return { asked, listener: () => come() }
}

describe('SendGrid called by a thread', () => {
  it('is handed the mail, and what it was handed comes back with its answer', async () => {
    let wire = ''
    const outcomes = await withServer(
      (request, response) => {
        request.on('data', (chunk) => {
          wire += chunk
        })
        request.on('end', () => response.writeHead(202, { 'x-message-id': 'sg1' }).end())
      },
      async (url) => {
        const channel = besideMail(settings(url))
        const handedOver = await channel.send(mail)
        await channel.close()
        return handedOver
      },
    )

    expect(outcomes.outcome).toEqual({ status: 'accepted', providerId: 'sg1' })
    expect(outcomes.bytes).toBe(wire)
    expect(JSON.parse(wire).subject).toBe(mail.subject)
  })

  it('answers each with what became of it, in whatever order that is', async () => {
    const statuses = await withServer(
      (request, response) => {
        let wire = ''
        request.on('data', (chunk) => {
          wire += chunk
        })
        request.on('end', () => response.writeHead(wire.includes('"no"') ? 400 : 202).end())
      },
      async (url) => {
        const channel = besideMail(settings(url))
        const mails = ['no', 'yes', 'no'].map((subject) => ({ ...mail, subject }))
        const sent = await Promise.all(mails.map((one) => channel.send(one)))
        await channel.close()
        return sent.map(({ outcome }) => outcome.status)
      },
    )

    expect(statuses).toEqual(['rejected', 'accepted', 'rejected'])
  })

  it('knows of no answer where the thread ends before there is one, and sends on by another', async () => {
    const { asked, listener } = silent()
    await withServer(listener, async (url) => {
      const channel = besideMail(settings(url))
      const sending = channel.send(mail)
      await asked
      await channel.close()

      expect((await sending).outcome.status).toBe('unclear')
    })
    await withServer(
      (request, response) => {
        request.resume().on('end', () => response.writeHead(202).end())
      },
      async (url) => {
        const channel = besideMail(settings(url))
        const refused = channel.send({ ...mail, subject: 'two\nlines' })
        const taken = channel.send(mail)

        expect((await refused).outcome).toMatchObject({
          status: 'rejected',
          code: 'header_invalid',
        })
        expect((await taken).outcome.status).toBe('accepted')
        await channel.close()
      },
    )
  })
})
