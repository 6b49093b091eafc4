### The frame of every e-mail: buttons and footer.

# Buttons, 28 characters at most.
button-track = Śledź paczkę
button-invoice = Zobacz fakturę
button-checkout = Przejdź do kasy
button-product = Zobacz produkt

# Footer: who writes and why. One sentence.
footer-why-order = Otrzymujesz tę wiadomość od sklepu { $site } w związku z zamówieniem nr { $number }.
footer-why-alert = Otrzymujesz tę wiadomość od sklepu { $site } w odpowiedzi na swoją prośbę o powiadomienie, gdy ten produkt będzie znów dostępny.
footer-why-checkout = Otrzymujesz tę wiadomość od sklepu { $site }, ponieważ poproszono nas o przesłanie Ci linku do kasy.

# Footer: stands before the link or address of the customer service.
footer-help = Masz pytania? Chętnie pomożemy:
# Footer: text of the link to the customer service page.
footer-help-link = Obsługa klienta
