import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Config, installationSecrets, readConfig, variableRows } from '../src/config.ts'
import { variableDifferences } from './support/readme.ts'

const SECRET = 'a secret of at least 32 characters'
const OTHER = 'another one of at least 32 characters'
const TWILIO = { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 'tok', TWILIO_FROM: '+15005550006' }

function config(env: Record<string, string>): Config {
  const result = readConfig(env)
  if (!result.ok) throw new Error(JSON.stringify(result.faults))
  return result.config
}

function faulty(env: Record<string, string>): string[] {
  const result = readConfig(env)
  return result.ok ? [] : result.faults.map(({ variable }) => variable)
}

describe('readConfig', () => {
  it('needs nothing: the defaults are one machine, a SQLite file and the local outbox', () => {
    expect(config({})).toEqual({
      port: 8080,
      host: '127.0.0.1',
      baseUrl: 'http://127.0.0.1:8080',
      databaseUrl: 'sqlite:data/tidings.db',
      secrets: null,
      adminToken: null,
      sendgrid: null,
      smtpUrl: null,
      twilio: null,
      leaseSeconds: 30,
      unclearWaitSeconds: 300,
      webhookPrivate: false,
      trustedProxies: [],
      demo: true,
      logLevel: 'info',
    })
  })

  it('reads every variable', () => {
    const all = config({
      PORT: '3000',
      HOST: '0.0.0.0',
      BASE_URL: 'https://mail.example.com/',
      DATABASE_URL: 'postgres://u:p@db/tidings',
      TIDINGS_SECRET: `${SECRET},${OTHER}`,
      TIDINGS_ADMIN_TOKEN: 'admin',
      SENDGRID_API_KEY: 'SG.x',
      SENDGRID_API_URL: 'http://127.0.0.1:9000',
      TIDINGS_SENDGRID_RATE: '500',
      SMTP_URL: 'smtp://127.0.0.1:2525',
      ...TWILIO,
      TWILIO_MESSAGING_SERVICE_SID: 'MG1',
      TWILIO_API_URL: 'http://127.0.0.1:9001',
      TIDINGS_TWILIO_RATE: '3',
      TIDINGS_LEASE_S: '5',
      TIDINGS_UNCLEAR_WAIT_S: '0',
      TIDINGS_WEBHOOK_PRIVATE: '1',
      TIDINGS_TRUSTED_PROXIES: '10.0.0.0/8, 192.0.2.1,fd00::/8',
      TIDINGS_DEMO: '0',
      LOG_LEVEL: 'silent',
    })

    expect(all).toEqual({
      port: 3000,
      host: '0.0.0.0',
      baseUrl: 'https://mail.example.com',
      databaseUrl: 'postgres://u:p@db/tidings',
      secrets: [SECRET, OTHER],
      adminToken: 'admin',
      sendgrid: { apiKey: 'SG.x', apiUrl: 'http://127.0.0.1:9000', perSecond: 500 },
      smtpUrl: 'smtp://127.0.0.1:2525',
      twilio: {
        accountSid: 'AC1',
        authToken: 'tok',
        from: '+15005550006',
        messagingServiceSid: 'MG1',
        apiUrl: 'http://127.0.0.1:9001',
        perSecond: 3,
      },
      leaseSeconds: 5,
      unclearWaitSeconds: 0,
      webhookPrivate: true,
      trustedProxies: ['10.0.0.0/8', '192.0.2.1', 'fd00::/8'],
      demo: false,
      logLevel: 'silent',
    })
  })

  it('is frozen, inside too', () => {
    const set = config({ ...TWILIO, TIDINGS_SECRET: SECRET, SENDGRID_API_KEY: 'SG.x' })

    for (const part of [set, set.twilio, set.sendgrid, set.secrets]) {
      expect(Object.isFrozen(part)).toBe(true)
    }
  })

  it('takes an empty variable for one that is not set', () => {
    expect(config({ PORT: '', TIDINGS_SECRET: '', TWILIO_FROM: '' })).toEqual(config({}))
  })

  it('builds the links on the address it listens on, IPv6 in brackets', () => {
    expect(config({ HOST: '::1', PORT: '90' }).baseUrl).toBe('http://[::1]:90')
  })

  it.each([
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['HOST', 'http://localhost'],
    ['HOST', '300.1.1.1'],
    ['HOST', '1:2'],
    ['BASE_URL', 'mail.example.com'],
    ['BASE_URL', 'https://example.com/tidings'],
    ['BASE_URL', 'ftp://example.com'],
    ['DATABASE_URL', 'mysql://db/tidings'],
    ['DATABASE_URL', 'sqlite:'],
    ['TIDINGS_SECRET', 'too short'],
    ['TIDINGS_SECRET', `${SECRET},too short`],
    ['TIDINGS_SECRET', `${SECRET},`],
    ['TIDINGS_ADMIN_TOKEN', 'two words'],
    ['SMTP_URL', 'https://mail.example.com'],
    ['SMTP_URL', 'smtp://'],
    ['SMTP_URL', 'smtp:mail.example.com'],
    ['TIDINGS_LEASE_S', '0'],
    ['TIDINGS_LEASE_S', '1.5'],
    ['TIDINGS_UNCLEAR_WAIT_S', 'soon'],
    ['TIDINGS_DEMO', 'no'],
    ['TIDINGS_WEBHOOK_PRIVATE', 'yes'],
    ['TIDINGS_TRUSTED_PROXIES', 'proxy.internal'],
    ['TIDINGS_TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TIDINGS_TRUSTED_PROXIES', '10.0.0.0/8,'],
    ['TIDINGS_TRUSTED_PROXIES', '::/129'],
    ['LOG_LEVEL', 'loud'],
  ])('finds fault with %s=%s', (variable, value) => {
    expect(faulty({ [variable]: value })).toEqual([variable])
  })

  it.each([
    ['a secret on PostgreSQL', { DATABASE_URL: 'postgres://db/x' }, ['TIDINGS_SECRET']],
    ['the key of another host', { SENDGRID_API_URL: 'http://x.test' }, ['SENDGRID_API_KEY']],
    ['the other half', { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_FROM: '+1' }, ['TWILIO_AUTH_TOKEN']],
    ['a sender', { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 't' }, ['TWILIO_FROM']],
    [
      'an account behind a sender',
      { TWILIO_MESSAGING_SERVICE_SID: 'MG1' },
      ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'],
    ],
  ])('asks for %s', (_, env, variables) => {
    expect(faulty(env as Record<string, string>)).toEqual(variables)
  })

  it('takes a messaging service in place of a number', () => {
    const { TWILIO_FROM: _, ...account } = TWILIO

    expect(config({ ...account, TWILIO_MESSAGING_SERVICE_SID: 'MG1' }).twilio?.from).toBeNull()
  })

  it('names a TIDINGS_ variable that it does not know, and minds no others', () => {
    expect(faulty({ TIDINGS_LEASE: '30', PATH: '/bin' })).toEqual(['TIDINGS_LEASE'])
  })

  it('shows every fault at once, also those between variables', () => {
    const env = { PORT: 'x', LOG_LEVEL: 'x', TIDINGS_X: '1', DATABASE_URL: 'postgres://db/x' }

    expect(faulty(env).toSorted()).toEqual(['LOG_LEVEL', 'PORT', 'TIDINGS_SECRET', 'TIDINGS_X'])
  })

  it('never repeats a secret in what it prints', () => {
    const result = readConfig({ TIDINGS_SECRET: 'hunter2', TIDINGS_ADMIN_TOKEN: 'hunter2 hunter2' })

    expect(JSON.stringify(result)).not.toContain('hunter2')
  })
})

