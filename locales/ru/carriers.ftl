### Службы доставки. Название стоит в именительном падеже: «Доставит { $carrier }», а также рядом с подписью «Служба доставки».
### Названия, которого здесь нет, берётся таким, как его написал магазин. SMS с кириллицей от турецких букв не дорожает.

carrier-aras = Aras Kargo
carrier-ups = UPS
carrier-yurtici = Yurtiçi Kargo
carrier-mng = MNG Kargo
carrier-hbexpress = Hepsi Express
carrier-aramex = Aramex
carrier-ptt = PTT
carrier-dhlexpress = DHL Express
carrier-gls = GLS
carrier-dpd = DPD
carrier-novaposhta = Новая почта
carrier-cdek = СДЭК
carrier-surat = Sürat Kargo
carrier-scotty = Scotty
carrier-sendeo = Sendeo
# Не название: когда магазин не говорит, кто везёт. «Доставит наш партнёр».
carrier-other = наш партнёр
