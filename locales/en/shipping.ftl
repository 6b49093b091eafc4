### On the way: whole orders, part of an order, pick-up in a shop.

# A whole order has been handed to the carrier. A sentence about tracking (track-link or track-number) may follow.
# SMS when the carrier is not known; at most 90 characters, so that a link fits after it.
# .sms-carrier: SMS when the carrier is known. $carrier is a name, or "our delivery partner" (see carriers.ftl).
order-shipped-cargo = { $site }: good news! Your order { $number } is on its way.
    .sms-carrier = { $site }: good news! Your order { $number } is on its way with { $carrier }.
    .whatsapp = Good news! Your order *{ $number }* from *{ $site }* is on its way.
    .whatsapp-carrier = Good news! Your order *{ $number }* from *{ $site }* is on its way with *{ $carrier }*.
    .subject = Your order { $number } is on its way
    .preheader = Your parcel has been shipped and is heading your way.
    .heading = Your order is on its way
    .body = Good news! Your order { $number } has been shipped and is on its way to you.
    .body-carrier = Good news! Your order { $number } has been shipped and is on its way to you with { $carrier }.

# One parcel of an order that comes in several. $item_count items are in this parcel (0: not known).
# SMS when the carrier is not known; at most 90 characters, so that a link fits after it.
# .sms-carrier: SMS when the carrier is known.
order-shipped-partial-cargo = { $item_count ->
    [0] { $site }: part of your order { $number } is on its way.
    [one] { $site }: { $item_count } item from your order { $number } is on its way.
   *[other] { $site }: { $item_count } items from your order { $number } are on their way.
}
    .sms-carrier = { $item_count ->
        [0] { $site }: part of your order { $number } is on its way with { $carrier }.
        [one] { $site }: { $item_count } item from your order { $number } is on its way with { $carrier }.
       *[other] { $site }: { $item_count } items from your order { $number } are on their way with { $carrier }.
    }
    .whatsapp = { $item_count ->
        [0] Good news! Part of your order *{ $number }* from *{ $site }* is on its way.
        [one] Good news! { $item_count } item from your order *{ $number }* at *{ $site }* is on its way.
       *[other] Good news! { $item_count } items from your order *{ $number }* at *{ $site }* are on their way.
    }
    .whatsapp-carrier = { $item_count ->
        [0] Good news! Part of your order *{ $number }* from *{ $site }* is on its way with *{ $carrier }*.
        [one] Good news! { $item_count } item from your order *{ $number }* at *{ $site }* is on its way with *{ $carrier }*.
       *[other] Good news! { $item_count } items from your order *{ $number }* at *{ $site }* are on their way with *{ $carrier }*.
    }
    .subject = Part of your order { $number } is on its way
    .preheader = Your order is coming in more than one parcel, and this one is heading your way.
    .heading = Part of your order is on its way
    .body = Your order { $number } is coming in more than one parcel. This one has been shipped and is on its way to you.
    .body-carrier = Your order { $number } is coming in more than one parcel. This one has been shipped and is on its way to you with { $carrier }.

# Where the parcel can be followed: the last words of both messages above.
# SMS. The link comes last, with no full stop after it.
# .whatsapp: WhatsApp, a line of its own.
track-link = Track it: { $tracking_url }
    .whatsapp = Track your parcel: { $tracking_url }

# The same when there is a number but no link.
track-number = Tracking number: { $tracking_number }
    .whatsapp = Tracking number: *{ $tracking_number }*

# The order waits in a shop or at a pick-up point.
# SMS when the place is not known, at most 160 characters.
# .sms-place: SMS when the place is known. $pickup_place may be long, so keep the rest to 110 characters.
# .whatsapp-place: WhatsApp, lines of their own under the text above.
order-ready-for-pick-up = { $site }: your order { $number } is ready for pick-up. Please bring your order number with you.
    .sms-place = { $site }: your order { $number } is ready for pick-up at { $pickup_place }. Please bring your order number with you.
    .whatsapp = Your order *{ $number }* from *{ $site }* is ready for pick-up. Please bring your order number with you.
    .whatsapp-place = Pick-up point: *{ $pickup_place }*
    .whatsapp-address = Address: { $pickup_address }
    .subject = Your order { $number } is ready for pick-up
    .preheader = Your order is waiting for you.
    .heading = Ready and waiting for you
    .body = Your order { $number } is ready for pick-up. Please bring your order number when you come to collect it.
