### Words that many messages share: the greeting, the labels of details, the lists of items.
###
### Polish customers are addressed as "Ty", as the big shops do, with polite capitals (Ty, Ci, Twój). No verb may show the
### receiver's gender: "dziękujemy za zamówienie", not "zamówiłeś/zamówiłaś".
### Names cannot be inflected, so a noun carries the case: "w sklepie { $site }", "produkt { $item }", "zamówienie nr { $number }".
###
### In an SMS one letter outside GSM-7 (ą ć ę ł ń ó ś ź ż) shrinks the segment from 160 characters to 70. So most SMS here use only
### words that have none, never words with their marks left out: "zam." for "zamówienie", "rzeczy" for "produktów", "ponownie" for "znów".
### Keep every SMS to 134 characters all the same: a shop or product with such a letter in its name makes it long again.
### Plain quotes and hyphens only. Texts for WhatsApp and e-mail use „ ” and –. WhatsApp shows *bold* and _italic_.
###
### Plural: one 1; few 2-4, 22-24; many 0, 5-21, 25; other only for fractions (1,5 produktu).

# First line of every WhatsApp message and e-mail. It ends a sentence: what follows starts with a capital.
greeting = { $has_name ->
    [yes] Cześć, { $name }!
   *[no] Dzień dobry!
}

# Last line of a WhatsApp message that would otherwise end with a link or a name: WhatsApp takes no text that ends with a value.
closing = _Ta wiadomość została wysłana automatycznie._

## Lists of items

# WhatsApp, a line of its own. $item is the first item's name, $other_count says how many more there are.
items-in-order = { $other_count ->
    [0] W zamówieniu: { $item }
    [one] W zamówieniu: { $item } i jeszcze { $other_count } produkt
    [few] W zamówieniu: { $item } i jeszcze { $other_count } produkty
    [many] W zamówieniu: { $item } i jeszcze { $other_count } produktów
   *[other] W zamówieniu: { $item } i jeszcze { $other_count } produktu
}

# WhatsApp, a line of its own, when a parcel holds part of an order.
items-in-parcel = { $other_count ->
    [0] W tej paczce: { $item }
    [one] W tej paczce: { $item } i jeszcze { $other_count } produkt
    [few] W tej paczce: { $item } i jeszcze { $other_count } produkty
    [many] W tej paczce: { $item } i jeszcze { $other_count } produktów
   *[other] W tej paczce: { $item } i jeszcze { $other_count } produktu
}

# E-mail: small headings above the list of items, 30 characters at most.
items-title = Zamówione produkty
items-title-parcel = W tej paczce
items-title-cancelled = Anulowane produkty
items-title-returned = Zwrócone produkty

# E-mail: last line under a list that shows only the first items. $count is how many are left out.
items-more = { $count ->
    [one] i jeszcze { $count } produkt
    [few] i jeszcze { $count } produkty
    [many] i jeszcze { $count } produktów
   *[other] i jeszcze { $count } produktu
}

## Labels in the table of details (e-mail). The value stands beside it: 24 characters at most, no colon.

label-order-number = Numer zamówienia
label-order-date = Data zamówienia
label-status = Status zamówienia
label-payment = Płatność
# The order's price before the discount, shipping included.
label-subtotal = Przed rabatem
label-discount = Rabat
label-total = Razem
# Stands under the total: the part of it that is shipping.
label-shipping = W tym dostawa
# The amount that the courier collects.
label-due-on-delivery = Do zapłaty przy odbiorze
label-refund = Kwota zwrotu
label-carrier = Przewoźnik
label-tracking-number = Numer przesyłki
label-delivery-date = Przewidywana dostawa
label-invoice-number = Numer faktury
# A shop or a parcel point.
label-pickup-place = Miejsce odbioru
label-pickup-address = Adres
label-return-code = Kod zwrotu
