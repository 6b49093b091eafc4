### Words that many messages share: the greeting, the labels of details, the lists of items.
###
### In every file the value of a message (the text after "=") goes out by SMS when the message is an event.
### Keep an SMS short: 160 characters where the language gets by with plain GSM-7 letters, 134 where it needs others,
### counted with a real order number, amount and link. Plain quotes and hyphens only.
### Texts for WhatsApp and e-mail may use the language's own quotes and dashes. WhatsApp shows *bold* and _italic_.
### $has_name is "yes" or "no", $gender is "male", "female" or "other": use them in any message where your language needs them.

# First line of every WhatsApp message and e-mail. Half of the receivers have no name: the second form must read well on its own.
greeting = { $has_name ->
    [yes] Hi { $name },
   *[no] Hello,
}

# Last line of a WhatsApp message that would otherwise end with a link or a name: WhatsApp takes no text that ends with a value.
closing = _This is an automated message._

## Lists of items

# WhatsApp, a line of its own. $item is the first item's name, $other_count says how many more there are.
items-in-order = { $other_count ->
    [0] In your order: { $item }
    [one] In your order: { $item } and { $other_count } more item
   *[other] In your order: { $item } and { $other_count } more items
}

# WhatsApp, a line of its own, when a parcel holds part of an order.
items-in-parcel = { $other_count ->
    [0] In this parcel: { $item }
    [one] In this parcel: { $item } and { $other_count } more item
   *[other] In this parcel: { $item } and { $other_count } more items
}

# E-mail: small headings above the list of items, 30 characters at most.
items-title = Your items
items-title-parcel = In this parcel
items-title-cancelled = Cancelled items
items-title-returned = Returned items

# E-mail: last line under a list that shows only the first items. $count is how many are left out.
items-more = { $count ->
    [one] and { $count } more item
   *[other] and { $count } more items
}

## Labels in the table of details (e-mail). The value stands beside it: 24 characters at most, no colon.

label-order-number = Order number
label-order-date = Order date
label-status = Status
label-payment = Payment
# The order's price before the discount, shipping included.
label-subtotal = Before discount
label-discount = Discount
label-total = Total
# Stands under the total: the part of it that is shipping.
label-shipping = Including shipping
# The amount that the courier collects.
label-due-on-delivery = Due on delivery
label-refund = Refund
label-carrier = Carrier
label-tracking-number = Tracking number
label-delivery-date = Estimated delivery
label-invoice-number = Invoice number
label-pickup-place = Pick-up point
label-pickup-address = Address
label-return-code = Return code
