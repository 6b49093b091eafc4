### Names of an order's status, beside the label "حالة الطلب". 30 characters at most.

status-50 = تم طلب الإلغاء
status-100 = ملغى
status-200 = بانتظار المعالجة
status-300 = بانتظار الدفع
status-350 = بانتظار التأكيد
status-400 = تم التأكيد
status-450 = قيد التجهيز
status-500 = تم الشحن
# Shipped, and the customer knows.
status-510 = تم الشحن
status-520 = جاهز للاستلام
status-540 = تمت محاولة التوصيل
# The next four belong to trade-ins.
status-544 = بدأت المراجعة
status-545 = بانتظار المراجعة
status-546 = بانتظار الدفع
status-547 = تم الدفع
status-550 = تم التوصيل
status-600 = تم استرداد المبلغ
# A status that this list does not know.
status-other = تم التحديث
