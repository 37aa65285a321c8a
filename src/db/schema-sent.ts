export type MessageBytesTable = {
  merchant_id: string
  message_id: string
  to_address: string
  subject: string | null
  template_version: string
  /** zstd of a JSON {html, text, headers}, and of the bytes handed to the provider. */
  content: Uint8Array
  handed_over: Uint8Array | null
  sha256: string
  /** The hash of what `content` was compressed against; null where that was nothing. */
  dictionary: string | null
}
