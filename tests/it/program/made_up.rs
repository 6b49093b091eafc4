//! Templates and sentences made up of what programs are compiled of, written both ways.

use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use proptest::test_runner::{Config as Cases, TestRunner};
use tellal::catalog::Part;
use tellal::{Channel, Config, Engine, EventKind, Outcome, Sources};

use super::same;
use crate::support::{self, fixtures, force, tag};

const CASES: u32 = 160;

/// What is made up: templates, sentences, a term, and the fixture that is written.
#[derive(Debug, Clone)]
struct Made {
    sms: String,
    html: String,
    include: String,
    component: String,
    locale: String,
    language: &'static str,
    fixture: prop::sample::Index,
}

fn one_of(texts: &[&'static str]) -> impl Strategy<Value = String> + use<> {
    prop::sample::select(texts.to_vec()).prop_map(str::to_owned)
}

const VALUES: [&str; 32] = [
    "ready.number",
    "ready.total",
    "ready.item_count",
    "ready.other_count",
    "ready.name",
    "ready.order_date",
    "order.number",
    "order.amount",
    "order.currency.value",
    "order.amount | money(currency=order.currency)",
    "order.amount | money(currency=\"eur\", display=\"code\")",
    "order.created_date | date(dateStyle=\"full\")",
    "order.created_date | datetime",
    "order.orderitem_set | length",
    "order.orderitem_set | length - 2",
    "ready.item_count | number(minimumFractionDigits=1)",
    "\"0.256\" | percent(maximumFractionDigits=1)",
    "ready.item | shorten(length=9)",
    "\"/a?b=1&c=<2>\" | url",
    "ready.carrier | default(value=\"<none>\")",
    "site.name",
    "language",
    "direction",
    "receiver_user.first_name",
    "\"it's <b>\"",
    "12",
    "true",
    "site.url",
    "ready.number | default(value=t(id=\"b\"))",
    "ready.name | safe",
    "12 | safe",
    "false | safe",
];

/// What is not always there, or not at all.
const DOUBTFUL: [&str; 15] = [
    "ready.carrier",
    "ready.refund",
    "order?.tracking_url",
    "order.nothing",
    "order.nothing.at_all",
    "nobody",
    "ready.invoice_url | url",
    "site.nothing",
    "order.orderitem_set",
    "ready.number | upper",
    "ready.number | default(value=order.nothing.at_all)",
    "nobody | safe",
    "order.orderitem_set | safe",
    "t(id=\"d\", of=order)",
    "t(id=\"d\", of=order.orderitem_set)",
];

const SAID: [&str; 11] = [
    "t(id=\"a\")",
    "t(id=\"b\")",
    "t(id=\"c\")",
    "t(id=\"d\")",
    "t(id=\"e\")",
    "t(id=\"a.x\")",
    "t(id=\"b\", number=ready.item_count)",
    "t(id=\"counted\", count=order.orderitem_set | length)",
    "t(id=\"counted\", count=ready.name)",
    "t(id=\"counted\", count=true)",
    "t(id=\"dated\", when=order.created_date)",
];

fn value() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![9 => one_of(&VALUES), 6 => one_of(&SAID), 1 => one_of(&DOUBTFUL)];
    leaf.prop_recursive(2, 6, 3, |inner| {
        let operators = one_of(&["or", "and", "==", "!="]);
        prop_oneof![
            (inner.clone(), operators, inner.clone()).prop_map(|(a, with, b)| format!("({a}) {with} ({b})")),
            (inner.clone(), inner.clone(), inner.clone())
                .prop_map(|(a, b, c)| format!("({a}) if ({b}) else ({c})")),
            inner.clone().prop_map(|a| format!("({a}) is defined")),
            inner.prop_map(|a| format!("not ({a})")),
        ]
    })
}

