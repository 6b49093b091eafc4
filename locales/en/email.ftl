### The frame of every e-mail: buttons and footer.

# Buttons, 28 characters at most.
button-track = Track your parcel
button-invoice = View your invoice
button-checkout = Go to checkout
button-product = View the product

# Footer: who writes and why. One sentence.
footer-why-order = { $site } sent you this email because of your order { $number }.
footer-why-alert = { $site } sent you this email because you asked to hear when this product is back in stock.
footer-why-checkout = { $site } sent you this email because a checkout link was requested for you.

# Footer: stands before the link or address of the customer service.
footer-help = Questions? We’re happy to help:
# Footer: text of the link to the customer service page.
footer-help-link = Customer service
