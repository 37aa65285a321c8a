import type { Connector } from './connector.ts'
import { sendgrid } from './sendgrid/sendgrid.ts'
import { sendgridInbound } from './sendgrid-inbound/sendgrid-inbound.ts'
import { shopify } from './shopify/shopify.ts'
import { standard } from './standard.ts'
import { twilio } from './twilio/twilio.ts'
import { twilioInbound } from './twilio-inbound.ts'

/** Every outside that may send to us, by the name in `POST /webhooks/{connector}/{connection_id}`. */
export const connectors: Readonly<Record<string, Connector>> = {
  standard,
  shopify,
  sendgrid,
  'sendgrid-inbound': sendgridInbound,
  twilio,
  'twilio-inbound': twilioInbound,
}

/** By name; undefined for anything else, also for names that every object has. */
export const findConnector = (name: string): Connector | undefined =>
  Object.hasOwn(connectors, name) ? connectors[name] : undefined
