### On the way: whole orders, part of an order, pick-up in a shop.

# A whole order has been handed to the carrier. A sentence about tracking (track-link or track-number) may follow.
# SMS when the carrier is not known; at most 75 characters, so that a link fits after it.
# .sms-carrier: SMS when the carrier is known. $carrier is a name, or "شريكنا للتوصيل" (see carriers.ftl).
order-shipped-cargo = خبر سار! طلبك { $number } من { $site } في الطريق إليك.
    .sms-carrier = خبر سار! طلبك { $number } من { $site } في الطريق إليك مع { $carrier }.
    .whatsapp = خبر سار! طلبك *{ $number }* من *{ $site }* في الطريق إليك.
    .whatsapp-carrier = خبر سار! طلبك *{ $number }* من *{ $site }* في الطريق إليك مع *{ $carrier }*.
    .subject = طلبك { $number } في الطريق إليك
    .preheader = انطلقت شحنتك، وهي قادمة إليك.
    .heading = طلبك في الطريق إليك
    .body = خبر سار! تم شحن طلبك { $number } وهو في الطريق إليك.
    .body-carrier = خبر سار! تم شحن طلبك { $number } وهو في الطريق إليك مع { $carrier }.

# One parcel of an order that comes in several. $item_count items are in this parcel (zero: not known).
# SMS when the carrier is not known; at most 75 characters, so that a link fits after it.
# .sms-carrier: SMS when the carrier is known.
order-shipped-partial-cargo = { $item_count ->
    [zero] جزء من طلبك { $number } لدى { $site } في الطريق إليك.
    [one] منتج واحد من طلبك { $number } لدى { $site } في الطريق إليك.
    [two] منتجان من طلبك { $number } لدى { $site } في الطريق إليك.
    [few] { $item_count } منتجات من طلبك { $number } لدى { $site } في الطريق إليك.
    [many] { $item_count } منتجا من طلبك { $number } لدى { $site } في الطريق إليك.
   *[other] { $item_count } منتج من طلبك { $number } لدى { $site } في الطريق إليك.
}
    .sms-carrier = { $item_count ->
        [zero] جزء من طلبك { $number } لدى { $site } في الطريق إليك مع { $carrier }.
        [one] منتج واحد من طلبك { $number } لدى { $site } في الطريق إليك مع { $carrier }.
        [two] منتجان من طلبك { $number } لدى { $site } في الطريق إليك مع { $carrier }.
        [few] { $item_count } منتجات من طلبك { $number } لدى { $site } في الطريق إليك مع { $carrier }.
        [many] { $item_count } منتجا من طلبك { $number } لدى { $site } في الطريق إليك مع { $carrier }.
       *[other] { $item_count } منتج من طلبك { $number } لدى { $site } في الطريق إليك مع { $carrier }.
    }
    .whatsapp = { $item_count ->
        [zero] خبر سار! جزء من طلبك *{ $number }* لدى *{ $site }* في الطريق إليك.
        [one] خبر سار! منتج واحد من طلبك *{ $number }* لدى *{ $site }* في الطريق إليك.
        [two] خبر سار! منتجان من طلبك *{ $number }* لدى *{ $site }* في الطريق إليك.
        [few] خبر سار! { $item_count } منتجات من طلبك *{ $number }* لدى *{ $site }* في الطريق إليك.
        [many] خبر سار! { $item_count } منتجاً من طلبك *{ $number }* لدى *{ $site }* في الطريق إليك.
       *[other] خبر سار! { $item_count } منتج من طلبك *{ $number }* لدى *{ $site }* في الطريق إليك.
    }
    .whatsapp-carrier = { $item_count ->
        [zero] خبر سار! جزء من طلبك *{ $number }* لدى *{ $site }* في الطريق إليك مع *{ $carrier }*.
        [one] خبر سار! منتج واحد من طلبك *{ $number }* لدى *{ $site }* في الطريق إليك مع *{ $carrier }*.
        [two] خبر سار! منتجان من طلبك *{ $number }* لدى *{ $site }* في الطريق إليك مع *{ $carrier }*.
        [few] خبر سار! { $item_count } منتجات من طلبك *{ $number }* لدى *{ $site }* في الطريق إليك مع *{ $carrier }*.
        [many] خبر سار! { $item_count } منتجاً من طلبك *{ $number }* لدى *{ $site }* في الطريق إليك مع *{ $carrier }*.
       *[other] خبر سار! { $item_count } منتج من طلبك *{ $number }* لدى *{ $site }* في الطريق إليك مع *{ $carrier }*.
    }
    .subject = جزء من طلبك { $number } في الطريق إليك
    .preheader = يصلك طلبك في أكثر من شحنة، وهذه الشحنة في الطريق إليك.
    .heading = جزء من طلبك في الطريق إليك
    .body = يصلك طلبك { $number } في أكثر من شحنة. انطلقت هذه الشحنة، وهي في الطريق إليك.
    .body-carrier = يصلك طلبك { $number } في أكثر من شحنة. انطلقت هذه الشحنة، وهي في الطريق إليك مع { $carrier }.

# Where the parcel can be followed: the last words of both messages above.
# SMS. The link comes last, with no full stop after it.
# .whatsapp: WhatsApp, lines of their own.
track-link = للتتبع: { $tracking_url }
    .whatsapp =
        لتتبع شحنتك:
        { $tracking_url }

# The same when there is a number but no link.
track-number = رقم التتبع: { $tracking_number }
    .whatsapp = رقم التتبع: *{ $tracking_number }*

# The order waits in a shop or at a pick-up point.
# SMS when the place is not known, at most 70 characters.
# .sms-place: SMS when the place is known. $pickup_place may be long, so keep the rest to 80 characters.
# .whatsapp-place: WhatsApp, lines of their own under the text above.
order-ready-for-pick-up = طلبك { $number } من { $site } جاهز للاستلام. يرجى ذكر رقم الطلب.
    .sms-place = طلبك { $number } من { $site } جاهز للاستلام من { $pickup_place }. يرجى ذكر رقم الطلب.
    .whatsapp = طلبك *{ $number }* من *{ $site }* جاهز للاستلام. يرجى تجهيز رقم الطلب عند الحضور.
    .whatsapp-place = نقطة الاستلام: *{ $pickup_place }*
    .whatsapp-address = العنوان: { $pickup_address }
    .subject = طلبك { $number } جاهز للاستلام
    .preheader = طلبك بانتظارك.
    .heading = طلبك جاهز وبانتظارك
    .body = طلبك { $number } جاهز للاستلام. يرجى تجهيز رقم الطلب عند الحضور.
