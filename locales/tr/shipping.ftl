### Yolda: siparişin tamamı, bir kısmı ve mağazadan teslim.

# Siparişin tamamı kargoya verildi. Ardından takip bilgisi (track-link ya da track-number) gelebilir.
# SMS, kargo firması belli değilse; en çok 85 karakter: bağlantı ardına sığmalı.
# .sms-carrier: SMS, kargo firması belliyse. $carrier bir addır ya da "kargo ortağımız" (carriers.ftl).
order-shipped-cargo = { $site }: Müjde! Siparişiniz ({ $number }) yola çıktı.
    .sms-carrier = { $site }: Müjde! Siparişiniz ({ $number }) { $carrier } ile yola çıktı.
    .whatsapp = Güzel haber! *{ $number }* numaralı *{ $site }* siparişiniz yola çıktı.
    .whatsapp-carrier = Güzel haber! *{ $number }* numaralı *{ $site }* siparişiniz *{ $carrier }* ile yola çıktı.
    .subject = Siparişiniz yola çıktı: { $number }
    .preheader = Paketiniz yola çıktı, size geliyor.
    .heading = Siparişiniz yola çıktı
    .body = Güzel haber! { $number } numaralı siparişiniz kargoya verildi, size doğru yola çıktı.
    .body-carrier = Güzel haber! { $number } numaralı siparişiniz kargoya verildi, { $carrier } ile size doğru yola çıktı.

# Birkaç pakette gelen bir siparişin bir paketi. $item_count bu paketteki ürün sayısıdır (0: bilinmiyor).
# SMS, kargo firması belli değilse; en çok 85 karakter: bağlantı ardına sığmalı.
# .sms-carrier: SMS, kargo firması belliyse.
order-shipped-partial-cargo = { $item_count ->
    [0] { $site }: Siparişinizin bir kısmı ({ $number }) yola çıktı.
    [one] { $site }: Siparişinizden { $item_count } ürün ({ $number }) yola çıktı.
   *[other] { $site }: Siparişinizden { $item_count } ürün ({ $number }) yola çıktı.
}
    .sms-carrier = { $item_count ->
        [0] { $site }: Siparişinizin bir kısmı ({ $number }) { $carrier } ile yola çıktı.
        [one] { $site }: Siparişinizden { $item_count } ürün ({ $number }) { $carrier } ile yola çıktı.
       *[other] { $site }: Siparişinizden { $item_count } ürün ({ $number }) { $carrier } ile yola çıktı.
    }
    .whatsapp = { $item_count ->
        [0] Güzel haber! *{ $number }* numaralı *{ $site }* siparişinizin bir kısmı yola çıktı.
        [one] Güzel haber! *{ $number }* numaralı *{ $site }* siparişinizden { $item_count } ürün yola çıktı.
       *[other] Güzel haber! *{ $number }* numaralı *{ $site }* siparişinizden { $item_count } ürün yola çıktı.
    }
    .whatsapp-carrier = { $item_count ->
        [0] Güzel haber! *{ $number }* numaralı *{ $site }* siparişinizin bir kısmı *{ $carrier }* ile yola çıktı.
        [one] Güzel haber! *{ $number }* numaralı *{ $site }* siparişinizden { $item_count } ürün *{ $carrier }* ile yola çıktı.
       *[other] Güzel haber! *{ $number }* numaralı *{ $site }* siparişinizden { $item_count } ürün *{ $carrier }* ile yola çıktı.
    }
    .subject = Siparişinizin bir kısmı yola çıktı: { $number }
    .preheader = Siparişiniz birden fazla pakette geliyor. Bu paket size doğru yola çıktı.
    .heading = Siparişinizin bir kısmı yola çıktı
    .body = { $number } numaralı siparişiniz birden fazla pakette geliyor. Bu paket kargoya verildi, size doğru yola çıktı.
    .body-carrier = { $number } numaralı siparişiniz birden fazla pakette geliyor. Bu paket kargoya verildi, { $carrier } ile size doğru yola çıktı.

# Paketin nereden takip edileceği: yukarıdaki iki mesajın son sözleri.
# SMS. Bağlantı en sonda durur, ardından nokta gelmez.
# .whatsapp: WhatsApp, ayrı satır.
track-link = Takip: { $tracking_url }
    .whatsapp = Kargonuzu takip edin: { $tracking_url }

# Bağlantı yok, takip numarası varsa.
track-number = Takip no: { $tracking_number }
    .whatsapp = Kargo takip numarası: *{ $tracking_number }*

# Sipariş mağazada ya da bir teslim noktasında bekliyor.
# SMS, yer belli değilse, en çok 134 karakter.
# .sms-place: SMS, yer belliyse. $pickup_place uzun olabilir; geri kalanı en çok 105 karakter olsun.
# .whatsapp-place: WhatsApp, üstteki metnin altında ayrı satırlar.
order-ready-for-pick-up = { $site }: { $number } numaralı siparişiniz hazır, teslim alabilirsiniz. Lütfen sipariş numaranızla gelin.
    .sms-place = { $site }: { $number } numaralı siparişiniz hazır. Teslim noktası: { $pickup_place }. Lütfen sipariş numaranızla gelin.
    .whatsapp = *{ $number }* numaralı *{ $site }* siparişiniz hazır, teslim alabilirsiniz. Lütfen sipariş numaranızı yanınızda bulundurun.
    .whatsapp-place = Teslim noktası: *{ $pickup_place }*
    .whatsapp-address = Adres: { $pickup_address }
    .subject = Siparişinizi teslim alabilirsiniz: { $number }
    .preheader = Siparişiniz sizi bekliyor.
    .heading = Siparişiniz hazır, sizi bekliyor
    .body = { $number } numaralı siparişiniz hazır, teslim alabilirsiniz. Gelirken lütfen sipariş numaranızı yanınızda bulundurun.
