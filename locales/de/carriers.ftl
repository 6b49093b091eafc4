### Names of carriers. In sentences $carrier always follows "per" ("ist per DHL Express unterwegs"), so no name needs an
### article or a case; beside the label it reads "Versand per". Plain letters keep an SMS cheap: "Yurtici", not "Yurtiçi".

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
# Not a name: what to say when the shop does not tell. Without an article, it goes after "per".
carrier-other = Paketdienst
