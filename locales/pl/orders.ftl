### From the order to the doorstep: placed, delivered, invoiced, and the link to the checkout.

# The order has gone through.
# SMS. "Dziękujemy" costs the GSM-7 alphabet, so at most 70 characters: one segment.
# .whatsapp: WhatsApp, after the greeting.
# .subject: E-mail subject, 50 characters or so.
# .preheader: E-mail: the line that the inbox shows after the subject, 90 characters or so.
# .heading: E-mail: large heading, 35 characters or so.
# .body: E-mail: text under the greeting, before the details.
order-completed = { $site }: dziękujemy za zam. { $number } na { $total }!
    .whatsapp = Dziękujemy za zakupy w sklepie *{ $site }*! Twoje zamówienie nr *{ $number }* na kwotę *{ $total }* zostało złożone.
    .subject = Dziękujemy za zamówienie nr { $number }
    .preheader = Twoje zamówienie na kwotę { $total } zostało złożone. Oto podsumowanie.
    .heading = Dziękujemy za zamówienie
    .body = Twoje zamówienie zostało złożone. Oto jego podsumowanie.

# A new order that will be paid to the courier.
# SMS, at most 70 characters for the same reason. "Pobranie" is the short name of what is paid on delivery.
pay-on-delivery = { $site }: dziękujemy za zam. { $number }! Pobranie: { $total }.
    .whatsapp = Dziękujemy za zakupy w sklepie *{ $site }*! Mamy Twoje zamówienie nr *{ $number }*. Przy odbiorze zapłacisz *{ $total }*.
    .subject = Zamówienie nr { $number }: płatność przy odbiorze
    .preheader = Teraz nic nie płacisz – kwotę { $total } uregulujesz dopiero przy odbiorze.
    .heading = Mamy Twoje zamówienie
    .body = Dziękujemy za zakupy! Przy odbiorze zamówienia zapłacisz { $total }. Prosimy o przygotowanie tej kwoty.

# The parcel has reached the customer.
# SMS in GSM-7 letters.
order-delivered = { $site }: dostarczono Twoje zam. { $number } ({ $total }). Przyjemnego rozpakowywania!
    .whatsapp = Twoje zamówienie nr *{ $number }* ze sklepu *{ $site }* zostało dostarczone. Mamy nadzieję, że zakupy sprawią Ci radość!
    .subject = Zamówienie nr { $number } zostało dostarczone
    .preheader = Twoje zakupy są już na miejscu. Mamy nadzieję, że sprawią Ci radość!
    .heading = Twoje zamówienie dotarło
    .body = Zamówienie nr { $number } zostało dostarczone. Dziękujemy za zakupy w sklepie { $site } i mamy nadzieję, że sprawią Ci radość!

# The electronic invoice can be opened.
# SMS without a link, in GSM-7 letters.
# .sms-link: SMS with a link. The link comes last, with no full stop after it.
# .whatsapp-link: WhatsApp, a line of its own under the text above.
order-e-archive-url-available = { $site }: faktura do zam. { $number } jest gotowa.
    .sms-link = { $site }: faktura do zam. { $number } jest gotowa: { $invoice_url }
    .whatsapp = Faktura do Twojego zamówienia nr *{ $number }* w sklepie *{ $site }* jest gotowa.
    .whatsapp-link = Zobacz fakturę: { $invoice_url }
    .subject = Faktura do zamówienia nr { $number }
    .preheader = Fakturę możesz już obejrzeć i zapisać.
    .heading = Twoja faktura jest gotowa
    .body = Faktura do zamówienia nr { $number } jest gotowa. Możesz ją obejrzeć online i zachować w swoich dokumentach.

# A link that takes the customer straight to the checkout. It signs them in, so it must not be passed on.
# SMS in GSM-7 letters. The link comes last, with no full stop after it.
# .whatsapp-note: WhatsApp, a line of its own under the text above.
# .note: E-mail: small print under the button.
order-checkout-url-with-token = { $site }: koszyk jest gotowy. Osobisty link do kasy, nie podawaj go nikomu: { $checkout_url }
    .whatsapp = Twój koszyk w sklepie *{ $site }* jest gotowy. Dokończ zamówienie tutaj: { $checkout_url }
    .whatsapp-note = _Ten link jest tylko dla Ciebie, więc prosimy nikomu go nie udostępniać._
    .subject = Twój koszyk w sklepie { $site } jest gotowy
    .preheader = Dzięki osobistemu linkowi przejdziesz prosto do kasy.
    .heading = Twój koszyk czeka na Ciebie
    .body = Twój koszyk w sklepie { $site } jest gotowy. Link poniżej prowadzi prosto do kasy, gdzie możesz dokończyć zamówienie.
    .note = Link jest tylko dla Ciebie, więc prosimy nie przekazywać dalej tej wiadomości.
