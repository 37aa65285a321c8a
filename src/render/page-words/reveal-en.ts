/** The whole address, to who knows its postcode. */
export const revealEn = {
  link: 'Show the full address',
  text: 'Links get forwarded, so the address is shown only to someone who knows its postcode.',
  label: 'Postcode of the delivery address',
  action: 'Show it',
  wrong: 'That is not the postcode of this order.',
  tooMany: 'That was too many tries. Wait ten minutes, then try again.',
  shown: 'Shown in full in this browser for half an hour.',
}
