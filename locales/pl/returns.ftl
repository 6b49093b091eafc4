### Cancelled before shipping, returned after delivery, money back.
### "Zwrot" is both the return of the goods and the refund: where both appear, say "zwrot pieniędzy" or "zwrot kwoty" for the money.

# A whole order has been cancelled before it was shipped. A sentence about the money and a return code may follow.
# SMS in GSM-7 letters, at most 70 characters, so that both fit after it.
# .subject: E-mail subject, preheader and heading also serve when only some items are cancelled: do not say "anulowanie zamówienia".
order-cancellation = { $site }: anulowano Twoje zam. { $number }.
    .whatsapp = Twoje zamówienie nr *{ $number }* w sklepie *{ $site }* zostało anulowane.
    .subject = Potwierdzamy anulowanie: zamówienie nr { $number }
    .preheader = Anulowanie zostało zrealizowane. Oto szczegóły.
    .heading = Anulowanie zrealizowane
    .body = Twoje zamówienie nr { $number } zostało anulowane i nie zostanie wysłane.

# Only some items of an order have been cancelled. $item is the first one's name, $other_count says how many more there are.
# SMS in GSM-7 letters, at most 85 characters with "Premium Cotton T-Shirt" as the item. The colon keeps the name in the nominative.
# .body: E-mail: the items are listed below this text.
order-cancellation-items = { $other_count ->
    [0] { $site }: z zam. { $number } anulowano: { $item }.
    [one] { $site }: z zam. { $number } anulowano: { $item } i { $other_count } inna rzecz.
    [few] { $site }: z zam. { $number } anulowano: { $item } i { $other_count } inne.
    [many] { $site }: z zam. { $number } anulowano: { $item } i { $other_count } innych.
   *[other] { $site }: z zam. { $number } anulowano: { $item } i { $other_count } innej rzeczy.
}
    .whatsapp = { $other_count ->
        [0] Anulowaliśmy produkt *{ $item }* z Twojego zamówienia nr *{ $number }* w sklepie *{ $site }*.
        [one] Anulowaliśmy produkt *{ $item }* i { $other_count } inny z Twojego zamówienia nr *{ $number }* w sklepie *{ $site }*.
        [few] Anulowaliśmy produkt *{ $item }* i { $other_count } inne z Twojego zamówienia nr *{ $number }* w sklepie *{ $site }*.
        [many] Anulowaliśmy produkt *{ $item }* i { $other_count } innych z Twojego zamówienia nr *{ $number }* w sklepie *{ $site }*.
       *[other] Anulowaliśmy produkt *{ $item }* i { $other_count } innego z Twojego zamówienia nr *{ $number }* w sklepie *{ $site }*.
    }
    .body = { $item_count ->
        [one] Jeden produkt z Twojego zamówienia nr { $number } został anulowany i nie zostanie wysłany.
        [few] Niektóre produkty z Twojego zamówienia nr { $number } zostały anulowane i nie zostaną wysłane.
        [many] Niektóre produkty z Twojego zamówienia nr { $number } zostały anulowane i nie zostaną wysłane.
       *[other] Niektóre produkty z Twojego zamówienia nr { $number } zostały anulowane i nie zostaną wysłane.
    }

# A whole order has come back after delivery and the return has been accepted.
# SMS in GSM-7 letters, at most 70 characters, so that the money and the return code fit after it.
# .subject: E-mail subject, preheader and heading also serve when only some items are returned.
order-return = { $site }: akceptujemy zwrot zam. { $number }.
    .whatsapp = Zaakceptowaliśmy zwrot Twojego zamówienia nr *{ $number }* ze sklepu *{ $site }*.
    .subject = Twój zwrot z zamówienia nr { $number }
    .preheader = Zaakceptowaliśmy Twój zwrot. Oto szczegóły.
    .heading = Twój zwrot został zaakceptowany
    .body = Zaakceptowaliśmy zwrot Twojego zamówienia nr { $number }. Dziękujemy za cierpliwość.

