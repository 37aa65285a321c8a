/** Who waits for a SKU stands in line: where, and why a date that came of it moved. */
export const lineEn = {
  causes: {
    supply_moved: 'The delivery we wait for comes on another day.',
    supply_short: 'We are getting fewer than we had ordered.',
    supply_cancelled: 'The delivery we waited for was called off.',
    queue_moved: 'Your place in line for it changed.',
    supply_undated: 'The delivery we wait for has no date any more.',
    supply_dated: 'The date of the delivery we wait for is known now.',
    supplies_changed: 'Other deliveries of it have changed.',
    line_grew: 'More of it was ordered.',
    date_withdrawn: 'The earlier date no longer holds.',
  },
  ahead: (orders: number, isMore: boolean) => {
    if (orders === 0) return 'You are next in line for it.'
    if (isMore) return `More than ${orders} orders are ahead of yours in line for it.`
    return orders === 1
      ? 'One order is ahead of yours in line for it.'
      : `${orders} orders are ahead of yours in line for it.`
  },
}
