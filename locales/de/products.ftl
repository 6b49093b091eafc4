### Products that customers wait for.

# A product that the customer asked about is in stock again. Its name may be a plural ("Running Shoes"): no "ist" after it.
# SMS without a link, at most 160 characters.
# .sms-link: SMS with a link. Product links are long (75 characters or more): keep the rest to 75 with "Premium Cotton T-Shirt".
# The link comes last, with no full stop after it.
# .whatsapp: WhatsApp, after the greeting (begin in lower case).
# .whatsapp-link: WhatsApp, a line of its own under the text above.
# .subject: E-mail subject. $product may be long, so it comes last.
product-alert = { $site }: Gute Neuigkeiten! Wieder da: { $product }
    .sms-link = { $site }: Ihr Wunschartikel ist wieder da! { $product }: { $product_url }
    .whatsapp = gute Neuigkeiten! Bei *{ $site }* wieder verfügbar: *{ $product }*
    .whatsapp-link = Gleich ansehen: { $product_url }
    .subject = Wieder verfügbar: { $product }
    .preheader = Sie wollten Bescheid bekommen: Ihr Wunschartikel ist wieder verfügbar.
    .heading = Ihr Wunschartikel ist wieder da
    .body = gute Neuigkeiten! Wie gewünscht geben wir Ihnen Bescheid: Wir haben „{ $product }“ wieder auf Lager.
