### Kargodan önce iptal, teslimattan sonra iade, geri ödenen para.
### Ürünün geri gelmesi "iade", paranın geri ödenmesi "ücret iadesi" ya da "iade tutarı"dır; ikisi karışmasın.

# Siparişin tamamı kargoya verilmeden iptal edildi. Ardından parayla ilgili bir cümle ve iade kodu gelebilir.
# SMS, en çok 70 karakter: ikisi de ardına sığmalı.
# .subject: E-posta konusu; .preheader ve .heading ile birlikte, yalnızca bazı ürünler iptal edildiğinde de kullanılır.
order-cancellation = { $site }: { $number } numaralı siparişiniz iptal edildi.
    .whatsapp = *{ $number }* numaralı *{ $site }* siparişiniz iptal edildi.
    .subject = İptal bildirimi: { $number } numaralı siparişiniz
    .preheader = İptal işlemi tamamlandı. Ayrıntıları burada bulabilirsiniz.
    .heading = İptal işlemi tamamlandı
    .body = { $number } numaralı siparişiniz iptal edildi ve kargoya verilmeyecek.

# Siparişin yalnızca bazı ürünleri iptal edildi. $item ilk ürünün adı, $other_count geri kalanların sayısıdır.
# SMS, "Premium Cotton T-Shirt" ile en çok 80 karakter; *[other] biçiminde "daha" için yer yok.
# .body: E-posta: ürünler bu metnin altında listelenir.
order-cancellation-items = { $other_count ->
    [0] { $site }: { $item } iptal edildi ({ $number }).
    [one] { $site }: { $item } ve { $other_count } ürün daha iptal edildi ({ $number }).
   *[other] { $site }: { $item } ve { $other_count } ürün iptal edildi ({ $number }).
}
    .whatsapp = { $other_count ->
        [0] *{ $number }* numaralı *{ $site }* siparişinizdeki *{ $item }* iptal edildi.
        [one] *{ $number }* numaralı *{ $site }* siparişinizdeki *{ $item }* ve { $other_count } ürün daha iptal edildi.
       *[other] *{ $number }* numaralı *{ $site }* siparişinizdeki *{ $item }* ve { $other_count } ürün daha iptal edildi.
    }
    .body = { $item_count ->
        [one] { $number } numaralı siparişinizdeki bir ürün iptal edildi ve kargoya verilmeyecek.
       *[other] { $number } numaralı siparişinizdeki bazı ürünler iptal edildi ve kargoya verilmeyecek.
    }

# Siparişin tamamı teslimattan sonra geri geldi ve iadesi onaylandı.
# SMS, en çok 70 karakter: parayla ilgili cümle ve iade kodu ardına sığmalı.
# .subject: E-posta konusu; .preheader ve .heading ile birlikte, yalnızca bazı ürünler iade edildiğinde de kullanılır.
order-return = { $site }: { $number } numaralı siparişinizin iadesini onayladık.
    .whatsapp = *{ $number }* numaralı *{ $site }* siparişinizin iadesini onayladık.
    .subject = Sipariş iadeniz: { $number }
    .preheader = İadenizi onayladık. Ayrıntıları burada bulabilirsiniz.
    .heading = İadenizi onayladık
    .body = { $number } numaralı siparişinizin iadesini onayladık. Sabrınız için teşekkür ederiz.

# Siparişin yalnızca bazı ürünleri geri geldi.
# SMS, "Premium Cotton T-Shirt" ile en çok 84 karakter.
# .body: E-posta: ürünler bu metnin altında listelenir.
order-return-items = { $other_count ->
    [0] { $site }: { $item } için iadeniz onaylandı ({ $number }).
    [one] { $site }: İade onaylandı: { $item } ve { $other_count } ürün ({ $number }).
   *[other] { $site }: İade onaylandı: { $item } ve { $other_count } ürün ({ $number }).
}
    .whatsapp = { $other_count ->
        [0] *{ $number }* numaralı *{ $site }* siparişinizdeki *{ $item }* için iadenizi onayladık.
        [one] *{ $number }* numaralı *{ $site }* siparişinizdeki *{ $item }* ve { $other_count } ürünün daha iadesini onayladık.
       *[other] *{ $number }* numaralı *{ $site }* siparişinizdeki *{ $item }* ve { $other_count } ürünün daha iadesini onayladık.
    }
    .body = { $item_count ->
        [one] { $number } numaralı siparişinizdeki bir ürün için iadenizi onayladık. Sabrınız için teşekkür ederiz.
       *[other] { $number } numaralı siparişinizdeki bazı ürünler için iadenizi onayladık. Sabrınız için teşekkür ederiz.
    }

# Para ne olacak: yukarıdaki metinlerin ardından bu üçünden biri gelir.
# Tutar belli: bu sipariş için bugüne kadar iade edilen toplam. SMS, en çok 30 karakter.
refund-amount = Toplam iade: { $refund }.
    .whatsapp = Toplam iade tutarı: *{ $refund }*
    .body = Bu siparişiniz için toplam iade tutarı: { $refund }.

# İptal, tutar bildirilmemiş: belki henüz ödeme yapılmadı. SMS, en çok 30 karakter.
refund-if-paid = Ödeme varsa iade edilecek.
    .whatsapp = Ödeme yaptıysanız tutarı size iade edeceğiz.
    .body = Ödeme yaptıysanız tutarı size iade edeceğiz.

# İade, tutar bildirilmemiş. SMS, en çok 35 karakter.
refund-in-progress = Ücret iadeniz işlemde.
    .whatsapp = Ücret iadeniz işleme alındı.
    .body = Ücret iadeniz işleme alındı.

# İadeye ya da iptale ait kod: SMS'in son sözleri. En çok 30 karakter.
# .whatsapp: WhatsApp, ayrı satır.
return-code = İade kodu: { $return_code }
    .whatsapp = İade kodu: *{ $return_code }*

# Ücret iadesi yapıldı.
# SMS, tutar belli değilse. İki SMS metni de örnek değerlerle tek SMS'e sığar; uzatmayın.
# .sms-amount: SMS, tutar belliyse.
# .note: WhatsApp ve e-posta, metnin altında ayrı cümle. Gün sayısı vermeyin.
order-refund-result = { $site }: Siparişinizin ücret iadesi yapıldı ({ $number }).
    .sms-amount = { $site }: Siparişiniz için { $refund } iade edildi ({ $number }).
    .whatsapp = *{ $number }* numaralı *{ $site }* siparişinizin ücret iadesi yapıldı.
    .whatsapp-amount = *{ $number }* numaralı *{ $site }* siparişiniz için *{ $refund }* iade edildi.
    .note = Tutarın hesabınıza ne zaman yansıyacağı, bankanıza ve ödeme yönteminize göre değişir.
    .subject = Ücret iadeniz: { $number }
    .preheader = Ücret iadeniz yapıldı.
    .preheader-amount = { $refund } tutarındaki ücret iadeniz yapıldı.
    .heading = Ücret iadeniz yapıldı
    .body = { $number } numaralı siparişinizin ücret iadesini yaptık.
    .body-amount = { $number } numaralı siparişiniz için { $refund } tutarındaki ücret iadenizi yaptık.
