### Cancelled before shipping, returned after delivery, money back.

# A whole order has been cancelled before it was shipped. A sentence about the money and a return code may follow.
# SMS, at most 70 characters, so that both fit after it.
# .subject: E-mail subject, preheader and heading also serve when only some items are cancelled.
order-cancellation = { $site }: your order { $number } has been cancelled.
    .whatsapp = Your order *{ $number }* from *{ $site }* has been cancelled.
    .subject = Cancellation for your order { $number }
    .preheader = The cancellation is complete. Here are the details.
    .heading = Cancellation complete
    .body = Your order { $number } has been cancelled and will not be shipped.

# Only some items of an order have been cancelled. $item is the first one's name, $other_count says how many more there are.
# The name may be a plural ("Running Shoes"), so it is never the subject of "has been cancelled".
# SMS, at most 90 characters with "Premium Cotton T-Shirt" as the item.
# .body: E-mail: the items are listed below this text.
order-cancellation-items = { $other_count ->
    [0] { $site }: we've cancelled { $item } in your order { $number }.
    [one] { $site }: we've cancelled { $item } and { $other_count } more in your order { $number }.
   *[other] { $site }: we've cancelled { $item } and { $other_count } more in your order { $number }.
}
    .whatsapp = { $other_count ->
        [0] We’ve cancelled *{ $item }* in your order *{ $number }* from *{ $site }*.
        [one] We’ve cancelled *{ $item }* and { $other_count } more item in your order *{ $number }* from *{ $site }*.
       *[other] We’ve cancelled *{ $item }* and { $other_count } more items in your order *{ $number }* from *{ $site }*.
    }
    .body = { $item_count ->
        [one] An item in your order { $number } has been cancelled and will not be shipped.
       *[other] Some items in your order { $number } have been cancelled and will not be shipped.
    }

# A whole order has come back after delivery and the return has been accepted.
# SMS, at most 70 characters, so that the money and the return code fit after it.
# .subject: E-mail subject, preheader and heading also serve when only some items are returned.
order-return = { $site }: we accepted the return of your order { $number }.
    .whatsapp = We’ve accepted the return of your order *{ $number }* from *{ $site }*.
    .subject = Your return for order { $number }
    .preheader = We’ve accepted your return. Here are the details.
    .heading = We’ve accepted your return
    .body = We’ve accepted the return of your order { $number }. Thank you for your patience.

# Only some items have come back.
# SMS, at most 95 characters with "Premium Cotton T-Shirt" as the item.
# .body: E-mail: the items are listed below this text.
order-return-items = { $other_count ->
    [0] { $site }: we accepted your return of { $item } (order { $number }).
    [one] { $site }: we accepted your return of { $item } and { $other_count } more (order { $number }).
   *[other] { $site }: we accepted your return of { $item } and { $other_count } more (order { $number }).
}
    .whatsapp = { $other_count ->
        [0] We’ve accepted your return of *{ $item }* from order *{ $number }* at *{ $site }*.
        [one] We’ve accepted your return of *{ $item }* and { $other_count } more item from order *{ $number }* at *{ $site }*.
       *[other] We’ve accepted your return of *{ $item }* and { $other_count } more items from order *{ $number }* at *{ $site }*.
    }
    .body = { $item_count ->
        [one] We’ve accepted your return of an item from your order { $number }. Thank you for your patience.
       *[other] We’ve accepted your return of some items from your order { $number }. Thank you for your patience.
    }

# What happens to the money: one of these three follows the texts above.
# The amount is known. It is everything refunded for this order so far. SMS, at most 30 characters.
refund-amount = Total refund: { $refund }.
    .whatsapp = Total refund: *{ $refund }*
    .body = The total refund for this order is { $refund }.

# A cancellation, and the event tells no amount: it may not have been paid yet. SMS, at most 30 characters.
refund-if-paid = Any payment will be refunded.
    .whatsapp = If you have already paid, we will refund the amount.
    .body = If you have already paid, we will refund the amount.

# A return, and the event tells no amount. SMS, at most 35 characters.
refund-in-progress = Your refund is in progress.
    .whatsapp = Your refund is being processed.
    .body = Your refund is being processed.

# The code that belongs to the return or cancellation: the last words of an SMS. At most 30 characters.
# .whatsapp: WhatsApp, a line of its own.
return-code = Return code: { $return_code }
    .whatsapp = Return code: *{ $return_code }*

# The refund has been processed.
# SMS when the amount is not known, at most 160 characters.
# .sms-amount: SMS when the amount is known.
# .note: WhatsApp and e-mail, a sentence of its own under the text. Promise no number of days.
order-refund-result = { $site }: the refund for your order { $number } has been processed.
    .sms-amount = { $site }: your refund of { $refund } for order { $number } has been processed.
    .whatsapp = The refund for your order *{ $number }* from *{ $site }* has been processed.
    .whatsapp-amount = Your refund of *{ $refund }* for order *{ $number }* from *{ $site }* has been processed.
    .note = How soon the money reaches you depends on your bank and how you paid.
    .subject = Your refund for order { $number }
    .preheader = Your refund has been processed.
    .preheader-amount = Your refund of { $refund } has been processed.
    .heading = Your refund has been processed
    .body = We’ve processed the refund for your order { $number }.
    .body-amount = We’ve processed your refund of { $refund } for order { $number }.
