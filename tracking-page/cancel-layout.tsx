import type { Child } from 'hono/jsx'
import type { PageContext } from './context.ts'
import { Layout } from './layout.tsx'

type Props = { title: string; context: PageContext; children?: Child }

/** The document around the pages of an act: a cancellation, a choice. */
export function CancelLayout({ title, context, children }: Props) {
  const { merchant, links, words, locale, order } = context
  return (
    <Layout
      title={words.pageTitle(title, merchant.name)}
      merchant={merchant}
      locale={locale}
      logo={links.logo}
      label={words.orderName(order.orderNumber)}
      ask={`${links.self}/inquiry`}
    >
      {children}
    </Layout>
  )
}
