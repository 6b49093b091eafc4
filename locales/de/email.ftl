### The frame of every e-mail: buttons and footer.

# Buttons, 28 characters at most.
button-track = Sendung verfolgen
button-invoice = Rechnung ansehen
button-checkout = Zur Kasse
button-product = Artikel ansehen

# Footer: who writes and why. One sentence.
footer-why-order = Sie erhalten diese E-Mail von { $site } zu Ihrer Bestellung { $number }.
footer-why-alert = Sie erhalten diese E-Mail von { $site }, weil Sie erfahren wollten, wann dieser Artikel wieder verfügbar ist.
footer-why-checkout = Sie erhalten diese E-Mail von { $site }, weil für Sie ein Link zur Kasse angefordert wurde.

# Footer: stands before the link or address of the customer service.
footer-help = Haben Sie Fragen? Wir helfen Ihnen gern:
# Footer: text of the link to the customer service page.
footer-help-link = Kundenservice
