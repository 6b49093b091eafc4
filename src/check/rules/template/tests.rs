//! The rules on what the walk comes across: for each a fault with its exact words and place, and the nearest text
//! without one.

use super::tell;
use crate::catalog::Sources;
use crate::check::diagnostic::settle;
use crate::check::model::Model;
use crate::config::Config;
use crate::l10n::place_of;

/// What is told of one template, a line each.
fn told(path: &str, template: &str) -> Vec<String> {
    let sources = Sources::new()
        .template(path, template)
        .template("_shared/layout.html", "<p>{% block body %}{% endblock %}{% block why %}{% endblock %}</p>")
        .template(
            "_shared/pieces.html",
            "{% component row(label, value=\"\", @direction) %}{{ label }}{{ value }}{{ direction }}{% endcomponent %}\
             {% component bare(name) %}{{ name }}{{ order.number }}{% endcomponent %}",
        )
        .template("_shared/partial.txt", "{% if order_items %}{{ order_items | length }}{% endif %}")
        .locale("en/a.ftl", "a = A");
    let config = Config::default();
    let model = Model::new(&sources, &config, &[]);
    assert!(model.templates.unreadable.is_empty(), "{:?}", model.templates.unreadable);
    let found = settle(tell(&model.seen.observations));
    found
        .into_iter()
        .map(|found| {
            let file = found.location.file.trim_start_matches("templates/");
            let (line, column) = place_of(model.templates.text(file), found.location.span.start);
            let text = &model.templates.text(file)[found.location.span.clone()];
            let elsewhere = if file == path { String::new() } else { format!(" in {file}") };
            format!(
                "{}:{line}:{column}{elsewhere} `{text}`: {} | {}",
                found.rule.code, found.message, found.help
            )
        })
        .collect()
}

fn check(path: &str, template: &str, expected: &[&str]) {
    assert_eq!(told(path, template), expected, "{path}: {template}");
}

const SMS: &str = "order_delivered/sms.txt";
const HTML: &str = "order_delivered/email.html";

#[test]
fn names_and_fields() {
    check(
        SMS,
        "{{ ordr.number }}",
        &["unknown-variable:1:4 `ordr`: there is no `ordr` here | did you mean `order`?"],
    );
    check(SMS, "{{ order.number }}", &[]);
    check(
        SMS,
        "{% if shop %}x{% endif %}",
        &[
            "unknown-variable:1:7 `shop`: there is no `shop` here | `tellal vars order_delivered` lists what there is",
        ],
    );
    check(SMS, "{% set shop = ready.site %}{% if shop %}{{ shop }}{% endif %}", &[]);
    check(
        SMS,
        "a\n {{ order.nubmer }}",
        &["unknown-field:2:11 `nubmer`: `order` has no `nubmer` | did you mean `number`?"],
    );
    check(
        SMS,
        "{% if order.traking_url %}x{% endif %}",
        &["unknown-field:1:13 `traking_url`: `order` has no `traking_url` | did you mean `tracking_url`?"],
    );
    check(
        SMS,
        "{{ ready.totl }}",
        &["unknown-field:1:10 `totl`: `ready` has no `totl` | did you mean `total`?"],
    );
    check(
        SMS,
        "{{ order.number.value }}",
        &[
            "unknown-field:1:17 `value`: `order.number` has no `value` | `order.number` is a code, so nothing can stand behind a dot",
        ],
    );
    check(
        SMS,
        "{{ site.colur or 1 }}",
        &["unknown-field:1:9 `colur`: `site` has no `colur` | did you mean `colour`?"],
    );
    check(
        SMS,
        "{% if order.orderitem_set %}{{ order.orderitem_set.price }}{% endif %}",
        &[
            "unknown-field:1:52 `price`: `order.orderitem_set` is a list and has no `price` | write {% for item in order.orderitem_set %}, then `item.price`",
        ],
    );
    check(
        SMS,
        "{% if order.orderitem_set %}{% for item in order.orderitem_set %}{{ item.product.nmae }}{{ loop.index }}{% endfor %}{% endif %}",
        &["unknown-field:1:82 `nmae`: `item.product` has no `nmae` | did you mean `name`?"],
    );
}

#[test]
fn fields_of_other_events() {
    check(
        SMS,
        "{{ ready.product }}",
        &[
            "wrong-event:1:10 `product`: `ready.product` is not in this event | only product_alert has it; `tellal vars order_delivered` lists what there is",
        ],
    );
    check(
        SMS,
        "{% if return_code %}{{ return_code }}{% endif %}",
        &[
            "wrong-event:1:7 `return_code`: `return_code` is not in this event | only order_cancellation has it; `tellal vars order_delivered` lists what there is",
            "wrong-event:1:24 `return_code`: `return_code` is not in this event | only order_cancellation has it; `tellal vars order_delivered` lists what there is",
        ],
    );
    check("order_cancellation/sms.txt", "{% if return_code %}{{ return_code }}{% endif %}", &[]);
    check(SMS, "{% include \"_shared/partial.txt\" %}", &[]);
}

