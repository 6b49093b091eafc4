### Kargo firmalarının adları: hem cümle içinde ("Yurtiçi Kargo ile yola çıktı") hem de "Kargo firması" etiketinin yanında.
### Burada olmayan bir ad, mağazanın yazdığı gibi kalır. Cümleler ada ek getirmez; araya "ile" girer.

carrier-aras = Aras Kargo
carrier-ups = UPS Kargo
carrier-yurtici = Yurtiçi Kargo
carrier-mng = MNG Kargo
carrier-hbexpress = Hepsi Express
carrier-aramex = Aramex
carrier-ptt = PTT Kargo
carrier-dhlexpress = DHL Express
carrier-gls = GLS
carrier-dpd = DPD
carrier-novaposhta = Nova Poshta
carrier-cdek = CDEK
carrier-surat = Sürat Kargo
carrier-scotty = Scotty Kargo
carrier-sendeo = Sendeo Kargo
# Ad değil: mağaza firmayı bildirmediğinde yazılır. shipping.ftl içindeki $carrier cümlelerinde de doğal okunmalı.
carrier-other = kargo ortağımız
