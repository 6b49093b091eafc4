### Cancelled before shipping (Stornierung), returned after delivery (Retoure), money back (Erstattung).

# A whole order has been cancelled before it was shipped. A sentence about the money and a return code may follow.
# SMS, at most 70 characters, so that both fit after it.
# .subject: E-mail subject, preheader and heading also serve when only some items are cancelled.
order-cancellation = { $site }: Ihre Bestellung { $number } wurde storniert.
    .whatsapp = Ihre Bestellung *{ $number }* bei *{ $site }* wurde storniert.
    .subject = Stornierung zu Ihrer Bestellung { $number }
    .preheader = Die Stornierung ist abgeschlossen. Hier finden Sie die Einzelheiten.
    .heading = Die Stornierung ist abgeschlossen
    .body = Ihre Bestellung { $number } wurde storniert und wird nicht verschickt.

# Only some items of an order have been cancelled. $item is the first one's name, $other_count says how many more there are.
# The name may be a plural ("Running Shoes"), so it is never the subject of "wurde storniert".
# SMS, at most 95 characters with "Premium Cotton T-Shirt" as the item; hence "+ 2 Artikel".
# .whatsapp, .body: after the greeting (begin in lower case). .body: E-mail: the items are listed below this text.
order-cancellation-items = { $other_count ->
    [0] { $site }: Storniert: { $item } (Bestellung { $number }).
    [one] { $site }: Storniert: { $item } + { $other_count } Artikel (Bestellung { $number }).
   *[other] { $site }: Storniert: { $item } + { $other_count } Artikel (Bestellung { $number }).
}
    .whatsapp = { $other_count ->
        [0] wir haben *{ $item }* aus Ihrer Bestellung *{ $number }* bei *{ $site }* storniert.
        [one] wir haben *{ $item }* und { $other_count } weiteren Artikel aus Ihrer Bestellung *{ $number }* bei *{ $site }* storniert.
       *[other] wir haben *{ $item }* und { $other_count } weitere Artikel aus Ihrer Bestellung *{ $number }* bei *{ $site }* storniert.
    }
    .body = { $item_count ->
        [one] ein Artikel aus Ihrer Bestellung { $number } wurde storniert und wird nicht verschickt.
       *[other] einige Artikel aus Ihrer Bestellung { $number } wurden storniert und werden nicht verschickt.
    }

# A whole order has come back after delivery and the return has been accepted.
# SMS, at most 75 characters, so that the money and the return code fit after it.
# .whatsapp, .body: after the greeting (begin in lower case).
# .subject: E-mail subject, preheader and heading also serve when only some items are returned.
order-return = { $site }: Wir haben die Retoure Ihrer Bestellung { $number } angenommen.
    .whatsapp = wir haben die Retoure Ihrer Bestellung *{ $number }* bei *{ $site }* angenommen.
    .subject = Ihre Retoure zu Bestellung { $number }
    .preheader = Wir haben Ihre Retoure angenommen. Hier finden Sie die Einzelheiten.
    .heading = Wir haben Ihre Retoure angenommen
    .body = wir haben die Retoure Ihrer Bestellung { $number } angenommen. Vielen Dank für Ihre Geduld.

# Only some items have come back.
# SMS, at most 95 characters with "Premium Cotton T-Shirt" as the item; hence "+ 2 Artikel".
# .body: E-mail: the items are listed below this text.
order-return-items = { $other_count ->
    [0] { $site }: Retoure angenommen: { $item } (Bestellung { $number }).
    [one] { $site }: Retoure angenommen: { $item } + { $other_count } Artikel (Bestellung { $number }).
   *[other] { $site }: Retoure angenommen: { $item } + { $other_count } Artikel (Bestellung { $number }).
}
    .whatsapp = { $other_count ->
        [0] wir haben die Retoure von *{ $item }* aus Ihrer Bestellung *{ $number }* bei *{ $site }* angenommen.
        [one] wir haben die Retoure von *{ $item }* und { $other_count } weiterem Artikel aus Ihrer Bestellung *{ $number }* bei *{ $site }* angenommen.
       *[other] wir haben die Retoure von *{ $item }* und { $other_count } weiteren Artikeln aus Ihrer Bestellung *{ $number }* bei *{ $site }* angenommen.
    }
    .body = { $item_count ->
        [one] wir haben die Retoure eines Artikels aus Ihrer Bestellung { $number } angenommen. Vielen Dank für Ihre Geduld.
       *[other] wir haben die Retoure einiger Artikel aus Ihrer Bestellung { $number } angenommen. Vielen Dank für Ihre Geduld.
    }

# What happens to the money: one of these three follows the texts above.
# The amount is known. It is everything refunded for this order so far. SMS, at most 35 characters.
refund-amount = Erstattung gesamt: { $refund }.
    .whatsapp = Erstattung gesamt: *{ $refund }*
    .body = Die Erstattung für diese Bestellung beträgt insgesamt { $refund }.

# A cancellation, and the event tells no amount: it may not have been paid yet. SMS, at most 35 characters.
refund-if-paid = Bereits Bezahltes erstatten wir.
    .whatsapp = Falls Sie bereits bezahlt haben, erstatten wir Ihnen den Betrag.
    .body = Falls Sie bereits bezahlt haben, erstatten wir Ihnen den Betrag.

# A return, and the event tells no amount. SMS, at most 35 characters.
refund-in-progress = Ihre Erstattung läuft.
    .whatsapp = Ihre Erstattung wird gerade bearbeitet.
    .body = Ihre Erstattung wird gerade bearbeitet.

# The code that belongs to the return or cancellation: the last words of an SMS. At most 30 characters.
# .whatsapp: WhatsApp, a line of its own.
return-code = Retourencode: { $return_code }
    .whatsapp = Retourencode: *{ $return_code }*

# The refund has been processed: "veranlasst", as the bank may still take its time.
# SMS when the amount is not known, at most 160 characters.
# .sms-amount: SMS when the amount is known.
# .whatsapp…, .body…: after the greeting (begin in lower case).
# .note: WhatsApp and e-mail, a sentence of its own under the text. Promise no number of days.
order-refund-result = { $site }: Wir haben die Erstattung zu Ihrer Bestellung { $number } veranlasst.
    .sms-amount = { $site }: Wir haben die Erstattung von { $refund } zu Ihrer Bestellung { $number } veranlasst.
    .whatsapp = wir haben die Erstattung zu Ihrer Bestellung *{ $number }* bei *{ $site }* veranlasst.
    .whatsapp-amount = wir haben die Erstattung von *{ $refund }* zu Ihrer Bestellung *{ $number }* bei *{ $site }* veranlasst.
    .note = Wie schnell der Betrag bei Ihnen ankommt, hängt von Ihrer Bank und der Zahlungsart ab.
    .subject = Ihre Erstattung zu Bestellung { $number }
    .preheader = Wir haben Ihre Erstattung veranlasst.
    .preheader-amount = Wir haben Ihre Erstattung von { $refund } veranlasst.
    .heading = Ihre Erstattung wurde veranlasst
    .body = wir haben die Erstattung zu Ihrer Bestellung { $number } veranlasst.
    .body-amount = wir haben die Erstattung von { $refund } zu Ihrer Bestellung { $number } veranlasst.
