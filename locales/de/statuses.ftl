### Names of an order's status, beside the label "Bestellstatus". 30 characters at most.

status-50 = Stornierung beantragt
status-100 = Storniert
status-200 = Wartet auf Bearbeitung
status-300 = Zahlung ausstehend
status-350 = Bestätigung ausstehend
status-400 = Bestätigt
status-450 = In Vorbereitung
status-500 = Versandt
# Shipped, and the customer knows.
status-510 = Versandt
status-520 = Abholbereit
status-540 = Zustellversuch erfolgt
# The next four belong to trade-ins.
status-544 = Prüfung begonnen
status-545 = Prüfung ausstehend
status-546 = Zahlung ausstehend
status-547 = Bezahlt
status-550 = Zugestellt
status-600 = Erstattet
# A status that this list does not know.
status-other = Aktualisiert
