import { beforeEach, expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import type { HandedOver, Mail, MailChannel } from '../../src/domain/outcome.ts'
import { letClockRun } from '../../src/operations/advance-clock.ts'
import type { Services } from '../../src/operations/services.ts'
import { startWorker, type Worker } from '../../src/worker/worker.ts'
import { eachDatabase } from '../support/databases.ts'
import { aLine, openShop, orderData, type Shop } from '../support/shop.ts'

type Gate = { mails: Mail[]; handed(): Promise<Mail>; release(): void; mail: MailChannel }

/** A provider that tells when it is handed a mail, and answers when it is let. */
function gate(isOpen = true): Gate {
  const mails: Mail[] = []
  const waiting: ((mail: Mail) => void)[] = []
  let release = () => {}
  const opened = isOpen
    ? Promise.resolve()
    : new Promise<void>((resolve) => {
        release = resolve
      })
  const answer: HandedOver = { outcome: { status: 'accepted', providerId: null }, bytes: 'bytes' }
  return {
    mails,
    release: () => release(),
    handed: () => new Promise((resolve) => waiting.push(resolve)),
    mail: {
      name: 'gate',
      async send(mail) {
        mails.push(mail)
        waiting.shift()?.(mail)
        await opened
        return answer
      },
    },
  }
}

eachDatabase('the worker', (open) => {
  let handle: Handle
  let live: Shop
  beforeEach(async () => {
    handle = await open()
    live = await openShop(handle, { mode: 'live' })
  })

  /** Runs a worker for as long as the case lasts, woken as the wiring does it. */
  async function withWorker(
    mail: MailChannel,
    run: (worker: Worker) => Promise<void>,
    change: Partial<Services> = {},
  ) {
    const { services } = live
    Object.assign(services, change)
    services.channels = { ...services.channels, mail }
    const worker = startWorker(services)
    services.wake = worker.wake
    try {
      await run(worker)
    } finally {
      await worker.stop()
    }
  }

  it('sends what was due before it started, and what it is woken for', async () => {
    const provider = gate()
    await live.place([aLine('1')])
    const first = provider.handed()
    await withWorker(provider.mail, async () => {
      expect((await first).to.email).toBe('jon.snow@example.com')

      const second = provider.handed()
      const customer = { email: 'second@example.com' }
      await live.tell('order.placed', orderData([aLine('1')], { order_id: 'ord_2', customer }))
      expect((await second).to.email).toBe('second@example.com')
    })

    expect(provider.mails).toHaveLength(2)
    expect((await live.message('order_confirmed', 'ord_2')).status).toBe('sent')
  })

  it('sends by the running clock of a test merchant too', async () => {
    const test = await openShop(handle, { name: 'Test' })
    const provider = gate()
    const outbox = { ...live.services.channels.outbox, mail: provider.mail }
    await test.place([aLine('1')])
    await letClockRun(test.services, test.merchant.id)
    const handed = provider.handed()
    await withWorker(
      provider.mail,
      async () => {
        expect((await handed).from.name).toBe('Fern & Fell')
      },
      { channels: { ...live.services.channels, outbox } },
    )
  })

  it('hands nothing over twice where a running clock is moved meanwhile', async () => {
    const test = await openShop(handle, { name: 'Test' })
    const provider = gate(false)
    const mail = { ...provider.mail, name: 'outbox' }
    const outbox = { ...live.services.channels.outbox, mail }
    test.services.channels = { ...test.services.channels, outbox }
    await test.place([aLine('1')])
    await letClockRun(test.services, test.merchant.id)
    const handed = provider.handed()
    const { channels } = test.services
    await withWorker(
      provider.mail,
      async () => {
        await handed
        const advanced = test.advance('PT2H')
        // So long as an advance needs that does not wait for the answer.
        for (let look = 0; look < 30; look += 1) await test.message('order_confirmed')
        provider.release()
        expect((await advanced).sent).toEqual([])
      },
      { channels },
    )

    expect(provider.mails).toHaveLength(1)
    const { sent_at, due_at } = await test.message('order_confirmed')
    expect(sent_at).toBe(due_at)
  })

  it('holds up no mail for a picture that does not come', async () => {
    const provider = gate()
    await live.place([aLine('1', { image_url: 'https://shop.example/kettle.png' })])
    let asked = () => {}
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve
    })
    const first = provider.handed()
    let giveUp = () => {}
    const fetch = async () => {
      asked()
      await new Promise<void>((resolve) => {
        giveUp = resolve
      })
      return { status: 'failed', isLasting: false, why: 'no answer in time' } as const
    }
    const channels = {
      ...live.services.channels,
      pictures: { ...live.services.channels.pictures, fetch },
    }
    await withWorker(
      provider.mail,
      async () => {
        await Promise.all([isAsked, first])
        const handed = provider.handed()
        const customer = { email: 'second@example.com' }
        await live.tell('order.placed', orderData([aLine('1')], { order_id: 'ord_2', customer }))
        expect((await handed).to.email).toBe('second@example.com')
        giveUp()
      },
      { channels },
    )
  })

  it('finishes what is in flight before it has stopped, and takes nothing more', async () => {
    const provider = gate(false)
    await live.place([aLine('1')])
    const handed = provider.handed()
    const { services } = live
    services.channels = { ...services.channels, mail: provider.mail }
    const worker = startWorker(services)
    await handed

    let hasStopped = false
    const stopped = worker.stop().then(() => {
      hasStopped = true
    })
    const customer = { email: 'second@example.com' }
    await live.tell('order.placed', orderData([aLine('1')], { order_id: 'ord_2', customer }))
    worker.wake()
    await new Promise(setImmediate)
    expect(hasStopped).toBe(false)
    expect((await live.message('order_confirmed')).status).toBe('sending')
    provider.release()
    await stopped

    expect((await live.message('order_confirmed')).status).toBe('sent')
    expect((await live.message('order_confirmed', 'ord_2')).status).toBe('planned')
    expect(provider.mails).toHaveLength(1)
  })

  it('waits no longer than it is told to for a provider that does not answer', async () => {
    const provider = gate(false)
    await live.place([aLine('1')])
    const handed = provider.handed()
    const { services } = live
    services.channels = { ...services.channels, mail: provider.mail }
    const worker = startWorker(services)
    await handed

    await worker.stop(1)

    expect((await live.message('order_confirmed')).status).toBe('sending')
    provider.release()
    await worker.stop()
    expect((await live.message('order_confirmed')).status).toBe('sent')
  })

  it('stops at once when it has nothing to do, and more than once', async () => {
    const worker = startWorker(live.services)
    await worker.stop()
    await worker.stop()
    worker.wake()
  })

  it('goes on after a fault, which it has told', async () => {
    const provider = gate()
    const { services } = live
    await live.place([aLine('1')])
    const told: string[] = []
    let told1 = () => {}
    const isTold = new Promise<void>((resolve) => {
      told1 = resolve
    })
    let isBroken = true
    const writer = {
      ...services.writer,
      write: ((work) => {
        if (!isBroken) return services.writer.write(work)
        isBroken = false
        return Promise.reject(new Error('the database went away'))
      }) as Services['writer']['write'],
    }
    const log = Object.assign(Object.create(services.log), {
      error(_: object, message: string) {
        told.push(message)
        told1()
      },
    })
    const handed = provider.handed()
    const faulty = {
      ...services,
      writer,
      log,
      channels: { ...services.channels, mail: provider.mail },
    }
    const worker = startWorker(faulty)
    await isTold
    worker.wake()
    await handed
    await worker.stop()

    expect(told).toEqual(['the worker met a fault and goes on'])
    expect(provider.mails).toHaveLength(1)
  })
})
