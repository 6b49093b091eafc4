### From the order to the doorstep: placed, delivered, invoiced, and the link to the checkout.

# The order has gone through.
# SMS, at most 160 characters. Example: "Example: thank you! Your order ORD-2024-00001 for TRY 1,250.00 has gone through."
# .whatsapp: WhatsApp, after the greeting.
# .subject: E-mail subject, 50 characters or so.
# .preheader: E-mail: the line that the inbox shows after the subject, 90 characters or so.
# .heading: E-mail: large heading, 35 characters or so.
# .body: E-mail: text under the greeting, before the details.
order-completed = { $site }: thank you! Your order { $number } for { $total } has gone through.
    .whatsapp = Thank you for shopping at *{ $site }*! Your order *{ $number }* for *{ $total }* has gone through.
    .subject = Thank you for your order { $number }
    .preheader = Your order for { $total } has gone through. Here it is at a glance.
    .heading = Thank you for your order
    .body = Your order has gone through. Here’s everything at a glance.

# A new order that will be paid to the courier.
# SMS, at most 160 characters.
pay-on-delivery = { $site }: thank you for your order { $number }! Please pay { $total } on delivery.
    .whatsapp = Thank you for shopping at *{ $site }*! We’ve received your order *{ $number }*. Please pay *{ $total }* on delivery.
    .subject = Your order { $number }: pay on delivery
    .preheader = Nothing to pay now: { $total } is due on delivery.
    .heading = We’ve received your order
    .body = Thank you for shopping with us. Payment of { $total } is due when your order is delivered, so please have it ready.

# The parcel has reached the customer.
# SMS, at most 160 characters.
order-delivered = { $site }: your order { $number } ({ $total }) has been delivered. We hope you love it!
    .whatsapp = Your order *{ $number }* from *{ $site }* has been delivered. We hope you love it!
    .subject = Your order { $number } has been delivered
    .preheader = It’s here, and we hope you love it.
    .heading = Your order has arrived
    .body = Your order { $number } has been delivered. We hope you love it! Thank you for choosing { $site }.

# The electronic invoice can be opened.
# SMS without a link, at most 160 characters.
# .sms-link: SMS with a link, at most 160 characters. The link comes last, with no full stop after it.
# .whatsapp-link: WhatsApp, a line of its own under the text above.
order-e-archive-url-available = { $site }: your invoice for order { $number } is ready.
    .sms-link = { $site }: your invoice for order { $number } is ready: { $invoice_url }
    .whatsapp = Your invoice for order *{ $number }* from *{ $site }* is ready.
    .whatsapp-link = View your invoice: { $invoice_url }
    .subject = Your invoice for order { $number }
    .preheader = Your invoice is ready to view and save.
    .heading = Your invoice is ready
    .body = Your invoice for order { $number } is ready. You can view it online and save it for your records.

# A link that takes the customer straight to the checkout. It signs them in, so it must not be passed on.
# SMS, at most 160 characters. The link comes last, with no full stop after it.
# .whatsapp-note: WhatsApp, a line of its own under the text above.
# .note: E-mail: small print under the button.
order-checkout-url-with-token = { $site }: your basket is ready. Your personal checkout link (please do not share it): { $checkout_url }
    .whatsapp = Your basket at *{ $site }* is ready. Complete your order here: { $checkout_url }
    .whatsapp-note = _This link is personal, so please do not share it._
    .subject = Your basket at { $site } is ready
    .preheader = Your personal link takes you straight to checkout.
    .heading = Ready when you are
    .body = Your basket at { $site } is ready. The link below takes you straight to checkout, where you can complete your order.
    .note = This link is personal, so please do not forward this email.
