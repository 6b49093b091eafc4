### On the way: whole orders, part of an order, pick-up in a shop.

# A whole order has been handed to the carrier. A sentence about tracking (track-link or track-number) may follow.
# SMS when the carrier is not known; at most 90 characters, so that a link fits after it.
# .sms-carrier: SMS when the carrier is known. $carrier is a name or "Paketdienst" (see carriers.ftl): write "per" before it.
# .whatsapp…, .body…: after the greeting (begin in lower case).
order-shipped-cargo = { $site }: Ihre Bestellung { $number } ist unterwegs zu Ihnen.
    .sms-carrier = { $site }: Ihre Bestellung { $number } ist per { $carrier } unterwegs zu Ihnen.
    .whatsapp = gute Neuigkeiten! Ihre Bestellung *{ $number }* bei *{ $site }* ist auf dem Weg zu Ihnen.
    .whatsapp-carrier = gute Neuigkeiten! Ihre Bestellung *{ $number }* bei *{ $site }* ist per *{ $carrier }* auf dem Weg zu Ihnen.
    .subject = Ihre Bestellung { $number } ist unterwegs
    .preheader = Ihr Paket hat sich auf den Weg zu Ihnen gemacht.
    .heading = Ihre Bestellung ist unterwegs
    .body = gute Neuigkeiten! Ihre Bestellung { $number } wurde verschickt und ist auf dem Weg zu Ihnen.
    .body-carrier = gute Neuigkeiten! Ihre Bestellung { $number } wurde verschickt und ist per { $carrier } auf dem Weg zu Ihnen.

# One parcel of an order that comes in several. $item_count items are in this parcel (0: not known).
# SMS when the carrier is not known; at most 90 characters, so that a link fits after it.
# .sms-carrier: SMS when the carrier is known.
order-shipped-partial-cargo = { $item_count ->
    [0] { $site }: Ein Teil Ihrer Bestellung { $number } ist unterwegs.
    [one] { $site }: { $item_count } Artikel aus Ihrer Bestellung { $number } ist unterwegs.
   *[other] { $site }: { $item_count } Artikel aus Ihrer Bestellung { $number } sind unterwegs.
}
    .sms-carrier = { $item_count ->
        [0] { $site }: Ein Teil Ihrer Bestellung { $number } ist per { $carrier } unterwegs.
        [one] { $site }: { $item_count } Artikel aus Ihrer Bestellung { $number } ist per { $carrier } unterwegs.
       *[other] { $site }: { $item_count } Artikel aus Ihrer Bestellung { $number } sind per { $carrier } unterwegs.
    }
    .whatsapp = { $item_count ->
        [0] gute Neuigkeiten! Ein Teil Ihrer Bestellung *{ $number }* bei *{ $site }* ist auf dem Weg zu Ihnen.
        [one] gute Neuigkeiten! { $item_count } Artikel aus Ihrer Bestellung *{ $number }* bei *{ $site }* ist auf dem Weg zu Ihnen.
       *[other] gute Neuigkeiten! { $item_count } Artikel aus Ihrer Bestellung *{ $number }* bei *{ $site }* sind auf dem Weg zu Ihnen.
    }
    .whatsapp-carrier = { $item_count ->
        [0] gute Neuigkeiten! Ein Teil Ihrer Bestellung *{ $number }* bei *{ $site }* ist per *{ $carrier }* auf dem Weg zu Ihnen.
        [one] gute Neuigkeiten! { $item_count } Artikel aus Ihrer Bestellung *{ $number }* bei *{ $site }* ist per *{ $carrier }* auf dem Weg zu Ihnen.
       *[other] gute Neuigkeiten! { $item_count } Artikel aus Ihrer Bestellung *{ $number }* bei *{ $site }* sind per *{ $carrier }* auf dem Weg zu Ihnen.
    }
    .subject = Ein Teil Ihrer Bestellung { $number } ist unterwegs
    .preheader = Ihre Bestellung kommt in mehreren Paketen. Eines davon ist jetzt auf dem Weg zu Ihnen.
    .heading = Ein Teil Ihrer Bestellung ist unterwegs
    .body = Ihre Bestellung { $number } kommt in mehreren Paketen. Eines davon wurde jetzt verschickt und ist auf dem Weg zu Ihnen.
    .body-carrier = Ihre Bestellung { $number } kommt in mehreren Paketen. Eines davon wurde jetzt verschickt und ist per { $carrier } auf dem Weg zu Ihnen.

# Where the parcel can be followed: the last words of both messages above.
# SMS. The link comes last, with no full stop after it.
# .whatsapp: WhatsApp, a line of its own.
track-link = Sendung verfolgen: { $tracking_url }
    .whatsapp = Sendung verfolgen: { $tracking_url }

# The same when there is a number but no link.
track-number = Sendungsnummer: { $tracking_number }
    .whatsapp = Sendungsnummer: *{ $tracking_number }*

# The order waits in a shop or at a pick-up point.
# SMS when the place is not known, at most 160 characters.
# .sms-place: SMS when the place is known. $pickup_place may be long, so keep the rest to 115 characters.
# .whatsapp-place: WhatsApp, lines of their own under the text above.
order-ready-for-pick-up = { $site }: Ihre Bestellung { $number } ist abholbereit. Bitte bringen Sie Ihre Bestellnummer mit.
    .sms-place = { $site }: Ihre Bestellung { $number } ist abholbereit. Abholort: { $pickup_place }. Bitte bringen Sie Ihre Bestellnummer mit.
    .whatsapp = Ihre Bestellung *{ $number }* bei *{ $site }* liegt zur Abholung bereit. Bitte bringen Sie Ihre Bestellnummer mit.
    .whatsapp-place = Abholort: *{ $pickup_place }*
    .whatsapp-address = Adresse: { $pickup_address }
    .subject = Ihre Bestellung { $number } ist abholbereit
    .preheader = Ihre Bestellung wartet auf Sie.
    .heading = Ihre Bestellung liegt bereit
    .body = Ihre Bestellung { $number } liegt zur Abholung bereit. Bitte bringen Sie Ihre Bestellnummer mit.
