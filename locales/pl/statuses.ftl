### Names of an order's status, beside the label "Status zamówienia": adjectives are neuter, like "zamówienie". 30 characters at most.

status-50 = Zgłoszono anulowanie
status-100 = Anulowane
status-200 = Oczekuje na realizację
status-300 = Oczekuje na płatność
status-350 = Oczekuje na potwierdzenie
status-400 = Zatwierdzone
status-450 = W przygotowaniu
status-500 = Wysłane
# Shipped, and the customer knows.
status-510 = Wysłane
status-520 = Gotowe do odbioru
status-540 = Próba doręczenia
# The next four belong to trade-ins.
status-544 = Rozpoczęto weryfikację
status-545 = Oczekuje na weryfikację
status-546 = Oczekuje na płatność
status-547 = Płatność zrealizowana
status-550 = Dostarczone
status-600 = Zwrócono pieniądze
# A status that this list does not know.
status-other = Zaktualizowane
