//! What a marketer may get wrong, and what they are told: the file, the line and the remedy.

use std::fmt::Write;

use serde_json::json;
use tellal::{Config, Engine, Sources};

use crate::support::{changed, fixture, shipped_sources, small, sms_error, try_small};

const MESSAGES: &str = "order-delivered = { $site }: order { $number } has arrived.\n\
    line = { $count } x { $colour }\n\
    whole = { order-deliverd }\n\
    sent-by = Sent by { $carrier }\n\
    circle-a = { circle-b }\n\
    circle-b = { circle-a }\n\
    price = { MONEY($number) }\n";

/// Mistakes that show when a message is rendered.
const RENDERED: [(&str, &str); 17] = [
    ("a misspelt variable", "Dear customer,\nyour order {{ order.nubmer }} has arrived."),
    ("a misspelt root", "{{ ordr.number }}"),
    (
        "a misspelt field of an item",
        "{% for item in order.orderitem_set %}{{ item.product.nmae }}{% endfor %}",
    ),
    ("an optional field without a guard", "{{ order.defined_tracking_url }}"),
    ("a field of an optional object without a guard", "{{ order.delivery_range.start }}"),
    ("a ready argument that does not exist", "{{ ready.totl }}"),
    ("a ready argument that the event lacks", "{{ ready.refund }}"),
    ("a missing message id", r#"{{ t(id="order-deliverd") }}"#),
    ("a missing attribute", r#"{{ t(id="order-delivered.subject") }}"#),
    ("no id at all", r#"{{ t(name="x") }}"#),
    ("a missing argument", r#"{{ t(id="line", count=2) }}"#),
    ("a message that refers to a missing one", r#"{{ t(id="whole") }}"#),
    ("messages in a circle", r#"{{ t(id="circle-a") }}"#),
    ("a function on the wrong kind of value", r#"{{ t(id="price") }}"#),
    ("money without a currency", "{{ order.amount | money }}"),
    ("an option that does not exist", r#"{{ order.amount | money(currency=order.currency, style="code") }}"#),
    ("a filter on the wrong kind of value", r#"{{ order.number | date(dateStyle="long") }}"#),
];

#[test]
fn mistakes_in_a_message() {
    let mut all = String::new();
    for (what, template) in RENDERED {
        let error = sms_error(&small(template, MESSAGES), &fixture("order_delivered"));
        writeln!(all, "# {what}\n{template}\n→ {error}\n").unwrap();
    }
    let event = changed("order_delivered", |json| json["payload"]["order"]["shipping_company"] = json!(null));
    let template = r#"{{ t(id="sent-by") }}"#;
    let error = sms_error(&small(template, MESSAGES), &event);
    writeln!(all, "# a ready argument that this event lacks\n{template}\n→ {error}").unwrap();
    insta::assert_snapshot!("mistakes_in_a_message", all);
}

/// Templates that hand a customer's data to what cannot work with it, and what may be said of it.
const QUOTING: [(&str, &str); 8] = [
    ("{{ order.number | int }}", "`int` is given a value that it cannot work with"),
    ("{{ order.number | float }}", "`float` is given a value that it cannot work with"),
    ("{{ order | get(key=order.number) }}", "is given a value that it cannot work with"),
    ("{{ order.number + 1 }}", "`+` requires both operands to be numbers, found `string` and `i64`"),
    ("{% for item in order.number | int %}x{% endfor %}", "is given a value that it cannot work with"),
    ("{{ order.number | length | get(key=order.number) }}", ""),
    ("{{ order.nubmer }}", "`order.nubmer` is not there in this event"),
    ("{{ order[order.number] }}", ""),
];

#[test]
fn no_mistake_quotes_a_customer() {
    for secret in ["0555 Ada", "not defined", "a `b` undefined", "`undefined`", "Value of type Ada"] {
        let event = changed("order_delivered", |json| json["payload"]["order"]["number"] = json!(secret));
        for (template, expected) in QUOTING {
            let error = sms_error(&small(template, MESSAGES), &event);
            assert!(error.contains(expected), "{template}: {error}");
            assert!(!error.contains(secret), "{template} with {secret}: {error}");
        }
    }
}

/// Mistakes that no catalog loads with: `(what, template, messages)`.
const LOADED: [(&str, &str, &str); 9] = [
    ("an unclosed block", "Hi\n{% if order.tracking_url %}\nTrack it", "a = b"),
    ("an unclosed variable", "Your order {{ order.number has arrived", "a = b"),
    ("an unknown filter", "{{ order.amount | mony(currency=order.currency) }}", "a = b"),
    ("an unknown function", "{{ translate(id=\"a\") }}", "a = b"),
    ("a partial that is not there", "{% include \"_shared/greting.txt\" %}", "a = b"),
    ("a layout that is not there", "{% extends \"_shared/layout.txt\" %}", "a = b"),
    ("invalid FTL: an unclosed placeable", "x", "a = b\nhello = Hello { $name\nbye = Bye"),
    ("invalid FTL: no default variant", "x", "items = { $item_count ->\n    [one] one item\n}"),
    ("a message defined twice", "x", "hello = Hi\nhello = Hello"),
];

#[test]
fn mistakes_in_a_file() {
    let mut all = String::new();
    for (what, template, messages) in LOADED {
        let error = try_small(template, messages).expect_err(what);
        writeln!(all, "# {what}\n{error}\n").unwrap();
    }
    insta::assert_snapshot!("mistakes_in_a_file", all);
}

#[test]
fn files_in_the_wrong_place() {
    let sources = Sources::new()
        .template("sms.txt", "x")
        .template("order_deliverd/sms.txt", "x")
        .template("order_delivered/smss.txt", "x")
        .template("order_delivered/sms.html", "x")
        .template("order_delivered/email.html", "x")
        .template("order_delivered/README.md", "for people")
        .locale("orders.ftl", "a = b")
        .locale("turkish/orders.ftl", "a = b")
        .locale("tr/deep/orders.ftl", "a = b")
        .locale("tr/orders.txt", "a = b")
        .locale("README.md", "for people");
    let error = Engine::new(&sources, Config::default()).unwrap_err();
    insta::assert_snapshot!("files_in_the_wrong_place", error.to_string());
}

#[test]
fn all_faults_are_told_at_once() {
    let sources = shipped_sources()
        .template("order_delivered/sms.txt", "{% if x %}")
        .template("product_alert/sms.txt", "{{ a | mony }}")
        .template("nowhere/sms.txt", "x")
        .locale("en/zzz.ftl", "broken = { $x\n")
        .locale("tr/zzz.ftl", "broken = { $x\n");
    let error = Engine::new(&sources, Config::default()).unwrap_err();
    let files: Vec<&str> = error.faults.iter().map(|fault| fault.file.as_str()).collect();
    assert_eq!(
        files,
        [
            "locales/en/zzz.ftl",
            "locales/tr/zzz.ftl",
            "templates/nowhere/sms.txt",
            "templates/order_delivered/sms.txt",
            "templates/product_alert/sms.txt",
        ]
    );
}