#[test]
fn guards() {
    let missing = |at: &str, text: &str, path: &str| {
        format!(
            "unguarded-value:{at} `{text}`: `{path}` may be missing | ask first: {{% if {path} %}}…{{% endif %}}, or say what to write instead: {path} or \"…\""
        )
    };
    check(
        SMS,
        "{{ order.tracking_number }}",
        &[&missing("1:4", "order.tracking_number", "order.tracking_number")],
    );
    check(SMS, "{% if order.tracking_number %}{{ order.tracking_number }}{% endif %}", &[]);
    check(SMS, "{% if not order.tracking_number %}a{% else %}{{ order.tracking_number }}{% endif %}", &[]);
    check(
        SMS,
        "{% if not order.tracking_number %}{{ order.tracking_number }}{% endif %}",
        &[&missing("1:38", "order.tracking_number", "order.tracking_number")],
    );
    check(SMS, "{{ order.tracking_number or ready.number }}", &[]);
    check(SMS, "{{ order.tracking_number | default(value=\"none\") }}", &[]);
    check(SMS, "{% if order.is_payable and order.notes %}{{ order.notes }}{% endif %}", &[]);
    check(
        SMS,
        "{% if order.is_payable or order.notes %}{{ order.notes }}{% endif %}",
        &[&missing("1:44", "order.notes", "order.notes")],
    );
    check(
        SMS,
        "{% if order.notes or order.gift_box_note %}{{ order.notes or order.gift_box_note }}{% endif %}",
        &[],
    );
    check(SMS, "{% if order.notes is defined %}{{ order.notes }}{% endif %}", &[]);
    check(
        SMS,
        "{% set note = order.notes %}{% if note %}{{ note }}{% endif %}{{ note }}",
        &[&missing("1:66", "note", "note")],
    );
    check(SMS, "{{ ready.refund }}", &[&missing("1:4", "ready.refund", "ready.refund")]);
    check(SMS, "{% if ready.item %}{{ ready.other_count | number }}{% endif %}", &[]);
    check(SMS, "{{ order.notes if order.notes else ready.number }}", &[]);
    check(
        SMS,
        "{% if order.shipping_address.city.name %}x{% endif %}",
        &[
            "unguarded-value:1:7 `order.shipping_address`: `order.shipping_address` may be missing | write `order.shipping_address?.` for `order.shipping_address.`, or ask first: {% if order.shipping_address %}…{% endif %}",
            "unguarded-value:1:7 `order.shipping_address.city`: `order.shipping_address.city` may be missing | write `order.shipping_address.city?.` for `order.shipping_address.city.`, or ask first: {% if order.shipping_address.city %}…{% endif %}",
        ],
    );
    check(
        SMS,
        "{% if order.shipping_address?.city?.name %}{{ order.shipping_address.city.name }}{% endif %}",
        &[],
    );
    check(
        SMS,
        "{{ \"a\" ~ order.notes }}",
        &[
            "unguarded-value:1:10 `order.notes`: `order.notes` may be missing | nothing would be written for it: put order.notes or \"…\" in brackets, or ask first",
        ],
    );
    check(
        SMS,
        "{% for item in order.orderitem_set %}{{ item.product.name }}{% endfor %}",
        &[
            "unguarded-loop:1:16 `order.orderitem_set`: `order.orderitem_set` may be missing, and then there is nothing to loop over | ask first: {% if order.orderitem_set %}…{% endif %}",
        ],
    );
    check(
        SMS,
        "{% if order.orderitem_set | length > 0 %}{% for item in order.orderitem_set %}{{ item.product.name }}{% endfor %}{% endif %}",
        &[
            "unguarded-value:1:7 `order.orderitem_set`: `order.orderitem_set` may be missing | ask first: {% if order.orderitem_set %}…{% endif %}, or say what to write instead: order.orderitem_set or \"…\"",
        ],
    );
    check(
        SMS,
        "{% if ready.item %}{% for item in order.orderitem_set %}{{ item.product.name }}{% endfor %}{% endif %}",
        &[],
    );
}

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
            "wrong-option:1:67 `\"big\"`: `dateStyle` of `date` cannot be this | write one of short, medium, long, full",
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
            "wrong-option:1:34 `\"xyz\"`: `currency` of `money` cannot be this | write a currency such as order.currency or \"try\"",
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
