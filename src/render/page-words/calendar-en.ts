/** Days of the order in the reader's own calendar; it stands among other things there. */
export const calendarEn = {
  link: 'Add the dates to your calendar',
  package: (name: string, merchant: string) => `${name} from ${merchant} arrives`,
  line: (title: string, merchant: string) => `${title} from ${merchant} ships by today`,
  none: 'There is no date to put into a calendar',
  noneText: 'As soon as there is one, the page of your order shows it.',
}
