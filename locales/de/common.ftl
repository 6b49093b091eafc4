### Words that many messages share: the greeting, the labels of details, the lists of items.
###
### Customers are addressed with "Sie". The value of an event's message (the text after "=") goes out by SMS: umlauts and ß
### cost nothing extra, but „ “ – … ’ do, so an SMS has plain quotes and hyphens only. Keep it to 160 characters, counted
### with a real order number, amount and link; up to 306 it costs two SMS.
### Texts for WhatsApp and e-mail use „ “ and –. WhatsApp shows *bold* and _italic_.
### The greeting ends with a comma, so .whatsapp and .body, which follow it, begin in lower case
### ("vielen Dank …") unless the first word is capitalised anyway ("Ihre Bestellung …").
### $has_name is "yes" or "no", $gender is "male", "female" or "other": both can be used in any message.

# First line of every WhatsApp message and e-mail. Half of the receivers have no name.
greeting = { $has_name ->
    [yes] Hallo { $name },
   *[no] Hallo,
}

# Last line of a WhatsApp message that would otherwise end with a link or a name: WhatsApp takes no text that ends with a value.
closing = _Diese Nachricht wurde automatisch versendet._

## Lists of items

# WhatsApp, a line of its own. $item is the first item's name, $other_count says how many more there are.
items-in-order = { $other_count ->
    [0] In Ihrer Bestellung: { $item }
    [one] In Ihrer Bestellung: { $item } und { $other_count } weiterer Artikel
   *[other] In Ihrer Bestellung: { $item } und { $other_count } weitere Artikel
}

# WhatsApp, a line of its own, when a parcel holds part of an order.
items-in-parcel = { $other_count ->
    [0] In diesem Paket: { $item }
    [one] In diesem Paket: { $item } und { $other_count } weiterer Artikel
   *[other] In diesem Paket: { $item } und { $other_count } weitere Artikel
}

# E-mail: small headings above the list of items, 30 characters at most.
items-title = Ihre Artikel
items-title-parcel = In diesem Paket
items-title-cancelled = Stornierte Artikel
items-title-returned = Zurückgegebene Artikel

# E-mail: last line under a list that shows only the first items. $count is how many are left out.
items-more = { $count ->
    [one] und { $count } weiterer Artikel
   *[other] und { $count } weitere Artikel
}

## Labels in the table of details (e-mail). The value stands beside it: 24 characters at most, no colon.

label-order-number = Bestellnummer
label-order-date = Bestelldatum
label-status = Bestellstatus
label-payment = Zahlungsart
# The order's price before the discount, shipping included.
label-subtotal = Summe vor Rabatt
label-discount = Rabatt
label-total = Gesamtbetrag
# Stands under the total: the part of it that is shipping.
label-shipping = Inkl. Versandkosten
# The amount that the courier collects.
label-due-on-delivery = Bei Lieferung zu zahlen
label-refund = Erstattungsbetrag
# Reads on into the value: "Versand per | DHL Express", "Versand per | Paketdienst".
label-carrier = Versand per
label-tracking-number = Sendungsnummer
label-delivery-date = Erwartete Lieferung
label-invoice-number = Rechnungsnummer
label-pickup-place = Abholort
label-pickup-address = Adresse
label-return-code = Retourencode
