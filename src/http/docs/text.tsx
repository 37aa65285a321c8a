/** Text with `code` in it; nothing else of Markdown is read. */
export function Text({ children }: { children: string }) {
  return <>{children.split('`').map((part, at) => (at % 2 === 1 ? <code>{part}</code> : part))}</>
}

export const Paragraphs = ({ children }: { children: string }) => (
  <>
    {children.split('\n\n').map((one) => (
      <p>
        <Text>{one}</Text>
      </p>
    ))}
  </>
)

export const anchorOf = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
