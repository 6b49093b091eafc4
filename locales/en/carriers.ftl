### Names of carriers, as $carrier puts them into sentences ("on its way with DHL Express") and beside the label "Carrier".
### A name that is not here is written as the shop wrote it. Plain letters keep an SMS cheap: "Yurtici", not "Yurtiçi".

carrier-aras = Aras Kargo
carrier-ups = UPS
carrier-yurtici = Yurtici Kargo
carrier-mng = MNG Kargo
carrier-hbexpress = Hepsi Express
carrier-aramex = Aramex
carrier-ptt = PTT
carrier-dhlexpress = DHL Express
carrier-gls = GLS
carrier-dpd = DPD
carrier-novaposhta = Nova Poshta
carrier-cdek = CDEK
carrier-surat = Surat Kargo
carrier-scotty = Scotty
carrier-sendeo = Sendeo
# Not a name: what to say when the shop does not tell. It must read well in the sentences with $carrier in shipping.ftl.
carrier-other = our delivery partner
