import type { Operation } from './operation.ts'

const token = { token: 'The unguessable part of the link; it names one order' }
const page = (description: string) => ({ description, type: 'text/html' })
const unknownLink = page('An unknown or revoked link: a page that tells nothing more')

type Told = {
  path: string
  id: string
  show: string
  act: string
  how: string
  form: string
  done: string
  isOptional?: boolean
}

const CHOICES: readonly Told[] = [
  {
    path: 'consent',
    id: 'Consent',
    show: 'A delay: what is offered, and what silence means',
    act: 'Agree to a delay, or cancel for it',
    how: 'Delay options (16 CFR 435.2). `offer` is the id of the message that made it; without `offer` and `lines` every open one is answered. An offer that another took the place of, whose day is over or whose line has shipped is a 409, and nothing is done.',
    form: 'ConsentForm',
    done: 'What was agreed to, or cancelled',
  },
  {
    path: 'split',
    id: 'Split',
    show: 'How the order may ship',
    act: 'Choose how the order ships',
    how: 'Where the policy or the order says `ask`, until something has shipped; it may be chosen anew.',
    form: 'SplitForm',
    done: 'What was chosen',
  },
  {
    path: 'substitute',
    id: 'Substitute',
    show: 'What may be had instead',
    act: 'Take a substitute',
    how: '`offer` is the id of the `substitute.offered`; it may be left out where one open offer has the `sku`. The line is changed by the merchant.',
    form: 'SubstituteForm',
    done: 'What was taken',
  },
  {
    path: 'choice',
    id: 'Choice',
    show: 'Keep waiting, swap or cancel',
    act: 'Keep waiting',
    how: 'Asked past the fulfilment window, and again one window later. To swap and to cancel have pages of their own.',
    form: 'ChoiceForm',
    done: 'It is kept, and when it is asked again',
  },
  {
    path: 'waitlist',
    id: 'Waitlist',
    show: 'What was cancelled and may be heard of again',
    act: 'Join the waiting list',
    how: 'Cancelled lines whose SKU was out of stock; without `lines` all of them.',
    form: 'WaitlistForm',
    done: 'What is on the list',
    isOptional: true,
  },
]

export const choiceOperations: Operation[] = CHOICES.flatMap((told): Operation[] => [
  {
    id: `show${told.id}`,
    method: 'get',
    path: `/t/{token}/${told.path}`,
    tag: "Shopper's pages",
    summary: told.show,
    description: 'It changes nothing: mail scanners open every link.',
    auth: 'link',
    params: token,
    answers: {
      200: page('The page; where nothing is to be chosen any more, where the order stands'),
      404: unknownLink,
    },
  },
  {
    id: `press${told.id}`,
    method: 'post',
    path: `/t/{token}/${told.path}`,
    tag: "Shopper's pages",
    summary: told.act,
    description: `${told.how} A second press answers like the first and changes nothing.`,
    auth: 'link',
    params: token,
    bodies: [
      {
        type: 'application/x-www-form-urlencoded',
        schema: { ref: told.form },
        ...(told.isOptional ? { optional: true } : {}),
      },
    ],
    answers: {
      200: page(told.done),
      403: page('The form came from another site'),
      404: unknownLink,
      409: page('The choice is over: where the order stands, and nothing was done'),
      415: page('A body that is not a form: nothing was done'),
      422: page('None of the choices: the page again, and nothing was done'),
    },
  },
])
