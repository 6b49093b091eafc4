### Siparişten kapıya: verilen sipariş, teslimat, fatura ve ödeme bağlantısı.

# Sipariş verildi. "Tamamlandı" demeyin: teslim edildiği sanılır.
# SMS, en çok 134 karakter. Örnek: "Example: Teşekkürler! 1.250,00 TL tutarındaki ORD-2024-00001 numaralı siparişiniz alındı."
# .whatsapp: WhatsApp, selamlamadan sonra.
# .subject: E-posta konusu, 50 karakter kadar.
# .preheader: E-posta: gelen kutusunda konudan sonra görünen satır, 90 karakter kadar.
# .heading: E-posta: büyük başlık, 35 karakter kadar.
# .body: E-posta: selamlamanın altında, ayrıntılardan önce.
order-completed = { $site }: Teşekkürler! { $total } tutarındaki { $number } numaralı siparişiniz alındı.
    .whatsapp = *{ $site }* alışverişiniz için teşekkür ederiz! *{ $total }* tutarındaki *{ $number }* numaralı siparişiniz alındı.
    .subject = { $number } numaralı siparişiniz için teşekkürler
    .preheader = { $total } tutarındaki siparişiniz alındı. İşte siparişinizin özeti.
    .heading = Siparişiniz için teşekkürler
    .body = Siparişiniz alındı. Tüm ayrıntıları aşağıda bulabilirsiniz.

# Kapıda ödenecek yeni sipariş.
# SMS, en çok 134 karakter.
pay-on-delivery = { $site }: { $number } numaralı siparişiniz için teşekkürler! Kapıda ödenecek tutar: { $total }.
    .whatsapp = *{ $site }* alışverişiniz için teşekkür ederiz! *{ $number }* numaralı siparişinizi aldık. Kapıda ödenecek tutar: *{ $total }*
    .subject = Kapıda ödemeli siparişiniz: { $number }
    .preheader = Şimdi ödeme yapmanıza gerek yok: { $total } kapıda ödenecek.
    .heading = Siparişinizi aldık
    .body = Alışverişiniz için teşekkür ederiz. Kapıda ödeyeceğiniz tutar { $total }. Siparişiniz teslim edilirken lütfen bu tutarı hazır bulundurun.

# Paket müşteriye ulaştı.
# SMS: ç, ğ, ı, ş, İ geçmediği için 160 karaktere kadar tek SMS sayılır; bu harfleri kullanmayın.
order-delivered = { $site }: Paketiniz teslim edildi ({ $number }, { $total }). Keyifli günler dileriz!
    .whatsapp = *{ $number }* numaralı *{ $site }* siparişiniz teslim edildi. Umarız çok beğenirsiniz!
    .subject = Siparişiniz teslim edildi: { $number }
    .preheader = Siparişiniz size ulaştı, umarız çok beğenirsiniz.
    .heading = Siparişiniz size ulaştı
    .body = { $number } numaralı siparişiniz teslim edildi. { $site } mağazasını tercih ettiğiniz için teşekkür ederiz, umarız siparişinizi çok beğenirsiniz!

# Elektronik fatura görüntülenebilir.
# SMS (bağlantısız): örnek değerlerle tek SMS.
# .sms-link: Bağlantılı SMS, en çok 134 karakter. Bağlantı en sonda durur, ardından nokta gelmez.
# .whatsapp-link: WhatsApp, üstteki metnin altında ayrı satır.
order-e-archive-url-available = { $site }: { $number } numaralı siparişinizin faturası hazır.
    .sms-link = { $site }: { $number } numaralı siparişinizin faturası hazır: { $invoice_url }
    .whatsapp = *{ $number }* numaralı *{ $site }* siparişinizin faturası hazır.
    .whatsapp-link = Faturanızı görüntüleyin: { $invoice_url }
    .subject = Siparişinizin faturası: { $number }
    .preheader = Faturanız hazır, görüntüleyip saklayabilirsiniz.
    .heading = Faturanız hazır
    .body = { $number } numaralı siparişinizin faturası hazır. Faturanızı görüntüleyebilir, dilerseniz kaydedip saklayabilirsiniz.

# Müşteriyi doğrudan ödeme sayfasına götüren bağlantı. Oturumu da açtığı için başkasıyla paylaşılmamalı.
# SMS, en çok 134 karakter. Bağlantı en sonda durur, ardından nokta gelmez.
# .whatsapp-note: WhatsApp, üstteki metnin altında ayrı satır.
# .note: E-posta: düğmenin altındaki küçük yazı.
order-checkout-url-with-token = { $site }: Sepetiniz hazır. Size özel ödeme bağlantınız (lütfen paylaşmayın): { $checkout_url }
    .whatsapp = *{ $site }* sepetiniz hazır. Siparişinizi buradan tamamlayabilirsiniz: { $checkout_url }
    .whatsapp-note = _Bu bağlantı size özeldir, lütfen kimseyle paylaşmayın._
    .subject = { $site } sepetiniz hazır
    .preheader = Size özel bağlantı sizi doğrudan ödeme sayfasına götürür.
    .heading = Siz hazırsanız sepetiniz de hazır
    .body = { $site } sepetiniz hazır. Aşağıdaki bağlantı sizi doğrudan ödeme sayfasına götürür, siparişinizi orada tamamlayabilirsiniz.
    .note = Bu bağlantı size özeldir, lütfen bu e-postayı kimseye iletmeyin.
