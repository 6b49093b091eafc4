//! Programs against their reference: a text is the same, and so are receipts and errors, whichever of them writes it.

mod depth;
mod made_up;

use std::sync::OnceLock;

use proptest::prelude::*;
use serde_json::{Value, json};
use tellal::catalog::{CatalogError, Part};
use tellal::{Channel, Config, Engine, EventKind, Outcome, Preview, Sources};

use crate::reading::{pointers, strange};
use crate::support::{self, LANGUAGES, changed, fixture, fixtures, force, shipped, shipped_sources, tag};

/// The shipped templates without programs.
fn reference() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::of_reference(&shipped_sources(), Config::default()).expect("no faults"))
}

fn same(compiled: &Engine, reference: &Engine, event: &str, preview: &Preview) -> Result<(), String> {
    let both = [compiled, reference].map(|engine| support::json(&engine.preview(event.as_bytes(), preview)));
    if both[0] == both[1] {
        return Ok(());
    }
    Err(format!("compiled:\n{}\nreference:\n{}", both[0], both[1]))
}

#[test]
fn every_shipped_template_is_compiled() {
    let mut left = Vec::new();
    for event in EventKind::ALL {
        for part in Part::ALL {
            for language in LANGUAGES {
                if !shipped().is_compiled(event, part, &tag(language)) && part != Part::EmailText {
                    left.push(format!("{event}/{} in {language}", part.file_name()));
                }
            }
        }
    }
    assert!(left.is_empty(), "these are left to the reference:\n{}", left.join("\n"));
}

#[test]
fn fixtures_come_out_the_same() {
    for name in fixtures() {
        for language in LANGUAGES {
            for channel in Channel::ALL {
                same(shipped(), reference(), &fixture(&name), &force(language, channel)).unwrap();
            }
        }
    }
}

#[test]
fn a_regions_message_hides_its_languages_term_of_that_name() {
    let sources = Sources::new()
        .template("order_delivered/sms.txt", "{{ t(id=\"said\") }}")
        .locale("en/a.ftl", "-brand = Example\nsaid = By { -brand }")
        .locale("en-GB/a.ftl", "brand = Example Ltd");
    let engine = Engine::new(&sources, Config::default()).unwrap();
    let reference = Engine::of_reference(&sources, Config::default()).unwrap();
    for language in ["en", "en-GB"] {
        same(&engine, &reference, &fixture("order_delivered"), &force(language, Channel::Sms)).unwrap();
    }
}

#[test]
fn a_language_that_lacks_a_sentence_is_skipped_by_both() {
    let sources = Sources::new()
        .template("order_delivered/sms.txt", "{{ t(id=\"greeting\") }} {{ t(id=\"done\") }}")
        .locale("en/a.ftl", "greeting = Hello!\ndone = { $number } is done.")
        .locale("pl/a.ftl", "greeting = Cześć!");
    let engine = Engine::new(&sources, Config::default()).unwrap();
    let reference = Engine::of_reference(&sources, Config::default()).unwrap();
    let event = changed("order_delivered", |json| json["receiver_user"]["language_code"] = json!("pl"));
    let Outcome::Message(message) = engine.preview(event.as_bytes(), &Preview::default()) else { panic!() };
    assert_eq!(message.receipt.language.skipped.len(), 1, "{:?}", message.receipt.language);
    same(&engine, &reference, &event, &Preview::default()).unwrap();
}

#[test]
fn loops_in_loops_ask_for_no_more_room_than_there_is() {
    let depth = 30;
    let (open, close) =
        ("{% for item in order.orderitem_set[:1] %}".repeat(depth), "{% endfor %}".repeat(depth));
    let sources = Sources::new().template("order_delivered/sms.txt", format!("{open}x{close}"));
    let engine = Engine::new(&sources, Config::default()).unwrap();
    let reference = Engine::of_reference(&sources, Config::default()).unwrap();
    assert!(engine.is_compiled(EventKind::OrderDelivered, Part::Sms, &tag("en")));
    same(&engine, &reference, &fixture("order_delivered"), &force("en", Channel::Sms)).unwrap();
}

