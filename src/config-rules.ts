import type { ConfigFault } from './config.ts'
import { environment } from './config-variables.ts'

type Given = Readonly<Record<string, string>>

/**
 * What binds variables to one another, looked at even where one by itself is wrong: a start is to
 * show every fault. A TIDINGS_ name that we do not know is a fault, for it is a typing error whose
 * author believes that something is set.
 */
export function crossFaults(given: Given): ConfigFault[] {
  return [...unknown(given), ...secret(given), ...sendgrid(given), ...twilio(given)]
}

function unknown(given: Given): ConfigFault[] {
  return Object.keys(given)
    .filter((name) => name.startsWith('TIDINGS_') && !(name in environment.shape))
    .map((variable) => ({ variable, message: 'is not a variable of Tidings' }))
}

function secret({ DATABASE_URL = '', TIDINGS_SECRET }: Given): ConfigFault[] {
  if (!DATABASE_URL.startsWith('postgres') || TIDINGS_SECRET) return []

  const message = 'is required with PostgreSQL, where every process must have the same one'
  return [{ variable: 'TIDINGS_SECRET', message }]
}

function sendgrid({ SENDGRID_API_KEY, SENDGRID_API_URL }: Given): ConfigFault[] {
  if (!SENDGRID_API_URL || SENDGRID_API_KEY) return []

  return [{ variable: 'SENDGRID_API_KEY', message: 'is required where SENDGRID_API_URL is set' }]
}

const TWILIO_PAIR = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN']
const TWILIO_SENDER = ['TWILIO_FROM', 'TWILIO_MESSAGING_SERVICE_SID']

function twilio(given: Given): ConfigFault[] {
  const set = [...TWILIO_PAIR, ...TWILIO_SENDER, 'TWILIO_API_URL'].filter((name) => given[name])
  if (set.length === 0) return []

  const faults = TWILIO_PAIR.filter((name) => !given[name]).map((variable) => ({
    variable,
    message: `is required where ${set.join(', ')} is set`,
  }))
  if (TWILIO_SENDER.some((name) => given[name])) return faults

  const message = 'or TWILIO_MESSAGING_SERVICE_SID is required with Twilio'
  return [...faults, { variable: 'TWILIO_FROM', message }]
}
