### Products that customers wait for.

# A product that the customer asked about is in stock again.
# SMS without a link, in GSM-7 letters. The sentence has no verb or adjective that would have to follow the product's gender.
# .sms-link: SMS with a link. Product links are long (75 characters or more): keep the rest to 60 with "Premium Cotton T-Shirt".
# The link comes last, with no full stop after it.
# .whatsapp: WhatsApp, after the greeting.
# .whatsapp-link: WhatsApp, a line of its own under the text above.
# .subject: E-mail subject. $product may be long, so it comes last.
product-alert = { $site }: { $product } ponownie w sklepie. Zapraszamy!
    .sms-link = { $site }: { $product } ponownie w sklepie: { $product_url }
    .whatsapp = Dobra wiadomość! Produkt *{ $product }* jest znów dostępny w sklepie *{ $site }*.
    .whatsapp-link = Zobacz: { $product_url }
    .subject = Znów w sprzedaży: { $product }
    .preheader = Zgodnie z Twoją prośbą dajemy znać: ten produkt jest znów dostępny.
    .heading = Produkt jest znów dostępny
    .body = Mamy dobrą wiadomość! Zgodnie z Twoją prośbą dajemy znać, że produkt „{ $product }” jest znów dostępny.
