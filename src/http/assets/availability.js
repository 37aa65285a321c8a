/* Tidings: when it ships, on product pages and in carts. It keeps nothing and sends SKUs alone. */
// A block, and no function of its own name in it: nothing of this is a global of the shop's page.
{
  const script = document.currentScript
  const { merchant = '', country = '', postcode = '' } = script?.dataset || {}
  const origin = script ? new URL(script.src).origin : ''
  const SKUS_MAX = 50
  const PROPERTY = 'properties[_tidings_ships_by]'
  /** By SKU and all that it is asked for with: what is known, or null while it is asked for. */
  const known = new Map()
  /** The shop's own words, for when there is nothing better to say. */
  const own = new WeakMap()
  let isDue = false

  const languageOf = (element) => element.closest('[lang]')?.lang || ''
  const skuOf = (element) => element.dataset.tidingsSku.trim()
  const formOf = (element) => {
    const named = element.dataset.tidingsForm
    return named ? document.querySelector(named) : element.closest('form[action*="/cart/add"]')
  }
  /** As many as would be bought: by the element's own word, else by its form. */
  const quantityOf = (element) => {
    const field = formOf(element)?.querySelector('[name="quantity"]')
    const given = Number(element.dataset.tidingsQuantity || field?.value)
    return Number.isInteger(given) && given > 1 ? String(given) : ''
  }
  /** What it is asked with, beside its SKU: who share all of it are asked for together. */
  const askedWith = (element) =>
    new URLSearchParams({
      merchant,
      country,
      postcode,
      locale: languageOf(element),
      quantity: quantityOf(element),
      kind: element.dataset.tidingsKind || '',
    }).toString()

  /** The date shown goes with the goods into the cart, so that the order brings it back. */
  const carryDate = (element, day) => {
    const form = formOf(element)
    if (!form) return
    const input = form.querySelector(`input[name="${PROPERTY}"]`)
    if (!day) return input?.remove()
    if (input?.value === day) return
    const field = input || document.createElement('input')
    field.type = 'hidden'
    field.name = PROPERTY
    field.value = day
    form.append(field)
  }

  const show = (element, line) => {
    const waits = line.state === 'backorder' || line.state === 'preorder'
    if (!waits) restore(element)
    if (element.dataset.tidingsState !== line.state) element.dataset.tidingsState = line.state
    if (!waits) return
    const text = [line.text, line.delivery?.text].filter(Boolean).join('. ')
    if (!own.has(element)) own.set(element, [...element.childNodes])
    if (element.textContent !== text) element.textContent = text
    carryDate(element, line.ships_by)
  }

  /** The shop's own words again: nothing is said of a SKU that is in stock, or not yet asked for. */
  const restore = (element) => {
    if (own.has(element)) element.replaceChildren(...own.get(element))
    own.delete(element)
    delete element.dataset.tidingsState
    carryDate(element, null)
  }

  const ask = async (asked, skus) => {
    const query = new URLSearchParams(asked)
    for (const sku of skus) query.append('sku', sku)
    try {
      const answer = await fetch(`${origin}/v1/availability?${query}`, { credentials: 'omit' })
      const { data } = answer.ok ? await answer.json() : { data: [] }
      for (const line of data) known.set(`${asked} ${line.sku}`, line)
      if (data.length > 0) look()
    } catch {
      // The shop's own words stand.
    }
  }

  const look = () => {
    isDue = false
    const missing = new Map()
    for (const element of document.querySelectorAll('[data-tidings-sku]')) {
      const sku = skuOf(element)
      const asked = askedWith(element)
      const key = `${asked} ${sku}`
      const line = known.get(key)
      if (line) show(element, line)
      else if (element.dataset.tidingsState) restore(element)
      if (!sku || sku.includes(',') || known.has(key)) continue
      known.set(key, null)
      missing.set(asked, [...(missing.get(asked) || []), sku])
    }
    for (const [asked, skus] of missing) {
      for (let at = 0; at < skus.length; at += SKUS_MAX) ask(asked, skus.slice(at, at + SKUS_MAX))
    }
  }

  /** However much of a page changes at once, it is looked at once. */
  const lookSoon = () => {
    if (isDue) return
    isDue = true
    Promise.resolve()
      .then(look)
      .catch(() => {})
  }

  if (merchant) {
    new MutationObserver(lookSoon).observe(document.documentElement, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['data-tidings-sku', 'data-tidings-quantity', 'data-tidings-kind'],
    })
    // A form tells of what is typed into it; what a theme's buttons count up may tell nobody.
    document.addEventListener('change', lookSoon)
    lookSoon()
  }
}