describe('installationSecrets', () => {
  it('are those of the configuration', () => {
    expect(installationSecrets(config({ TIDINGS_SECRET: SECRET }))).toEqual([SECRET])
  })

  it('are else kept beside the SQLite file, the same at every start', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tidings-config-'))
    const set = config({ DATABASE_URL: `sqlite:${folder}/shop.db` })
    const [made] = installationSecrets(set)

    expect(readFileSync(join(folder, 'shop.secret'), 'utf8').trim()).toBe(made)
    expect(installationSecrets(set)).toEqual([made])
    rmSync(folder, { recursive: true })
  })
})

describe('the table of variables', () => {
  const readme = (rows: string[]) =>
    [
      '# X',
      '## Variables',
      '',
      '| name | default |',
      '| --- | --- |',
      ...rows,
      '## Next',
      '| `A` | |',
    ].join('\n')

  it('differs in nothing when the README has each row', () => {
    const { missing, surplus } = variableDifferences(readme(variableRows()), variableRows())

    expect({ missing, surplus }).toEqual({ missing: [], surplus: [] })
  })

  it('shows a row that the README lacks, one that is no more, and another default', () => {
    const [, ...rest] = variableRows()
    const { missing, surplus } = variableDifferences(
      readme([...rest, '| `GONE` | x | y |', '| `PORT` | `80` | Port |']),
      variableRows(),
    )

    expect(missing).toEqual([expect.stringContaining('`PORT` | `8080`')])
    expect(surplus).toEqual(['| `GONE` | x | y |', '| `PORT` | `80` | Port |'])
  })

  if (existsSync('README.md')) {
    it('is the one in the README', () => {
      const written = readFileSync('README.md', 'utf8')

      expect(variableDifferences(written, variableRows())).toEqual({ missing: [], surplus: [] })
    })
  }
})
