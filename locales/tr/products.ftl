### Müşterilerin beklediği ürünler.

# Müşterinin haber almak istediği ürün yeniden stokta.
# SMS (bağlantısız), en çok 134 karakter.
# .sms-link: Bağlantılı SMS. Ürün bağlantıları uzundur (75 karakter ve üzeri): geri kalanı, "Premium Cotton T-Shirt" ile
# birlikte en çok 58 karakter olsun. Bağlantı en sonda durur, ardından nokta gelmez.
# .whatsapp: WhatsApp, selamlamadan sonra.
# .whatsapp-link: WhatsApp, üstteki metnin altında ayrı satır.
# .subject: E-posta konusu. $product uzun olabilir, bu yüzden en sonda durur.
product-alert = { $site }: Müjde! { $product } yeniden stokta.
    .sms-link = { $site }: Müjde! { $product } yeniden stokta: { $product_url }
    .whatsapp = Müjde! *{ $product }*, *{ $site }* mağazasında yeniden stokta.
    .whatsapp-link = Göz atmak isterseniz: { $product_url }
    .subject = Yeniden stokta: { $product }
    .preheader = Haber vermemizi istemiştiniz: Beklediğiniz ürün yeniden stokta.
    .heading = Beklediğiniz ürün yeniden stokta
    .body = Haber vermemizi istemiştiniz, müjdeyi verelim: { $product } yeniden stokta.
