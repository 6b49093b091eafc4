### Cancelled before shipping, returned after delivery, money back.

# A whole order has been cancelled before it was shipped. A sentence about the money and a return code may follow.
# "لدى", not "من": it must not read as if the shop had cancelled.
# SMS, at most 60 characters, so that both fit after it.
# .subject: E-mail subject, preheader and heading also serve when only some items are cancelled.
order-cancellation = تم إلغاء طلبك { $number } لدى { $site }.
    .whatsapp = تم إلغاء طلبك *{ $number }* لدى *{ $site }*.
    .subject = تأكيد الإلغاء الخاص بطلبك { $number }
    .preheader = تم الإلغاء. إليك التفاصيل.
    .heading = تم الإلغاء
    .body = تم إلغاء طلبك { $number } ولن يتم شحنه.

# Only some items of an order have been cancelled. $item is the first one's name, $other_count says how many more there are.
# SMS, at most 75 characters with "Premium Cotton T-Shirt" as the item ("آخرين" is left out to stay within two segments).
# .body: E-mail: the items are listed below this text.
order-cancellation-items = { $other_count ->
    [zero] طلبك { $number } من { $site }: تم إلغاء { $item }.
    [one] طلبك { $number } من { $site }: تم إلغاء { $item } ومنتج آخر.
    [two] طلبك { $number } من { $site }: تم إلغاء { $item } ومنتجين.
    [few] طلبك { $number } من { $site }: تم إلغاء { $item } و{ $other_count } منتجات.
    [many] طلبك { $number } من { $site }: تم إلغاء { $item } و{ $other_count } منتجا.
   *[other] طلبك { $number } من { $site }: تم إلغاء { $item } و{ $other_count } منتج.
}
    .whatsapp = { $other_count ->
        [zero] تم إلغاء *{ $item }* من طلبك *{ $number }* لدى *{ $site }*.
        [one] تم إلغاء *{ $item }* ومنتج آخر من طلبك *{ $number }* لدى *{ $site }*.
        [two] تم إلغاء *{ $item }* ومنتجين آخرين من طلبك *{ $number }* لدى *{ $site }*.
        [few] تم إلغاء *{ $item }* و{ $other_count } منتجات أخرى من طلبك *{ $number }* لدى *{ $site }*.
        [many] تم إلغاء *{ $item }* و{ $other_count } منتجاً آخر من طلبك *{ $number }* لدى *{ $site }*.
       *[other] تم إلغاء *{ $item }* و{ $other_count } منتج آخر من طلبك *{ $number }* لدى *{ $site }*.
    }
    .body = { $item_count ->
        [zero] تم إلغاء بعض منتجات طلبك { $number } ولن يتم شحنها.
        [one] تم إلغاء منتج من طلبك { $number } ولن يتم شحنه.
        [two] تم إلغاء منتجين من طلبك { $number } ولن يتم شحنهما.
        [few] تم إلغاء بعض منتجات طلبك { $number } ولن يتم شحنها.
        [many] تم إلغاء بعض منتجات طلبك { $number } ولن يتم شحنها.
       *[other] تم إلغاء بعض منتجات طلبك { $number } ولن يتم شحنها.
    }

# A whole order has come back after delivery and the return has been accepted.
# SMS, at most 60 characters, so that the money and the return code fit after it.
# .subject: E-mail subject, preheader and heading also serve when only some items are returned.
order-return = تم قبول إرجاع طلبك { $number } لدى { $site }.
    .whatsapp = تم قبول إرجاع طلبك *{ $number }* لدى *{ $site }*.
    .subject = تأكيد الإرجاع الخاص بطلبك { $number }
    .preheader = تم قبول الإرجاع. إليك التفاصيل.
    .heading = تم قبول الإرجاع
    .body = تم قبول إرجاع طلبك { $number }. نشكرك على صبرك.