#[test]
fn includes_that_come_to_a_long_text_are_not_written_out() {
    let compiled = |times: usize| {
        let include = |part: &str| format!("{{% if ready.refund %}}{{% include \"{part}\" %}}{{% endif %}}");
        let sources = Sources::new()
            .template("order_delivered/sms.txt", include("_shared/outer.txt").repeat(times))
            .template("_shared/outer.txt", include("_shared/inner.txt").repeat(times))
            .template("_shared/inner.txt", "0123456789".repeat(1000));
        let engine = Engine::new(&sources, Config::default()).unwrap();
        engine.is_compiled(EventKind::OrderDelivered, Part::Sms, &tag("en"))
    };
    assert!(compiled(4));
    assert!(!compiled(40));
}

#[test]
fn components_see_whatever_of_the_context_they_ask_for() {
    let names =
        ["from", "to", "event", "site_domain", "site", "channel", "language", "direction", "receiver_user"];
    for name in names {
        let printed = match name {
            "site" => "site.name",
            "receiver_user" => "receiver_user.first_name",
            name => name,
        };
        let component = format!("{{% component piece(@{name}) %}}{{{{ {printed} }}}}{{% endcomponent %}}");
        let sources = Sources::new()
            .template("order_delivered/email.html", "<p>{{ <piece /> }}</p>")
            .template("order_delivered/email.subject.txt", "Delivered")
            .template("_shared/components.html", component);
        let engine = Engine::new(&sources, Config::default()).unwrap();
        let reference = Engine::of_reference(&sources, Config::default()).unwrap();
        assert!(engine.is_compiled(EventKind::OrderDelivered, Part::EmailHtml, &tag("en")), "{name}");
        for event in fixtures() {
            same(&engine, &reference, &fixture(&event), &force("en", Channel::Email)).unwrap();
        }
    }
}

#[test]
fn layouts_in_layouts_come_out_the_same() {
    for layouts in [1, 20, 21, 30] {
        let extends = |layout: usize| format!("{{% extends \"_shared/{layout}.txt\" %}}");
        let mut sources = Sources::new()
            .template(
                "order_delivered/sms.txt",
                format!("{}{{% block text %}}of {{{{ order.number }}}}{{% endblock %}}", extends(1)),
            )
            .template(format!("_shared/{layouts}.txt"), "The text {% block text %}of nothing{% endblock %}.")
            .locale("en/a.ftl", "a = b");
        for layout in 1..layouts {
            sources = sources.template(format!("_shared/{layout}.txt"), extends(layout + 1));
        }
        let engine = Engine::new(&sources, Config::default()).unwrap_or_else(|e| panic!("{layouts}: {e}"));
        let reference = Engine::of_reference(&sources, Config::default()).unwrap();
        assert!(engine.is_compiled(EventKind::OrderDelivered, Part::Sms, &tag("en")));
        same(&engine, &reference, &fixture("order_delivered"), &force("en", Channel::Sms)).unwrap();
    }
}

#[test]
fn no_value_may_be_set_as_loop() {
    let templates = [
        "{% set loop = ready.number %}{{ loop }}",
        "{% set_global loop = 1 %}{{ loop }}",
        "{% set loop %}a{% endset %}{{ loop }}",
        "{% for item in order.orderitem_set %}{% set loop = item %}{{ loop.index }}{% endfor %}",
        "{% for loop in order.orderitem_set %}{{ loop.index }}{% endfor %}",
    ];
    for template in templates {
        let sources =
            Sources::new().template("order_delivered/sms.txt", template).locale("en/a.ftl", "a = b");
        let error = |engine: Result<Engine, CatalogError>| engine.err().map(|error| error.to_string());
        let compiled = error(Engine::new(&sources, Config::default()));
        assert!(compiled.as_ref().is_some_and(|text| text.contains("loop is a reserved")), "{compiled:?}");
        assert_eq!(compiled, error(Engine::of_reference(&sources, Config::default())));
    }
}

