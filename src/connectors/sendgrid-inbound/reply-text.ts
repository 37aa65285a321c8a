import EmailReplyParser from 'email-reply-parser'

/** Of a longer mail only the beginning is read: the answer stands above what it quotes. */
const TEXT_MAX = 20_000

/**
 * What somebody wrote, without the history that their mail program put under it. The library's
 * expressions take minutes for thousands of empty lines or spaces, so runs are closed up before;
 * where nothing would be left, all of it is what they wrote.
 */
export function replyText(text: string): string {
  const whole = text
    .slice(0, TEXT_MAX)
    .replaceAll('\0', '')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\S\n]+\n/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .replaceAll(/[^\S\n]{9,}/g, ' '.repeat(8))
    .trim()
  return new EmailReplyParser().read(whole).getVisibleText().trim() || whole
}
