### The frame of every e-mail: buttons and footer.

# Buttons, 28 characters at most.
button-track = تتبع الشحنة
button-invoice = عرض الفاتورة
button-checkout = إتمام الطلب
button-product = عرض المنتج

# Footer: who writes and why. One sentence.
footer-why-order = وصلتك هذه الرسالة من { $site } بخصوص طلبك { $number }.
footer-why-alert = وصلتك هذه الرسالة من { $site } لأنك طلبت أن نخبرك عند توفر هذا المنتج من جديد.
footer-why-checkout = وصلتك هذه الرسالة من { $site } بناءً على طلب رابط لك لإتمام الشراء.

# Footer: stands before the link or address of the customer service.
footer-help = لديك استفسار؟ تسعدنا مساعدتك:
# Footer: text of the link to the customer service page.
footer-help-link = خدمة العملاء
