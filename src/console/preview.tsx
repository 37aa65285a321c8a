import type { MessageView } from '../operations/console-types.ts'
import { Empty } from './parts.tsx'
import { mailPath } from './paths.ts'

type PreviewProps = { slug: string; message: MessageView }

/** A message as its reader sees it: the mail in a frame where nothing runs, the text as a bubble. */
export const Preview = ({ slug, message }: PreviewProps) => {
  if (message.html !== null) {
    return (
      <iframe
        class="mail"
        title={`Mail: ${message.subject ?? 'no subject'}`}
        src={mailPath(slug, message.messageId)}
        sandbox=""
        referrerpolicy="no-referrer"
      />
    )
  }
  if (message.text !== null) return <PlainText message={message} />
  return (
    <Empty title="Nothing to show yet.">
      A message is written when it goes out, so that it says what is true then.
    </Empty>
  )
}

const PlainText = ({ message: { channel, text } }: { message: MessageView }) =>
  channel === 'sms' ? <p class="bubble">{text}</p> : <pre class="plain">{text}</pre>
