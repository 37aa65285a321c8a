/** The demo shop's own dress; the logo is drawn for it. */
export const DEMO_BRAND = {
  logo: 'data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCAyMDAgNDAiIHdpZHRoPSIyMDAiIGhlaWdodD0iNDAiIHJvbGU9ImltZyIgYXJpYS1sYWJlbD0iRmVybiAmYW1wOyBGZWxsIj48cGF0aCBkPSJNNCAzNCAxOCA4bDE0IDI2SDRabTE0LTE1LTggMTVoMTZsLTgtMTVaIiBmaWxsPSIjMmY2ZjRmIi8+PHRleHQgeD0iNDIiIHk9IjI3IiBmb250LWZhbWlseT0iR2VvcmdpYSxzZXJpZiIgZm9udC1zaXplPSIyMiIgZmlsbD0iIzJmNmY0ZiI+RmVybiAmYW1wOyBGZWxsPC90ZXh0Pjwvc3ZnPg==',
  color: '#2f6f4f',
  support_email: 'hello@fernandfell.example',
  support_phone: '+1 212 555 0100',
  shop_url: 'https://fernandfell.example/',
  footer: 'Fern & Fell, 12 Mill Lane, Hudson NY 12534',
}
