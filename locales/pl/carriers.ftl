### Names of carriers, beside the label "Przewoźnik" and as the subject of a sentence ("Dostarczy je DHL Express"): always in the nominative.
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
# Nova Poshta goes by this name in Poland.
carrier-novaposhta = Nova Post
carrier-cdek = CDEK
carrier-surat = Surat Kargo
carrier-scotty = Scotty
carrier-sendeo = Sendeo
# Not a name: what to say when the shop does not tell. It must read well after "Dostarczy je" and "Dostarcza".
carrier-other = firma kurierska
