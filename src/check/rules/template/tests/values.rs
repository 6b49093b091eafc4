//! Kinds of values, options, comparisons, layouts, loops and markup.

use super::{HTML, SMS, check};

#[test]
fn kinds() {
    check(
        SMS,
        "{{ order.number | money(currency=order.currency) }}",
        &[
            "wrong-type:1:4 `order.number`: `order.number` is a code, but the filter money takes an amount such as order.amount | ",
        ],
    );
    check(
        SMS,
        "{{ ready.total | money(currency=order.currency) }}",
        &[
            "wrong-type:1:4 `ready.total`: `ready.total` is a text that is written already, but the filter money takes an amount such as order.amount | `ready.total` is written for the customer; take the event's own field, or print it as it is",
        ],
    );
    check(SMS, "{{ order.amount | money(currency=order.currency) }}", &[]);
    check(
        SMS,
        "{{ order.amount | money }}",
        &[
            "money-without-currency:1:19 `money`: `money` needs a currency | write money(currency=order.currency); an item has its own: item.price_currency",
        ],
    );
    check(
        SMS,
        "{{ order.number | date }}",
        &[
            "wrong-type:1:4 `order.number`: `order.number` is a code, but the filter date takes a date such as order.created_date | ",
        ],
    );
    check(
        SMS,
        "{% if order.amount > 1000 %}x{% endif %}",
        &[
            "wrong-type:1:7 `order.amount`: `order.amount` is an amount as text, but a comparison with a number takes a number | make a number of it: order.amount | float",
        ],
    );
    check(SMS, "{% if order.amount | float > 1000 %}x{% endif %}", &[]);
    check(
        SMS,
        "{{ order.amount + 1 }}",
        &[
            "wrong-type:1:4 `order.amount`: `order.amount` is an amount as text, but a calculation takes a number | make a number of it: order.amount | float",
        ],
    );
    check(
        SMS,
        "{{ t(id=\"a\", x=order.currency) }}",
        &[
            "wrong-type:1:16 `order.currency`: `order.currency` is a currency with value and label, but t() takes a text or a number | take `order.currency.value`",
        ],
    );
    check(
        SMS,
        "{{ order.amount }}",
        &[
            "unformatted-value:1:4 `order.amount`: `order.amount` is an amount as text, not words for a customer | write order.amount | money(currency=order.currency)",
        ],
    );
    check(
        SMS,
        "{{ order.currency }}",
        &[
            "unformatted-value:1:4 `order.currency`: `order.currency` is a currency with value and label, not words for a customer | write an amount with it: order.amount | money(currency=order.currency)",
        ],
    );
}

#[test]
fn options() {
    check(
        SMS,
        "{% if order.created_date %}{{ order.created_date | date(dateStlye=\"long\") }}{% endif %}",
        &["wrong-option:1:57 `dateStlye`: `date` has no option `dateStlye` | did you mean `dateStyle`?"],
    );
    check(
        SMS,
        "{% if order.created_date %}{{ order.created_date | date(dateStyle=\"big\") }}{% endif %}",
        &[
            "wrong-option:1:67 `\"big\"`: `dateStyle` of `date` cannot be `\"big\"` | write one of short, medium, long, full",
        ],
    );
    check(
        SMS,
        "{% if order.created_date %}{{ order.created_date | date(dateStyle=\"long\") }}{% endif %}",
        &[],
    );
    check(
        SMS,
        "{{ order.amount | money(currency=\"xyz\") }}",
        &[
            "wrong-option:1:34 `\"xyz\"`: `currency` of `money` cannot be `\"xyz\"` | write a currency such as order.currency or \"try\"",
        ],
    );
    check(
        SMS,
        "{{ ready.number | replace(from=\"a\") }}",
        &["wrong-option:1:19 `replace`: `replace` needs `to` | give it: to=…"],
    );
    check(
        HTML,
        "{{ <row lable=\"x\" /> }}",
        &[
            "wrong-option:1:5 `row`: `row` needs `label` | give it: label=…",
            "wrong-option:1:9 `lable`: `row` has no option `lable` | did you mean `label`?",
        ],
    );
    check(HTML, "{{ <row label=\"x\" /> }}", &[]);
    check(
        HTML,
        "{{ <bare name=\"x\" /> }}",
        &[
            "unknown-variable:1:143 in _shared/pieces.html `order`: there is no `order` here | a component sees only what it is given: add @order to its parameters",
        ],
    );
    check(
        SMS,
        "{{ t(name=\"a\") }}",
        &["missing-id:1:4 `t`: t() needs the id of a message | write t(id=\"…\")"],
    );
}

