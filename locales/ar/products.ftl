### Products that customers wait for.

# A product that the customer asked about is in stock again. The gender of its name is not known: "المنتج" stands before it,
# or no word has to agree with it.
# SMS without a link, at most 134 characters.
# .sms-link: SMS with a link. Product links are long (75 characters or more): keep the rest to 55 with "Premium Cotton T-Shirt".
# The link comes last, with no full stop after it.
# .whatsapp: WhatsApp, after the greeting.
# .whatsapp-link: WhatsApp, lines of their own under the text above.
# .subject: E-mail subject. $product may be long, so it comes last.
product-alert = خبر سار! المنتج { $product } متوفر من جديد في { $site }.
    .sms-link = خبر سار! { $product } في { $site } مجددا: { $product_url }
    .whatsapp = خبر سار! المنتج *{ $product }* متوفر من جديد في *{ $site }*.
    .whatsapp-link =
        لمشاهدة المنتج:
        { $product_url }
    .subject = متوفر من جديد: { $product }
    .preheader = كما طلبت منا، نخبرك بأن المنتج متوفر من جديد.
    .heading = المنتج متوفر من جديد
    .body = طلبت منا إخبارك، وإليك الخبر السار: المنتج «{ $product }» متوفر من جديد.