# Only some items have come back.
# SMS in GSM-7 letters, at most 92 characters with "Premium Cotton T-Shirt" as the item. The colon keeps the name in the nominative.
# .body: E-mail: the items are listed below this text.
order-return-items = { $other_count ->
    [0] { $site }: akceptujemy zwrot z zam. { $number }: { $item }.
    [one] { $site }: akceptujemy zwrot z zam. { $number }: { $item } i { $other_count } inna rzecz.
    [few] { $site }: akceptujemy zwrot z zam. { $number }: { $item } i { $other_count } inne.
    [many] { $site }: akceptujemy zwrot z zam. { $number }: { $item } i { $other_count } innych.
   *[other] { $site }: akceptujemy zwrot z zam. { $number }: { $item } i { $other_count } innej rzeczy.
}
    .whatsapp = { $other_count ->
        [0] Zaakceptowaliśmy zwrot produktu *{ $item }* z zamówienia nr *{ $number }* w sklepie *{ $site }*.
        [one] Zaakceptowaliśmy zwrot produktu *{ $item }* i { $other_count } innego z zamówienia nr *{ $number }* w sklepie *{ $site }*.
        [few] Zaakceptowaliśmy zwrot produktu *{ $item }* i { $other_count } innych z zamówienia nr *{ $number }* w sklepie *{ $site }*.
        [many] Zaakceptowaliśmy zwrot produktu *{ $item }* i { $other_count } innych z zamówienia nr *{ $number }* w sklepie *{ $site }*.
       *[other] Zaakceptowaliśmy zwrot produktu *{ $item }* i { $other_count } innego z zamówienia nr *{ $number }* w sklepie *{ $site }*.
    }
    .body = { $item_count ->
        [one] Zaakceptowaliśmy zwrot jednego produktu z Twojego zamówienia nr { $number }. Dziękujemy za cierpliwość.
        [few] Zaakceptowaliśmy zwrot niektórych produktów z Twojego zamówienia nr { $number }. Dziękujemy za cierpliwość.
        [many] Zaakceptowaliśmy zwrot niektórych produktów z Twojego zamówienia nr { $number }. Dziękujemy za cierpliwość.
       *[other] Zaakceptowaliśmy zwrot niektórych produktów z Twojego zamówienia nr { $number }. Dziękujemy za cierpliwość.
    }

# What happens to the money: one of these three follows the texts above.
# The amount is known. It is everything refunded for this order so far. SMS, at most 25 characters.
refund-amount = Suma zwrotu: { $refund }.
    .whatsapp = Łączna kwota zwrotu: *{ $refund }*
    .body = Łączna kwota zwrotu za to zamówienie wynosi { $refund }.

# A cancellation, and the event tells no amount: it may not have been paid yet. SMS, at most 25 characters.
refund-if-paid = Pobrane kwoty zwracamy.
    .whatsapp = Jeśli zamówienie zostało już opłacone, zwrócimy Ci należną kwotę.
    .body = Jeśli zamówienie zostało już opłacone, zwrócimy Ci należną kwotę.

# A return, and the event tells no amount. SMS, at most 25 characters.
refund-in-progress = Zwrot kwoty jest w toku.
    .whatsapp = Zwrot pieniędzy jest w toku.
    .body = Zwrot pieniędzy jest w toku.

# The code that belongs to the return or cancellation: the last words of an SMS. At most 30 characters.
# .whatsapp: WhatsApp, a line of its own.
return-code = Kod zwrotu: { $return_code }
    .whatsapp = Kod zwrotu: *{ $return_code }*

# The refund has been processed.
# SMS when the amount is not known, in GSM-7 letters.
# .sms-amount: SMS when the amount is known.
# .note: WhatsApp and e-mail, a sentence of its own under the text. Promise no number of days.
order-refund-result = { $site }: zrealizowano zwrot kwoty za zam. { $number }.
    .sms-amount = { $site }: zrealizowano zwrot { $refund } za zam. { $number }.
    .whatsapp = Zrealizowaliśmy zwrot pieniędzy za zamówienie nr *{ $number }* w sklepie *{ $site }*.
    .whatsapp-amount = Zrealizowaliśmy zwrot kwoty *{ $refund }* za zamówienie nr *{ $number }* w sklepie *{ $site }*.
    .note = To, kiedy pieniądze do Ciebie wrócą, zależy od Twojego banku i sposobu płatności.
    .subject = Zwrot pieniędzy za zamówienie nr { $number }
    .preheader = Zwrot pieniędzy został zrealizowany.
    .preheader-amount = Zwrot kwoty { $refund } został zrealizowany.
    .heading = Zwrot pieniędzy zrealizowany
    .body = Zrealizowaliśmy zwrot pieniędzy za Twoje zamówienie nr { $number }.
    .body-amount = Zrealizowaliśmy zwrot kwoty { $refund } za Twoje zamówienie nr { $number }.
