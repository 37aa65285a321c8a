import { type MessageInput, renderMail, renderText } from '../../src/render/message.ts'
import { ownTemplates } from './templates.ts'

/** Our own, in which a test draws what it is about. */
export const templates = await ownTemplates()
export const drawMail = (input: MessageInput) => renderMail(templates, input)
export const drawText = (input: MessageInput) => renderText(templates, input)
