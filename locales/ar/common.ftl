### Words that many messages share: the greeting, the labels of details, the lists of items.
###
### How the Arabic is written, in every file:
### - Nothing shows whether the reader is a man or a woman: "طلبك", "إليك", "يرجى", verbal nouns; no imperatives, no "ستدفع".
### - A text begins with an Arabic word, so that phones show it from right to left; an Arabic word stands between two
###   Latin values ("ORD-1 من Example"), so that they do not swap places. Links come last, in WhatsApp on their own line.
### - No full stop straight after an amount, in SMS neither: many currency symbols end in one ("د.ك.", "ج.م.").
### - SMS: 134 characters with a real order number, amount and link, 70 where it can be; no vowel marks, plain quotes and hyphens.
### - Items are "منتج": one منتج, two منتجان/منتجين, 3-10 منتجات, 11-99 منتجاً, 100 منتج.

# First line of every WhatsApp message and e-mail. Half of the receivers have no name.
greeting = { $has_name ->
    [yes] مرحباً { $name }،
   *[no] مرحباً بك،
}

# Last line of a WhatsApp message that would otherwise end with a link or a name: WhatsApp takes no text that ends with a value.
closing = _هذه رسالة تلقائية._

## Lists of items

# WhatsApp, a line of its own. $item is the first item's name, $other_count says how many more there are.
items-in-order = { $other_count ->
    [zero] في طلبك: { $item }
    [one] في طلبك: { $item } ومنتج آخر
    [two] في طلبك: { $item } ومنتجان آخران
    [few] في طلبك: { $item } و{ $other_count } منتجات أخرى
    [many] في طلبك: { $item } و{ $other_count } منتجاً آخر
   *[other] في طلبك: { $item } و{ $other_count } منتج آخر
}

# WhatsApp, a line of its own, when a parcel holds part of an order.
items-in-parcel = { $other_count ->
    [zero] في هذه الشحنة: { $item }
    [one] في هذه الشحنة: { $item } ومنتج آخر
    [two] في هذه الشحنة: { $item } ومنتجان آخران
    [few] في هذه الشحنة: { $item } و{ $other_count } منتجات أخرى
    [many] في هذه الشحنة: { $item } و{ $other_count } منتجاً آخر
   *[other] في هذه الشحنة: { $item } و{ $other_count } منتج آخر
}

# E-mail: small headings above the list of items, 30 characters at most.
items-title = محتويات طلبك
items-title-parcel = في هذه الشحنة
items-title-cancelled = المنتجات الملغاة
items-title-returned = المنتجات المرتجعة

# E-mail: last line under a list that shows only the first items. $count is how many are left out.
items-more = { $count ->
    [zero] ولا منتجات أخرى
    [one] ومنتج آخر
    [two] ومنتجان آخران
    [few] و{ $count } منتجات أخرى
    [many] و{ $count } منتجاً آخر
   *[other] و{ $count } منتج آخر
}

## Labels in the table of details (e-mail). The value stands beside it: 24 characters at most, no colon.

label-order-number = رقم الطلب
label-order-date = تاريخ الطلب
label-status = حالة الطلب
label-payment = طريقة الدفع
# The order's price before the discount, shipping included.
label-subtotal = قبل الخصم
label-discount = الخصم
label-total = الإجمالي
# Stands under the total: the part of it that is shipping.
label-shipping = شاملاً رسوم الشحن
# The amount that the courier collects.
label-due-on-delivery = المستحق عند الاستلام
label-refund = المبلغ المسترد
label-carrier = شركة الشحن
label-tracking-number = رقم التتبع
label-delivery-date = موعد التوصيل المتوقع
label-invoice-number = رقم الفاتورة
label-pickup-place = نقطة الاستلام
label-pickup-address = العنوان
label-return-code = رمز الإرجاع
