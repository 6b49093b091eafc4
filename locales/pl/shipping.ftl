### On the way: whole orders, part of an order, pick-up in a shop.
### $carrier is always the subject ("Dostarczy je …", "Dostarcza …"): there a name and "firma kurierska" both read well.

# A whole order has been handed to the carrier. A sentence about tracking (track-link or track-number) may follow.
# SMS in GSM-7 letters when the carrier is not known; at most 70 characters, so that a link fits after it.
# .sms-carrier: SMS when the carrier is known.
order-shipped-cargo = { $site }: zam. { $number } jest w drodze do Ciebie!
    .sms-carrier = { $site }: zam. { $number } jest w drodze! Dostarcza { $carrier }.
    .whatsapp = Dobra wiadomość! Twoje zamówienie nr *{ $number }* ze sklepu *{ $site }* jest w drodze.
    .whatsapp-carrier = Dobra wiadomość! Twoje zamówienie nr *{ $number }* ze sklepu *{ $site }* jest w drodze. Dostarczy je *{ $carrier }*.
    .subject = Zamówienie nr { $number } jest w drodze
    .preheader = Paczka już wyruszyła i jedzie do Ciebie.
    .heading = Twoje zamówienie jest w drodze
    .body = Dobra wiadomość! Zamówienie nr { $number } zostało wysłane i jest w drodze do Ciebie.
    .body-carrier = Dobra wiadomość! Zamówienie nr { $number } zostało wysłane i jest w drodze do Ciebie. Dostarczy je { $carrier }.

# One parcel of an order that comes in several. $item_count items are in this parcel (0: not known).
# SMS when the carrier is not known; at most 70 characters, so that a link fits after it.
# Neither "są" nor "produktów" is in GSM-7: hence no verb, and "rzeczy".
# .sms-carrier: SMS when the carrier is known.
order-shipped-partial-cargo = { $item_count ->
    [0] { $site }: jedna z paczek z zam. { $number } jest w drodze.
    [one] { $site }: { $item_count } rzecz z zam. { $number } w drodze do Ciebie.
    [few] { $site }: { $item_count } rzeczy z zam. { $number } w drodze do Ciebie.
    [many] { $site }: { $item_count } rzeczy z zam. { $number } w drodze do Ciebie.
   *[other] { $site }: { $item_count } rzeczy z zam. { $number } w drodze do Ciebie.
}
    .sms-carrier = { $item_count ->
        [0] { $site }: 1 paczka z zam. { $number } w drodze. Dostarcza { $carrier }.
        [one] { $site }: { $item_count } rzecz z zam. { $number } w drodze. Dostarcza { $carrier }.
        [few] { $site }: { $item_count } rzeczy z zam. { $number } w drodze. Dostarcza { $carrier }.
        [many] { $site }: { $item_count } rzeczy z zam. { $number } w drodze. Dostarcza { $carrier }.
       *[other] { $site }: { $item_count } rzeczy z zam. { $number } w drodze. Dostarcza { $carrier }.
    }
    .whatsapp = { $item_count ->
        [0] Dobra wiadomość! Część Twojego zamówienia nr *{ $number }* ze sklepu *{ $site }* jest w drodze.
        [one] Dobra wiadomość! { $item_count } produkt z Twojego zamówienia nr *{ $number }* w sklepie *{ $site }* jest w drodze.
        [few] Dobra wiadomość! { $item_count } produkty z Twojego zamówienia nr *{ $number }* w sklepie *{ $site }* są w drodze.
        [many] Dobra wiadomość! { $item_count } produktów z Twojego zamówienia nr *{ $number }* w sklepie *{ $site }* jest w drodze.
       *[other] Dobra wiadomość! { $item_count } produktu z Twojego zamówienia nr *{ $number }* w sklepie *{ $site }* jest w drodze.
    }
    .whatsapp-carrier = { $item_count ->
        [0] Dobra wiadomość! Część Twojego zamówienia nr *{ $number }* ze sklepu *{ $site }* jest w drodze. Dostarczy ją *{ $carrier }*.
        [one] Dobra wiadomość! { $item_count } produkt z Twojego zamówienia nr *{ $number }* w sklepie *{ $site }* jest w drodze. Dostarczy go *{ $carrier }*.
        [few] Dobra wiadomość! { $item_count } produkty z Twojego zamówienia nr *{ $number }* w sklepie *{ $site }* są w drodze. Dostarczy je *{ $carrier }*.
        [many] Dobra wiadomość! { $item_count } produktów z Twojego zamówienia nr *{ $number }* w sklepie *{ $site }* jest w drodze. Dostarczy je *{ $carrier }*.
       *[other] Dobra wiadomość! { $item_count } produktu z Twojego zamówienia nr *{ $number }* w sklepie *{ $site }* jest w drodze. Dostarczy go *{ $carrier }*.
    }
    .subject = Część zamówienia nr { $number } jest w drodze
    .preheader = Twoje zamówienie przyjedzie w osobnych paczkach. Ta jest już w drodze do Ciebie.
    .heading = Część zamówienia jest w drodze
    .body = Zamówienie nr { $number } wysyłamy w osobnych paczkach. Ta została już nadana i jest w drodze do Ciebie.
    .body-carrier = Zamówienie nr { $number } wysyłamy w osobnych paczkach. Ta została już nadana i jest w drodze do Ciebie. Dostarczy ją { $carrier }.

# Where the parcel can be followed: the last words of both messages above.
# SMS. The link comes last, with no full stop after it. ("Śledź" is not in GSM-7.)
# .whatsapp: WhatsApp, a line of its own.
track-link = Status paczki: { $tracking_url }
    .whatsapp = Śledź paczkę: { $tracking_url }

# The same when there is a number but no link.
track-number = Numer paczki: { $tracking_number }
    .whatsapp = Numer przesyłki: *{ $tracking_number }*

# The order waits in a shop or at a pick-up point.
# SMS when the place is not known, in GSM-7 letters.
# .sms-place: SMS when the place is known. $pickup_place may be long, so keep the rest to 110 characters. "W punkcie" carries the case, so that the name stays in the nominative.
# .whatsapp-place: WhatsApp, lines of their own under the text above.
order-ready-for-pick-up = { $site }: Twoje zam. { $number } jest gotowe do odbioru. Na miejscu prosimy o numer zam.
    .sms-place = { $site }: Twoje zam. { $number } jest gotowe do odbioru w punkcie { $pickup_place }. Na miejscu prosimy o numer zam.
    .whatsapp = Twoje zamówienie nr *{ $number }* ze sklepu *{ $site }* jest gotowe do odbioru. Przed odbiorem prosimy przygotować numer zamówienia.
    .whatsapp-place = Miejsce odbioru: *{ $pickup_place }*
    .whatsapp-address = Adres: { $pickup_address }
    .subject = Zamówienie nr { $number } jest gotowe do odbioru
    .preheader = Twoje zamówienie już na Ciebie czeka.
    .heading = Gotowe i czeka na Ciebie
    .body = Zamówienie nr { $number } jest gotowe do odbioru. Przed odbiorem prosimy przygotować numer zamówienia.
