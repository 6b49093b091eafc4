//! Pieces inside each other, as many as Tera writes and more: programs, Tera and the linter judge them alike.

use serde_json::Value;
use tellal::catalog::Part;
use tellal::check::{Settings, check, reads};
use tellal::{Channel, Config, Engine, EventKind, Outcome, Sources};

use super::same;
use crate::support::{fixture, force, tag};

/// Tera's limit, which is one for components only.
const COMPONENTS: usize = 20;

/// Only this looks at the list of items.
const INNERMOST: &str = "{% if order.orderitem_set %} with items{% else %} without{% endif %}";

fn text_with(text: &str) -> Sources {
    Sources::new()
        .template("order_delivered/sms.txt", text)
        .locale("en/a.ftl", "said = Your order { $number } is here.")
}

fn includes(depth: usize) -> Sources {
    let include = |piece: usize| format!("{{% include \"_shared/{piece}.txt\" %}}");
    let sources = text_with(&format!("{{{{ t(id=\"said\") }}}} {{{{ order.number }}}}{}", include(1)));
    let between = (1..depth)
        .fold(sources, |sources, piece| sources.template(format!("_shared/{piece}.txt"), include(piece + 1)));
    between.template(format!("_shared/{depth}.txt"), INNERMOST)
}

fn layouts(depth: usize) -> Sources {
    let extends = |layout: usize| format!("{{% extends \"_shared/{layout}.txt\" %}}");
    let between = (1..depth).fold(text_with(&extends(1)), |sources, layout| {
        sources.template(format!("_shared/{layout}.txt"), extends(layout + 1))
    });
    let outermost = format!("{{{{ t(id=\"said\") }}}} {{{{ order.number }}}}{INNERMOST}");
    between.template(format!("_shared/{depth}.txt"), outermost)
}

fn components(depth: usize) -> Sources {
    let call = |piece: usize| format!("{{{{ <piece{piece} order={{order}} /> }}}}");
    let component = |piece: usize, body: &str| {
        format!("{{% component piece{piece}(order) %}}{body}{{% endcomponent %}}\n")
    };
    let between = (1..depth).map(|piece| component(piece, &call(piece + 1)));
    let all: String = between.chain([component(depth, INNERMOST)]).collect();
    text_with(&format!("{{{{ t(id=\"said\") }}}} {{{{ order.number }}}}{}", call(1)))
        .template("_shared/components.txt", all)
}

fn text_of(engine: &Engine, event: &str) -> Option<String> {
    match engine.preview(event.as_bytes(), &force("en", Channel::Sms)) {
        Outcome::Message(message) => Some(message.body.text().to_owned()),
        _ => None,
    }
}

/// What the linter tells of a catalog, by the rules' codes.
fn told(sources: &Sources) -> Vec<&'static str> {
    let report = check(sources, &Config::default(), &Settings::default());
    report.diagnostics.iter().map(|found| found.rule.code).collect()
}

#[test]
fn what_stands_inside_each_other_is_judged_alike() {
    let event = fixture("order_delivered");
    let whole: Value = serde_json::from_str(&event).unwrap();
    for depth in [1, COMPONENTS, COMPONENTS + 1, COMPONENTS + 10] {
        for (kind, sources, is_written) in [
            ("includes", includes(depth), true),
            ("layouts", layouts(depth), true),
            ("components", components(depth), depth <= COMPONENTS),
        ] {
            let engine = Engine::new(&sources, Config::default()).unwrap();
            let reference = Engine::of_reference(&sources, Config::default()).unwrap();
            let text =
                is_written.then(|| "Your order ORD-2024-00001 is here. ORD-2024-00001 with items".to_owned());
            assert_eq!(text_of(&engine, &event), text, "{depth} {kind}");
            same(&engine, &reference, &event, &force("en", Channel::Sms)).unwrap();
            let findings: &[&str] = if is_written { &[] } else { &["failing-message"] };
            assert_eq!(told(&sources), findings, "{depth} {kind}");
            if is_written {
                let reads = &reads(&sources, &Config::default())[&EventKind::OrderDelivered];
                let pruned = reads.prune(&whole, EventKind::OrderDelivered).to_string();
                assert_eq!(text_of(&engine, &pruned), text, "{depth} {kind}");
            }
            let is_compiled = engine.is_compiled(EventKind::OrderDelivered, Part::Sms, &tag("en"));
            assert_eq!(is_compiled, depth <= COMPONENTS || kind == "layouts", "{depth} {kind}");
        }
    }
}
