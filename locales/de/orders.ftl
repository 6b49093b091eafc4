### From the order to the doorstep: placed, delivered, invoiced, and the link to the checkout.

# The order has gone through.
# SMS, at most 160 characters.
# .whatsapp: WhatsApp, after the greeting ("Hallo …,": begin in lower case).
# .subject: E-mail subject, 50 characters or so.
# .preheader: E-mail: the line that the inbox shows after the subject, 90 characters or so.
# .heading: E-mail: large heading, 35 characters or so.
# .body: E-mail: text under the greeting (begin in lower case), before the details.
order-completed = { $site }: Vielen Dank! Ihre Bestellung { $number } über { $total } ist bei uns eingegangen.
    .whatsapp = vielen Dank für Ihren Einkauf bei *{ $site }*! Ihre Bestellung *{ $number }* über *{ $total }* ist bei uns eingegangen.
    .subject = Vielen Dank für Ihre Bestellung { $number }
    .preheader = Ihre Bestellung über { $total } ist bei uns eingegangen. Hier finden Sie alles auf einen Blick.
    .heading = Vielen Dank für Ihre Bestellung
    .body = Ihre Bestellung ist bei uns eingegangen. Hier finden Sie alles auf einen Blick.

# A new order that will be paid to the courier.
# SMS, at most 160 characters.
pay-on-delivery = { $site }: Vielen Dank für Ihre Bestellung { $number }! Sie zahlen { $total } bei Lieferung.
    .whatsapp = vielen Dank für Ihren Einkauf bei *{ $site }*! Ihre Bestellung *{ $number }* ist bei uns eingegangen. Sie zahlen *{ $total }* bei Lieferung.
    .subject = Ihre Bestellung { $number }: Zahlung bei Lieferung
    .preheader = Jetzt zahlen Sie noch nichts. Der Betrag von { $total } wird erst bei Lieferung fällig.
    .heading = Ihre Bestellung ist eingegangen
    .body = vielen Dank für Ihren Einkauf. Sie zahlen { $total }, wenn Ihre Bestellung geliefert wird. Bitte halten Sie den Betrag bereit.

# The parcel has reached the customer.
# SMS, at most 160 characters.
order-delivered = { $site }: Ihre Bestellung { $number } über { $total } wurde zugestellt. Viel Freude damit!
    .whatsapp = Ihre Bestellung *{ $number }* bei *{ $site }* wurde zugestellt. Viel Freude damit!
    .subject = Ihre Bestellung { $number } wurde zugestellt
    .preheader = Ihr Einkauf ist angekommen – wir wünschen Ihnen viel Freude damit.
    .heading = Ihre Bestellung ist da
    .body = Ihre Bestellung { $number } wurde zugestellt. Danke, dass Sie sich für { $site } entschieden haben – viel Freude mit Ihrem Einkauf!

# The electronic invoice can be opened.
# SMS without a link, at most 160 characters.
# .sms-link: SMS with a link, at most 160 characters. The link comes last, with no full stop after it.
# .whatsapp-link: WhatsApp, a line of its own under the text above.
order-e-archive-url-available = { $site }: Die Rechnung zu Ihrer Bestellung { $number } steht bereit.
    .sms-link = { $site }: Die Rechnung zu Ihrer Bestellung { $number } steht bereit: { $invoice_url }
    .whatsapp = die Rechnung zu Ihrer Bestellung *{ $number }* bei *{ $site }* steht bereit.
    .whatsapp-link = Rechnung ansehen: { $invoice_url }
    .subject = Die Rechnung zu Ihrer Bestellung { $number }
    .preheader = Jetzt können Sie Ihre Rechnung ansehen und speichern.
    .heading = Ihre Rechnung ist da
    .body = die Rechnung zu Ihrer Bestellung { $number } steht bereit. Sie können sie online ansehen und für Ihre Unterlagen speichern.

# A link that takes the customer straight to the checkout. It signs them in, so it must not be passed on.
# SMS, at most 160 characters. The link comes last, with no full stop after it.
# .whatsapp-note: WhatsApp, a line of its own under the text above.
# .note: E-mail: small print under the button.
order-checkout-url-with-token = { $site }: Ihr Warenkorb steht bereit. Ihr persönlicher Link zur Kasse (bitte nicht weitergeben): { $checkout_url }
    .whatsapp = Ihr Warenkorb bei *{ $site }* steht bereit. Hier schließen Sie Ihre Bestellung ab: { $checkout_url }
    .whatsapp-note = _Dieser Link ist nur für Sie bestimmt. Bitte geben Sie ihn nicht weiter._
    .subject = Ihr Warenkorb bei { $site } steht bereit
    .preheader = Ihr persönlicher Link führt Sie direkt zur Kasse.
    .heading = Ihr Warenkorb wartet auf Sie
    .body = Ihr Warenkorb bei { $site } steht bereit. Über den Link unten gelangen Sie direkt zur Kasse und können Ihre Bestellung abschließen.
    .note = Der Link ist nur für Sie bestimmt. Bitte leiten Sie diese E-Mail nicht weiter.
