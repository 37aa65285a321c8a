import { BATCH_MAX, EVENT_TYPES, eventSchema } from '../../domain/event.ts'
import { problem, verdicts } from './answers.ts'
import { inputSchema, type JsonSchema, outputSchema } from './json-schema.ts'

export const refTo = (name: string) => `#/components/schemas/${name}`
const eventComponent = (type: string) => `event.${type}`

/** What several routes share, and every type of event. */
export function components(): Record<string, JsonSchema> {
  const events = Object.fromEntries(
    EVENT_TYPES.map((type) => [eventComponent(type), inputSchema(eventSchema(type))]),
  )
  return {
    ...events,
    Event: {
      oneOf: EVENT_TYPES.map((type) => ({ $ref: refTo(eventComponent(type)) })),
      discriminator: {
        propertyName: 'type',
        mapping: Object.fromEntries(EVENT_TYPES.map((type) => [type, refTo(eventComponent(type))])),
      },
    },
    EventBatch: {
      type: 'object',
      properties: {
        events: {
          type: 'array',
          items: { $ref: refTo('Event') },
          minItems: 1,
          maxItems: BATCH_MAX,
        },
      },
      required: ['events'],
    },
    EventOrBatch: { anyOf: [{ $ref: refTo('Event') }, { $ref: refTo('EventBatch') }] },
    EventLines: { type: 'string', description: `One event a line, at most ${BATCH_MAX} lines` },
    Delivery: { description: 'Whatever the sender sends' },
    Verdicts: outputSchema(verdicts),
    CancelForm: CANCEL_FORM,
    LookupForm: LOOKUP_FORM,
    SplitForm: SPLIT_FORM,
    SubstituteForm: SUBSTITUTE_FORM,
    ChoiceForm: CHOICE_FORM,
    ConsentForm: CONSENT_FORM,
    WaitlistForm: WAITLIST_FORM,
    InquiryForm: INQUIRY_FORM,
    PostcodeForm: POSTCODE_FORM,
    PreferencesForm: PREFERENCES_FORM,
    UnsubscribeForm: UNSUBSCRIBE_FORM,
    FeedbackForm: FEEDBACK_FORM,
    Problem: outputSchema(problem),
  }
}

const CANCEL_FORM: JsonSchema = {
  type: 'object',
  properties: {
    scope: { type: 'string', enum: ['all', 'waiting'], default: 'all' },
    lines: { type: 'array', items: { type: 'string' }, description: 'Ids of lines, repeated' },
    reason: { type: 'string', maxLength: 500 },
    waitlist: {
      type: 'string',
      enum: ['1', 'on', 'true', 'yes', '0', 'off', 'false', 'no', ''],
      description: 'What is cancelled joins the waiting list of its SKU',
    },
  },
}

const LOOKUP_FORM: JsonSchema = {
  type: 'object',
  properties: {
    order_number: { type: 'string', maxLength: 255 },
    key: { type: 'string', maxLength: 254, description: 'E-mail or postcode' },
  },
  required: ['order_number', 'key'],
}

const INQUIRY_FORM: JsonSchema = {
  type: 'object',
  properties: { text: { type: 'string', minLength: 1, maxLength: 2000 } },
  required: ['text'],
}

const POSTCODE_FORM: JsonSchema = {
  type: 'object',
  properties: { postal_code: { type: 'string', maxLength: 32 } },
  required: ['postal_code'],
}

const TOPICS = ['steps', 'feedback', 'back_in_stock']
const PREFERENCES_FORM: JsonSchema = {
  type: 'object',
  properties: {
    shown: { type: 'array', items: { type: 'string', enum: ['texts', ...TOPICS] } },
    texts: { type: 'string', enum: ['on'] },
    news: { type: 'array', items: { type: 'string', enum: TOPICS }, description: 'What is on' },
  },
  required: ['shown'],
}

const UNSUBSCRIBE_FORM: JsonSchema = {
  type: 'object',
  properties: { 'List-Unsubscribe': { type: 'string', enum: ['One-Click'] } },
}

const FEEDBACK_FORM: JsonSchema = {
  type: 'object',
  properties: { score: { type: 'string', enum: ['1', '2', '3', '4', '5'] } },
  required: ['score'],
}

const SPLIT_FORM: JsonSchema = {
  type: 'object',
  properties: { split: { type: 'string', enum: ['ship_available', 'hold'] } },
  required: ['split'],
}

const SUBSTITUTE_FORM: JsonSchema = {
  type: 'object',
  properties: {
    offer: { type: 'string', maxLength: 255, description: 'Id of the `substitute.offered`' },
    sku: { type: 'string', maxLength: 255 },
  },
  required: ['sku'],
}

const CHOICE_FORM: JsonSchema = {
  type: 'object',
  properties: { answer: { type: 'string', enum: ['keep'] } },
  required: ['answer'],
}

const CONSENT_FORM: JsonSchema = {
  type: 'object',
  properties: {
    answer: { type: 'string', enum: ['keep', 'cancel'] },
    offer: { type: 'string', maxLength: 255, description: 'Id of the message that made the offer' },
    lines: { type: 'array', items: { type: 'string' }, description: 'Ids of lines, repeated' },
  },
  required: ['answer'],
}

const WAITLIST_FORM: JsonSchema = {
  type: 'object',
  properties: {
    lines: { type: 'array', items: { type: 'string' }, description: 'Ids of lines, repeated' },
  },
}
