//! The rules on what the walk comes across: for each a fault with its exact words and place, and the nearest text
//! without one.

mod values;

use super::{tell, tell_of_texts};
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
    let mut found = tell(&model.seen.observations);
    found.extend(tell_of_texts(&model.seen.texts));
    let found = settle(found);
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