/// Nodes of a template, with white space control here and there.
fn nodes(leaves: &'static [&'static str]) -> impl Strategy<Value = String> {
    let printed = (value(), one_of(&["", "-"]), one_of(&["", "-"]))
        .prop_map(|(value, before, after)| format!("{{{{{before} {value} {after}}}}}"));
    let leaf = prop_oneof![
        4 => one_of(&["Hello ", " & <b>x</b>", "\n\n  ", "  ", "it's \"so\"", "{# no #}", "{#- no -#}", "é·"]),
        6 => printed,
        2 => one_of(leaves),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let body = prop::collection::vec(inner, 1..4).prop_map(|nodes| nodes.concat());
        let control = one_of(&["", "-"]);
        prop_oneof![
            2 => body.clone(),
            3 => (value(), body.clone(), value(), body.clone(), control).prop_map(|(a, b, c, d, dash)| {
                format!("{{%{dash} if {a} {dash}%}}{b}{{% elif {c} %}}{d}{{%{dash} else %}}-{{% endif {dash}%}}")
            }),
            2 => body.clone().prop_map(|body| format!(
                "{{% for item in order.orderitem_set[:2] %}}{{{{ loop.index }}}}/{{{{ loop.length }}}} \
                 {{{{ item.product.name | shorten(length=12) }}}}{{% if loop.last %}}.{{% endif %}}{body}\
                 {{% else %}}none{{% endfor %}}"
            )),
            1 => (value(), body).prop_map(|(value, body)| format!("{{% set kept = {value} %}}{body}{{{{ kept }}}}")),
        ]
    })
}

fn sms() -> impl Strategy<Value = String> {
    nodes(&["{% include \"_shared/part.txt\" %}"])
}

fn html() -> impl Strategy<Value = String> {
    nodes(&[
        "{% include \"_shared/part.txt\" %}",
        "{{ <piece a={ready.number} /> }}",
        "{{ <piece a={t(id=\"b\")} strong={true} /> }}",
        "{{ <piece a={ready.carrier or <piece a=\"<>\" />} /> }}",
        "{% <around a={ready.total}> %}[{{ ready.number }}]{{ t(id=\"c\") }}{% </around> %}",
    ])
}

/// What stands behind `=`. `later` are messages that it may refer to.
fn pattern(later: &'static [&'static str]) -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => one_of(&["text ", "<i> & ", "عربي ", "é "]),
        6 => one_of(&[
            "{ $number }", "{ $total }", "{ $item_count }", "{ $site }", "{ $site_url }", "{ $order_date }",
            "{ $name }", "{ \"lit\" }", "{ 3 }", "{ 1.50 }", "{ { $number } }",
            "{ NUMBER($item_count, minimumFractionDigits: 1) }", "{ NUMBER($item_count, style: \"percent\") }",
            "{ MONEY($total, display: \"code\") }", "{ DATETIME($order_date, dateStyle: \"full\") }",
            "{ -term }", "{ -term(form: \"long\") }", "{ -term(form: 2) }", "\u{2068}marked\u{2069}",
        ]),
        1 => one_of(&["{ \"lit { eral\" }", "{ $refund }", "{ $refund }", "{ $carrier }", "{ $carrier }", "{ -term($refund, form: \"long\") }"]),
        2 => one_of(later),
    ];
    leaf.prop_recursive(2, 10, 3, |inner| {
        let body = prop::collection::vec(inner, 1..4).prop_map(|pieces| pieces.concat());
        let select = |by: &'static str, keys: [&'static str; 2], default: &'static str| {
            (body.clone(), body.clone(), body.clone()).prop_map(move |(a, b, c)| {
                let [first, second] = keys;
                format!("{{ {by} ->\n    [{first}] {a}\n    [{second}] {b}\n   *[{default}] {c}\n  }}")
            })
        };
        prop_oneof![
            2 => body.clone(),
            1 => select("$item_count", ["0", "one"], "other"),
            1 => select("$item_count", ["one", "few"], "other"),
            1 => select("$other_count", ["0", "1"], "other"),
            1 => select("$gender", ["male", "female"], "other"),
            1 => select("$has_name", ["yes", "maybe"], "no"),
            1 => select("NUMBER($item_count, type: \"ordinal\")", ["one", "two"], "other"),
            1 => select("$total", ["0", "one"], "other"),
        ]
    })
}

