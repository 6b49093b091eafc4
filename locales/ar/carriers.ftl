### Names of carriers, as $carrier puts them into sentences ("في الطريق إليك مع أرامكس") and beside the label "شركة الشحن".
### Latin where the parcel's label and the carrier's site write it so; Aramex goes by its Arabic name.

carrier-aras = Aras Kargo
carrier-ups = UPS
carrier-yurtici = Yurtici Kargo
carrier-mng = MNG Kargo
carrier-hbexpress = Hepsi Express
carrier-aramex = أرامكس
carrier-ptt = PTT
carrier-dhlexpress = DHL Express
carrier-gls = GLS
carrier-dpd = DPD
carrier-novaposhta = Nova Poshta
carrier-cdek = CDEK
carrier-surat = Surat Kargo
carrier-scotty = Scotty
carrier-sendeo = Sendeo
# Not a name: what to say when the shop does not tell. It must read well after "مع" in shipping.ftl.
carrier-other = شريكنا للتوصيل
