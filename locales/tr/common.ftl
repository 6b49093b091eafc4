### Pek çok mesajın ortak sözleri: selamlama, etiketler, ürün listeleri, para birimi.
###
### Bir olayın mesajında "=" işaretinden sonraki metin SMS ile gider. SMS metni, gerçek bir sipariş numarası, tutar ve
### bağlantıyla sayıldığında en çok 134 karakter olmalı (Türkçe harflerle iki SMS); 70 karaktere sığan tek SMS sayılır.
### SMS içinde yalnızca düz tırnak ve kısa çizgi kullanın. WhatsApp'ta *kalın* ve _italik_ yazılabilir.
###
### Değişkenlere ek getirmeyin ("{ $site }'dan" olmaz, hangi ekin uyacağı bilinmez). Eki kendi sözcüğünüz alsın:
### "{ $number } numaralı siparişiniz", "{ $site } mağazasını", "{ $carrier } ile".
### Sayıdan sonra ad tekil kalır; bu yüzden [one] ile *[other] çoğu yerde aynıdır.
### $has_name "yes" ya da "no" olur, $gender "male", "female" ya da "other".

# Her WhatsApp mesajının ve e-postanın ilk satırı. Alıcıların yarısının adı bilinmez: ikinci biçim tek başına da iyi okunmalı.
greeting = { $has_name ->
    [yes] Merhaba { $name },
   *[no] Merhaba,
}

# Bağlantıyla ya da bir adla bitecek WhatsApp mesajının son satırı: WhatsApp, değerle biten metni kabul etmez.
closing = _Bu mesaj otomatik olarak gönderilmiştir._

## Para birimi

# Türk lirası SMS'te "1.250,00 TL" diye yazılır: ₺ işareti bazı telefonlarda çıkmaz ve SMS'i pahalılaştırabilir.
# WhatsApp'ta ve e-postada "₺1.250,00" kalır; onları da değiştirmek isterseniz .whatsapp ya da .email ekleyin.
money-try =
    .sms = { $number } TL

## Ürün listeleri

# WhatsApp, ayrı satır. $item ilk ürünün adı, $other_count geri kalanların sayısıdır.
items-in-order = { $other_count ->
    [0] Siparişiniz: { $item }
    [one] Siparişiniz: { $item } ve { $other_count } ürün daha
   *[other] Siparişiniz: { $item } ve { $other_count } ürün daha
}

# WhatsApp, ayrı satır: pakette siparişin yalnızca bir kısmı varsa.
items-in-parcel = { $other_count ->
    [0] Bu pakette: { $item }
    [one] Bu pakette: { $item } ve { $other_count } ürün daha
   *[other] Bu pakette: { $item } ve { $other_count } ürün daha
}

# E-posta: ürün listesinin üstündeki küçük başlıklar, en çok 30 karakter.
items-title = Ürünleriniz
items-title-parcel = Bu paketteki ürünler
items-title-cancelled = İptal edilen ürünler
items-title-returned = İade edilen ürünler

# E-posta: yalnızca ilk ürünleri gösteren listenin son satırı. $count, listede görünmeyenlerin sayısıdır.
items-more = { $count ->
    [one] ve { $count } ürün daha
   *[other] ve { $count } ürün daha
}

## Ayrıntı tablosunun etiketleri (e-posta). Değer yanında durur: en çok 24 karakter, iki nokta üst üste yok.

label-order-number = Sipariş numarası
label-order-date = Sipariş tarihi
label-status = Durum
label-payment = Ödeme yöntemi
# İndirimden önceki fiyat, kargo dahil.
label-subtotal = İndirim öncesi tutar
label-discount = İndirim
label-total = Toplam
# Toplamın altında durur: toplamın kargo olan kısmı.
label-shipping = Kargo ücreti (dahil)
# Kuryenin tahsil edeceği tutar.
label-due-on-delivery = Kapıda ödenecek tutar
label-refund = İade tutarı
label-carrier = Kargo firması
label-tracking-number = Kargo takip numarası
label-delivery-date = Tahmini teslim tarihi
label-invoice-number = Fatura numarası
label-pickup-place = Teslim noktası
label-pickup-address = Adres
label-return-code = İade kodu