#[test]
fn comparisons() {
    check(
        "order_cancellation/sms.txt",
        "{% if cancellation_type == \"refnd\" %}x{% endif %}",
        &[
            "impossible-comparison:1:28 `\"refnd\"`: `cancellation_type` is never \"refnd\" | did you mean `refund`?",
        ],
    );
    check("order_cancellation/sms.txt", "{% if cancellation_type == \"refund\" %}x{% endif %}", &[]);
    check(
        SMS,
        "{% if order.status == \"550\" %}x{% endif %}",
        &[
            "impossible-comparison:1:23 `\"550\"`: `order.status` is an object with value and label, which is never equal to a text | compare `order.status.value`",
        ],
    );
    check(SMS, "{% if order.status.value == \"550\" %}x{% endif %}", &[]);
    let statuses = "it is one of 50 (cancellation waiting), 100 (cancelled), 200 (waiting), 300 (payment_waiting), 350 (confirmation waiting), 400 (approved), 450 (preparing), 500 (shipped), 510 (shipped_and_informed), 520 (ready for pickup), 540 (attempted_delivery), 544 (review_started), 545 (review_waiting), 546 (waiting_for_payment), 547 (paid), 550 (delivered) and 600 (refunded)";
    check(
        SMS,
        "{% if order.status.value == \"555\" %}x{% endif %}",
        &[&format!(
            "impossible-comparison:1:29 `\"555\"`: `order.status.value` is never \"555\" | {statuses}"
        )],
    );
    check(
        SMS,
        "{% if order.status.value in [\"550\", \"555\"] %}x{% endif %}",
        &[&format!(
            "impossible-comparison:1:37 `\"555\"`: `order.status.value` is never \"555\" | {statuses}"
        )],
    );
    check(
        SMS,
        "{% if order.status.value == \"delivered\" %}x{% endif %}",
        &[
            "impossible-comparison:1:29 `\"delivered\"`: `order.status.value` is never \"delivered\" | write \"550\", which stands for delivered",
        ],
    );
    check(SMS, "{% if order.status.value in [\"550\", \"500\"] %}x{% endif %}", &[]);
    check(
        SMS,
        "{% if order.shipping_company and order.shipping_company.value == \"my-own\" %}x{% endif %}",
        &[],
    );
    check(
        SMS,
        "{% if order.amount == 0 %}x{% endif %}",
        &[
            "impossible-comparison:1:23 `0`: `order.amount` is an amount as text, which is never equal to a number | make a number of it: order.amount | float",
        ],
    );
}

#[test]
fn layouts_loops_and_markup() {
    check(
        HTML,
        "{% extends \"_shared/layout.html\" %}{% block boby %}x{% endblock %}",
        &[
            "unknown-block:1:45 `boby`: the layout has no block `boby`, so this is never written | did you mean `body`?",
        ],
    );
    check(HTML, "{% extends \"_shared/layout.html\" %}{% block body %}x{{ super() }}{% endblock %}", &[]);
    let items = "{% if order.orderitem_set %}";
    let end = "{% endif %}";
    check(
        SMS,
        &format!(
            "{items}{{% for a in order.orderitem_set %}}{{% for b in order.orderitem_set %}}x{{% endfor %}}{{% endfor %}}{end}"
        ),
        &[
            "nested-loops:1:63 `{% for b in order.orderitem_set %}`: this loop is inside another one, and both lists may be of any length | bound one of them, such as order_items[:8], or take the inner loop out",
        ],
    );
    check(
        SMS,
        &format!(
            "{items}{{% for a in order.orderitem_set[:3] %}}{{% for b in order.orderitem_set %}}x{{% endfor %}}{{% endfor %}}{end}"
        ),
        &[],
    );
    check(
        SMS,
        &format!(
            "{{% set text = \"a\" %}}{items}{{% for a in order.orderitem_set %}}{{% set_global text = text ~ text %}}{{% endfor %}}{end}{{{{ text }}}}"
        ),
        &[
            "doubling-text:1:83 `{% set_global text = text ~ text`: `text` is put into itself more than once, so it doubles with each turn of the loop | add something else to it, once",
        ],
    );
    check(
        SMS,
        &format!(
            "{items}{{% set more = order.orderitem_set | length - 8 %}}{{{{ t(id=\"a\", count=more) }}}}{end}"
        ),
        &["negative-count:1:97 `more`: `count` may be below zero | ask first: {% if … > 0 %}…{% endif %}"],
    );
    check(
        SMS,
        &format!(
            "{items}{{% set more = order.orderitem_set | length - 8 %}}{{% if more > 0 %}}{{{{ t(id=\"a\", count=more) }}}}{{% endif %}}{end}"
        ),
        &[],
    );
    check(
        HTML,
        "{{ ready.item | default(value=\"\") | safe }}",
        &[
            "unsafe-output:1:4 `ready.item | default(value=\"\") | safe`: `ready.item | default` comes from an event, and `safe` lets it become markup | leave `safe` out",
        ],
    );
    check(HTML, "{{ \"<br>\" | safe }}", &[]);
    check(
        SMS,
        "{{ ready.number | truncate(length=4) }}",
        &[
            "discouraged-filter:1:19 `truncate`: `truncate` does not serve here | take `shorten`, which cuts at a word",
        ],
    );
}

#[test]
fn braces_that_have_lost_their_partner() {
    let lost = |at: &str, mark: &str| {
        format!(
            "stray-braces:{at} `{mark}`: `{mark}` has lost its partner, so customers read it as it stands | write {{{{ … }}}} around what is printed and {{% … %}} around a tag"
        )
    };
    check(SMS, "{ t(id=\"a\") -}}", &[&lost("1:1", "{")]);
    check(SMS, "{{ t(id=\"a\") }} }}", &[&lost("1:17", "}}")]);
    check(SMS, "Order { $number }", &[&lost("1:7", "{")]);
    check(SMS, "x % endif %}", &[&lost("1:11", "%}")]);
    check(SMS, "{{ t(id=\"a\") }} {x}", &[]);
    check(HTML, "<style>@media { p { color: red }}</style>", &[]);
}
