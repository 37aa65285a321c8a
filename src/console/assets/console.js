// Keys for who is here all day. Every one of them is a link or a field that works without this.
const rows = () => [...document.querySelectorAll('[data-row]')]

function move(step) {
  const all = rows()
  if (all.length === 0) return
  const at = all.indexOf(document.activeElement)
  const next = at === -1 ? 0 : Math.min(all.length - 1, Math.max(0, at + step))
  all[next].focus()
}

const keys = {
  '/': () => document.querySelector('#q')?.select(),
  j: () => move(1),
  k: () => move(-1),
  u: () => document.querySelector('[data-up]')?.click(),
}

// What is being typed is tried on when the typing rests; the button does the same without this.
const form = document.querySelector('[data-preview]')
let resting
form?.addEventListener('input', () => {
  clearTimeout(resting)
  resting = setTimeout(() => form.requestSubmit(form.querySelector('[formtarget]')), 300)
})

// A second press while the first is on its way: the server does it once, and nobody wonders. What
// is tried on goes into the frame beside it, and may be tried on again.
document.addEventListener('submit', ({ target, submitter }) => {
  if (target.method !== 'post' || submitter?.formTarget) return
  // After the form was read: a button that is disabled is left out of it.
  setTimeout(() => {
    for (const button of target.querySelectorAll('button')) button.disabled = true
  })
})
addEventListener('pageshow', ({ persisted }) => {
  if (!persisted) return
  for (const button of document.querySelectorAll('button')) button.disabled = false
})

document.addEventListener('keydown', (event) => {
  const typing = event.target.closest('input, textarea, select')
  if (event.key === 'Escape' && typing) typing.blur()
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return
  if (!Object.hasOwn(keys, event.key)) return
  event.preventDefault()
  keys[event.key]()
})