fn locale() -> impl Strategy<Value = String> {
    let ids: &[&str] = &["{ c }", "{ d.x }", "{ e }"];
    let last: &[&str] = &["{ e }", "{ e.x }"];
    let form = one_of(&["{ $form }", "plain", "\u{0645}"]);
    (pattern(ids), pattern(ids), pattern(last), pattern(last), pattern(&["{ $number }"]), pattern(ids), form).prop_map(
        |(a, b, c, d, e, x, form)| {
            format!(
                "a = {a}\n    .x = {x}\nb = {b}\nc = {c}\nd = {d}\n    .x = <{{ $number }}>\ne = {e}\n    .x = e.x\n\
                 counted = {{ $count ->\n    [0] nothing\n    [one] {{ $count }}\n   *[other] {{ $count }}s\n  }}\n\
                 dated = on {{ DATETIME($when, dateStyle: \"short\", timeStyle: \"short\") }}\n\
                 -term = {{ $form ->\n    [long] long {{ e }}\n    [2] two {form}\n   *[short] short\n  }}\n",
            )
        },
    )
}

fn made() -> impl Strategy<Value = Made> {
    let language = prop::sample::select(vec!["en", "ar", "ru", "tr"]);
    let component = one_of(&["<p>{{ a }}</p>", "{{- a }}{{ a }} ", "{% if strong %}<b>{% endif %}{{ a }}"]);
    (
        sms(),
        html(),
        nodes(&[".", ",", ";", ":", "!", "?", "+", "{{ loop.index }}"]),
        component,
        locale(),
        language,
        any::<prop::sample::Index>(),
    )
        .prop_map(|(sms, html, include, component, locale, language, fixture)| Made {
            sms,
            html,
            include,
            component,
            locale,
            language,
            fixture,
        })
}

fn engines(made: &Made) -> Option<[Engine; 2]> {
    let component = &made.component;
    let components = format!(
        "{{% component piece(a, strong=false, @direction) %}}{component}{{{{ direction }}}}{{% endcomponent %}}\
         {{% component around(a) -%}} <div>{{{{ body }}}}</div>{{{{ a }}}}{{%- endcomponent %}}"
    );
    let sources = EventKind::ALL.into_iter().fold(Sources::new(), |sources, event| {
        sources
            .template(format!("{event}/sms.txt"), format!("S{}", made.sms))
            .template(format!("{event}/email.html"), format!("<p>{}", made.html))
            .template(format!("{event}/email.subject.txt"), "{{ t(id=\"e\") }}")
    });
    let sources = sources
        .template("_shared/part.txt", made.include.clone())
        .template("_shared/components.html", components)
        .locale(format!("{}/a.ftl", made.language), made.locale.clone());
    // What is no template, or no locale, has no program either.
    let engine = Engine::new(&sources, Config::default()).ok()?;
    Some([engine, Engine::of_reference(&sources, Config::default()).expect("the same sources")])
}

#[test]
fn made_up_templates_and_sentences_come_out_the_same() {
    let (loaded, compiled, written) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    let cases = CASES;
    let mut runner = TestRunner::new(Cases { cases, ..Cases::default() });
    runner
        .run(&made(), |made| {
            let Some([engine, reference]) = engines(&made) else { return Ok(()) };
            loaded.fetch_add(1, Ordering::Relaxed);
            for (channel, part) in [(Channel::Sms, Part::Sms), (Channel::Email, Part::EmailHtml)] {
                let is_compiled = engine.is_compiled(EventKind::OrderDelivered, part, &tag(made.language));
                compiled.fetch_add(usize::from(is_compiled), Ordering::Relaxed);
                let names = fixtures();
                let name = &names[made.fixture.index(names.len())];
                for event in [support::fixture(name), support::fixture("order_delivered")] {
                    let found = same(&engine, &reference, &event, &force(made.language, channel));
                    prop_assert!(found.is_ok(), "{name}: {}", found.unwrap_err());
                    let outcome = engine.preview(event.as_bytes(), &force(made.language, channel));
                    let is_written = is_compiled && matches!(outcome, Outcome::Message(_));
                    written.fetch_add(usize::from(is_written), Ordering::Relaxed);
                }
            }
            Ok(())
        })
        .unwrap();
    let (loaded, compiled, written) = (loaded.into_inner(), compiled.into_inner(), written.into_inner());
    println!("of {cases}, {loaded} were loaded; of their two templates each, {compiled} were compiled");
    println!("of the two events of each, {written} became a message");
    assert!(2 * loaded > cases as usize, "only {loaded} of {cases} are templates and locales at all");
    assert!(5 * compiled > 2 * loaded, "only {compiled} of {} are compiled", 2 * loaded);
    assert!(written > compiled, "only {written} of {} became a message", 2 * compiled);
}