#[test]
fn what_a_component_is_given_as_loop_comes_out_the_same() {
    let bodies =
        ["{{ loop.number }}", "{{ loop.index }}", "{% for item in rows %}{{ loop.index }}{% endfor %}"];
    let piece = "{{ <piece loop={order} rows={order.orderitem_set} /> }}";
    let in_a_loop = format!("{{% for item in order.orderitem_set %}}{piece}{{% endfor %}}");
    for (body, page) in bodies.iter().flat_map(|body| [(body, piece), (body, &in_a_loop)]) {
        let sources = Sources::new()
            .template("order_delivered/email.html", page)
            .template("order_delivered/email.subject.txt", "Delivered")
            .template(
                "_shared/components.html",
                format!("{{% component piece(loop, rows) %}}{body}{{% endcomponent %}}"),
            )
            .locale("en/a.ftl", "a = b");
        let engine = Engine::new(&sources, Config::default()).unwrap_or_else(|e| panic!("{body}: {e}"));
        let reference = Engine::of_reference(&sources, Config::default()).unwrap();
        let found = same(&engine, &reference, &fixture("order_delivered"), &force("en", Channel::Email));
        assert!(found.is_ok(), "{body}: {}", found.unwrap_err());
    }
}

/// What templates and sentences have been written of, with something that only the reference knows in each.
#[test]
fn what_only_the_reference_knows_comes_out_the_same() {
    let locale = "said = Said { $number }\nkept = Kept\nlost = { -brand($refund) }\n\
                  -brand = Brand { $form ->\n    [a] a\n   *[b] b\n  }";
    let templates = [
        "{{ ready.number | default(value=order.nothing.at_all) }}",
        "{{ ready.number | default(value=t(id=\"kept\", of=nobody)) }}",
        "{{ ready.number | default(value=nobody) }}",
        "{% if nobody | default(value=order.nothing) %}a{% else %}b{% endif %}",
        "[{{ nobody | safe }}]",
        "{% if false | safe %}true{% else %}false{% endif %}",
        "{% if (1 | safe) == 1 %}one{% else %}a text{% endif %}",
        "{{ order.orderitem_set | safe | length }}",
        "{% for item in order.orderitem_set %}{% include \"_shared/part.txt\" %}{% endfor %}",
        "{{ t(id=\"kept\", of=order) }}",
        "{{ t(id=\"kept\", of=order.orderitem_set) }}",
        "{{ t(id=\"kept\", of=order.nothing) }}",
        "{{ t(id=\"lost\") }}",
    ];
    for template in templates {
        let sources = Sources::new()
            .template("order_delivered/sms.txt", template)
            .template("_shared/part.txt", "{{ loop.index }}")
            .locale("en/a.ftl", locale);
        let engine = Engine::new(&sources, Config::default()).unwrap_or_else(|e| panic!("{template}: {e}"));
        let reference = Engine::of_reference(&sources, Config::default()).unwrap();
        let found = same(&engine, &reference, &fixture("order_delivered"), &force("en", Channel::Sms));
        assert!(found.is_ok(), "{template}: {}", found.unwrap_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn strange_events_come_out_the_same(
        at in any::<prop::sample::Index>(),
        places in prop::collection::vec((any::<prop::sample::Index>(), odd()), 1..4),
        language in prop::sample::select(LANGUAGES.to_vec()),
        channel in prop::sample::select(Channel::ALL.to_vec()),
    ) {
        let names = fixtures();
        let mut event: Value = serde_json::from_str(&fixture(&names[at.index(names.len())])).unwrap();
        for (place, value) in places {
            let mut paths = Vec::new();
            pointers(&event, "", &mut paths);
            *event.pointer_mut(&paths[place.index(paths.len())]).unwrap() = value;
        }
        let found = same(shipped(), reference(), &event.to_string(), &force(language, channel));
        prop_assert!(found.is_ok(), "{}\n{event}", found.unwrap_err());
    }
}

/// What may stand in a field's place, with what a sentence, a page or a direction could stumble over.
fn odd() -> impl Strategy<Value = Value> {
    let texts = [
        "{$name}",
        "{",
        "\\u{e000}object",
        "<b>&\"'",
        "ליאת",
        "\u{2068}x",
        "TRY",
        "0",
        "1250.5",
        "a *b* _c_",
    ];
    prop_oneof![strange(), prop::sample::select(texts.to_vec()).prop_map(Value::from)]
}
