### Her e-postanın çerçevesi: düğmeler ve alt bilgi.

# Düğmeler, en çok 28 karakter.
button-track = Kargonuzu takip edin
button-invoice = Faturanızı görüntüleyin
button-checkout = Ödemeye geçin
button-product = Ürünü inceleyin

# Alt bilgi: e-postayı kim, neden gönderiyor. Tek cümle.
footer-why-order = { $site } bu e-postayı size { $number } numaralı siparişiniz nedeniyle gönderdi.
footer-why-alert = { $site } bu e-postayı size, bu ürün yeniden stoka girdiğinde haber almak istediğiniz için gönderdi.
footer-why-checkout = { $site } bu e-postayı size, adınıza bir ödeme bağlantısı talep edildiği için gönderdi.

# Alt bilgi: müşteri hizmetlerinin bağlantısından ya da adresinden önce durur.
footer-help = Sorunuz mu var? Memnuniyetle yardımcı oluruz:
# Alt bilgi: müşteri hizmetleri sayfasına giden bağlantının metni.
footer-help-link = Müşteri hizmetleri
