### Products that customers wait for.

# A product that the customer asked about is in stock again. Its name may be a plural ("Running Shoes"): no "is" after it.
# SMS without a link, at most 160 characters.
# .sms-link: SMS with a link. Product links are long (75 characters or more): keep the rest to 60 with "Premium Cotton T-Shirt".
# The link comes last, with no full stop after it.
# .whatsapp: WhatsApp, after the greeting.
# .whatsapp-link: WhatsApp, a line of its own under the text above.
# .subject: E-mail subject. $product may be long, so it comes last.
product-alert = { $site }: good news! Back in stock: { $product }
    .sms-link = { $site }: it's back in stock! { $product }: { $product_url }
    .whatsapp = Good news! Back in stock at *{ $site }*: *{ $product }*
    .whatsapp-link = Take a look: { $product_url }
    .subject = Back in stock: { $product }
    .preheader = You asked us to let you know: it’s available again.
    .heading = It’s back in stock
    .body = You asked us to let you know, and here’s the good news: we have { $product } in stock again.
