### Sipariş durumlarının adları, "Durum" etiketinin yanında. En çok 30 karakter.

status-50 = İptal talebi alındı
status-100 = İptal edildi
status-200 = İşleme alınmayı bekliyor
status-300 = Ödeme bekleniyor
status-350 = Onay bekleniyor
status-400 = Onaylandı
status-450 = Hazırlanıyor
status-500 = Kargoya verildi
# Kargoya verildi, müşteriye haber de verildi.
status-510 = Kargoya verildi
status-520 = Teslim alınmaya hazır
status-540 = Teslimat denendi
# Sonraki dördü, eski ürünün yenisiyle takasına aittir.
status-544 = İnceleme başladı
status-545 = İnceleme bekleniyor
status-546 = Ödeme bekleniyor
status-547 = Ödendi
status-550 = Teslim edildi
# Paranın geri ödenmesi; ürünün iadesi değil.
status-600 = Ücret iadesi yapıldı
# Bu listede olmayan bir durum.
status-other = Güncellendi