# Only some items have come back.
# SMS, at most 78 characters with "Premium Cotton T-Shirt" as the item (hence "طلب", not "طلبك", where more items follow).
# .body: E-mail: the items are listed below this text.
order-return-items = { $other_count ->
    [zero] طلبك { $number } من { $site }: قبلنا إرجاع { $item }.
    [one] طلب { $number } من { $site }: قبلنا إرجاع { $item } ومنتج آخر.
    [two] طلب { $number } من { $site }: قبلنا إرجاع { $item } ومنتجين.
    [few] طلب { $number } من { $site }: قبلنا إرجاع { $item } و{ $other_count } منتجات.
    [many] طلب { $number } من { $site }: قبلنا إرجاع { $item } و{ $other_count } منتجا.
   *[other] طلب { $number } من { $site }: قبلنا إرجاع { $item } و{ $other_count } منتج.
}
    .whatsapp = { $other_count ->
        [zero] تم قبول إرجاع *{ $item }* من طلبك *{ $number }* لدى *{ $site }*.
        [one] تم قبول إرجاع *{ $item }* ومنتج آخر من طلبك *{ $number }* لدى *{ $site }*.
        [two] تم قبول إرجاع *{ $item }* ومنتجين آخرين من طلبك *{ $number }* لدى *{ $site }*.
        [few] تم قبول إرجاع *{ $item }* و{ $other_count } منتجات أخرى من طلبك *{ $number }* لدى *{ $site }*.
        [many] تم قبول إرجاع *{ $item }* و{ $other_count } منتجاً آخر من طلبك *{ $number }* لدى *{ $site }*.
       *[other] تم قبول إرجاع *{ $item }* و{ $other_count } منتج آخر من طلبك *{ $number }* لدى *{ $site }*.
    }
    .body = { $item_count ->
        [zero] تم قبول إرجاع بعض منتجات طلبك { $number }. نشكرك على صبرك.
        [one] تم قبول إرجاع منتج من طلبك { $number }. نشكرك على صبرك.
        [two] تم قبول إرجاع منتجين من طلبك { $number }. نشكرك على صبرك.
        [few] تم قبول إرجاع بعض منتجات طلبك { $number }. نشكرك على صبرك.
        [many] تم قبول إرجاع بعض منتجات طلبك { $number }. نشكرك على صبرك.
       *[other] تم قبول إرجاع بعض منتجات طلبك { $number }. نشكرك على صبرك.
    }

# What happens to the money: one of these three follows the texts above.
# The amount is known. It is everything refunded for this order so far. SMS, at most 30 characters.
refund-amount = نعيد { $refund } إجمالا.
    .whatsapp = إجمالي المبلغ المسترد: *{ $refund }*
    .body = إجمالي المبلغ المسترد عن هذا الطلب: { $refund }

# A cancellation, and the event tells no amount: it may not have been paid yet. SMS, at most 30 characters.
refund-if-paid = سنعيد إليك أي مبلغ دفعته.
    .whatsapp = إذا سبق أن دفعت المبلغ، فسنعيده إليك.
    .body = إذا سبق أن دفعت المبلغ، فسنعيده إليك.

# A return, and the event tells no amount. SMS, at most 30 characters.
refund-in-progress = الاسترداد قيد التنفيذ.
    .whatsapp = استرداد المبلغ قيد التنفيذ.
    .body = استرداد المبلغ قيد التنفيذ.

# The code that belongs to the return or cancellation: the last words of an SMS. At most 30 characters.
# .whatsapp: WhatsApp, a line of its own.
return-code = رمز الإرجاع { $return_code }
    .whatsapp = رمز الإرجاع: *{ $return_code }*

# The refund has been processed. It may be a part of the order's price: never "مبلغ طلبك".
# SMS when the amount is not known, at most 134 characters.
# .sms-amount: SMS when the amount is known.
# .note: WhatsApp and e-mail, a sentence of its own under the text. Promise no number of days.
order-refund-result = تم تنفيذ عملية الاسترداد الخاصة بطلبك { $number } من { $site }.
    .sms-amount = تم تنفيذ استرداد { $refund } عن طلبك { $number } من { $site }.
    .whatsapp = تم تنفيذ عملية الاسترداد الخاصة بطلبك *{ $number }* من *{ $site }*.
    .whatsapp-amount = تم تنفيذ استرداد مبلغ *{ $refund }* عن طلبك *{ $number }* من *{ $site }*.
    .note = يختلف موعد وصول المبلغ إليك بحسب البنك وطريقة الدفع.
    .subject = الاسترداد الخاص بطلبك { $number }
    .preheader = تم تنفيذ عملية الاسترداد.
    .preheader-amount = تم تنفيذ استرداد مبلغ { $refund } لصالحك.
    .heading = تم تنفيذ الاسترداد
    .body = تم تنفيذ عملية الاسترداد الخاصة بطلبك { $number }.
    .body-amount = تم تنفيذ استرداد مبلغ { $refund } عن طلبك { $number }.
