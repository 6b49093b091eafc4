### From the order to the doorstep: placed, delivered, invoiced, and the link to the checkout.

# The order has gone through ("تم تسجيل": "اكتمل" would say that it has been delivered too).
# SMS, at most 70 characters with "1,250.000 د.ك.". .whatsapp: after the greeting. .subject: 50 characters or so.
# .preheader: the line that the inbox shows after the subject, 90 or so. .heading: 35 or so.
# .body: under the greeting, before the details.
order-completed = شكرا! تم تسجيل طلبك { $number } ({ $total }) من { $site }.
    .whatsapp = شكراً لتسوقك من *{ $site }*! تم تسجيل طلبك *{ $number }* بقيمة *{ $total }* بنجاح.
    .subject = شكراً لك على طلبك { $number }
    .preheader = تم تسجيل طلبك بقيمة { $total } بنجاح. إليك ملخصه.
    .heading = شكراً لك على طلبك
    .body = تم تسجيل طلبك بنجاح. إليك جميع تفاصيله.

# A new order that will be paid to the courier.
# SMS, at most 134 characters.
pay-on-delivery = شكرا لطلبك { $number } من { $site }! الدفع عند الاستلام: { $total }
    .whatsapp = شكراً لتسوقك من *{ $site }*! وصلنا طلبك *{ $number }*. تُدفع قيمته وقدرها *{ $total }* عند الاستلام.
    .subject = طلبك { $number }: الدفع عند الاستلام
    .preheader = لا حاجة إلى الدفع الآن: المطلوب { $total } عند الاستلام.
    .heading = وصلنا طلبك
    .body = شكراً لتسوقك معنا. تُدفع قيمة الطلب وقدرها { $total } عند استلامه، لذا يرجى تجهيز المبلغ مسبقاً.

# The parcel has reached the customer.
# SMS, at most 70 characters with "1,250.000 د.ك.": that is why it ends in thanks only.
order-delivered = تم توصيل طلبك { $number } ({ $total }) من { $site }. شكرا!
    .whatsapp = تم توصيل طلبك *{ $number }* من *{ $site }*. نتمنى أن ينال إعجابك!
    .subject = تم توصيل طلبك { $number }
    .preheader = وصل طلبك، ونتمنى أن ينال إعجابك.
    .heading = وصل طلبك
    .body = تم توصيل طلبك { $number }. شكراً لاختيارك { $site }، ونتمنى أن تنال مشترياتك إعجابك!

# The electronic invoice can be opened.
# SMS without a link, at most 134 characters.
# .sms-link: SMS with a link. The link comes last, with no full stop after it.
# .whatsapp-link: WhatsApp, lines of their own under the text above.
order-e-archive-url-available = فاتورة طلبك { $number } من { $site } جاهزة.
    .sms-link = فاتورة طلبك { $number } من { $site } جاهزة: { $invoice_url }
    .whatsapp = فاتورة طلبك *{ $number }* من *{ $site }* جاهزة.
    .whatsapp-link =
        لعرض الفاتورة:
        { $invoice_url }
    .subject = فاتورة طلبك { $number }
    .preheader = فاتورتك جاهزة، ويمكنك عرضها وحفظها.
    .heading = فاتورتك جاهزة
    .body = فاتورة طلبك { $number } جاهزة. يمكنك عرضها عبر الإنترنت وحفظها للرجوع إليها لاحقاً.

# A link that takes the customer straight to the checkout. It signs them in, so it must not be passed on.
# SMS, at most 134 characters. The link comes last, with no full stop after it.
# .whatsapp-note: WhatsApp, a line of its own under the text above.
# .note: E-mail: small print under the button.
order-checkout-url-with-token = سلتك في { $site } جاهزة. هذا رابطك الخاص لإتمام الطلب، ويرجى عدم مشاركته: { $checkout_url }
    .whatsapp =
        سلتك في *{ $site }* جاهزة. لإتمام طلبك:
        { $checkout_url }
    .whatsapp-note = _هذا الرابط خاص بك، لذا يرجى عدم مشاركته._
    .subject = سلتك في { $site } جاهزة
    .preheader = ينقلك رابطك الخاص مباشرة إلى صفحة الدفع.
    .heading = سلتك جاهزة وبانتظارك
    .body = سلتك في { $site } جاهزة. ينقلك الرابط أدناه مباشرة إلى صفحة الدفع لإتمام طلبك.
    .note = هذا الرابط خاص بك، لذا يرجى عدم إعادة توجيه هذه الرسالة.
