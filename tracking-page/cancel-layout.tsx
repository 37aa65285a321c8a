import type { Child } from 'hono/jsx'
import type { PageContext } from './context.ts'
import { Layout } from './layout.tsx'

type Props = {
  title: string
  context: PageContext
  /** Whether its foot leads to asking a question: the page for asking does not lead to itself. */
  canAsk?: boolean
  children?: Child
}

/** The document around the pages of an act: a cancellation, a choice. */
export function CancelLayout({ title, context, canAsk = true, children }: Props) {
  const { merchant, links, words, locale, order } = context
  return (
    <Layout
      title={words.pageTitle(title, merchant.name)}
      merchant={merchant}
      locale={locale}
      logo={links.logo}
      label={words.orderName(order.orderNumber)}
      ask={canAsk ? `${links.self}/inquiry` : null}
    >
      {children}
    </Layout>
  )
}
