//! Catalogs: swapped as a whole, never half.

use tellal::{Channel, Config, Engine, Sources};

use crate::support::{fixture, force, message, sms};

fn saying(text: &str) -> Sources {
    Sources::new()
        .template("order_delivered/sms.txt", format!("{text} {{{{ order.number }}}}"))
        .locale("en/a.ftl", "a = b")
}

#[test]
fn a_reload_reaches_every_clone_and_a_broken_one_nobody() {
    let engine = Engine::new(&saying("first"), Config::default()).unwrap();
    let clone = engine.clone();
    let event = fixture("order_delivered");
    engine.reload(&saying("second")).unwrap();
    assert_eq!(sms(&clone, &event), "second ORD-2024-00001");
    engine.reload(&saying("{% if %}")).unwrap_err();
    assert_eq!(sms(&clone, &event), "second ORD-2024-00001");
}

#[test]
fn an_engine_is_shared_between_threads() {
    fn shared<T: Send + Sync + Clone>(_: &T) {}
    shared(crate::support::shipped());
}

#[test]
fn layouts_partials_and_blocks_work_across_files() {
    let sources = Sources::new()
        .template(
            "_shared/base.txt",
            "[{% block body %}none{% endblock %}]{% include \"_shared/sign.txt\" %}",
        )
        .template("_shared/sign.txt", " -- {{ site.name }}")
        .template(
            "order_delivered/sms.txt",
            "{% extends \"_shared/base.txt\" %}{% block body %}{{ order.number }}{% endblock %}",
        )
        .locale("en/a.ftl", "a = b");
    let engine = Engine::new(&sources, Config::default()).unwrap();
    assert_eq!(sms(&engine, &fixture("order_delivered")), "[ORD-2024-00001] -- example.com");
}

#[test]
fn a_catalog_without_locales_writes_in_the_default_language() {
    let sources = Sources::new().template(
        "order_delivered/sms.txt",
        "{{ order.amount | money(currency=order.currency, display=\"code\") }}, {{ order.created_date | date(dateStyle=\"long\") }}",
    );
    let config = Config::parse("[engine]\ndefault_language = \"de\"", []).unwrap();
    let engine = Engine::new(&sources, config).unwrap();
    let outcome = engine.preview(fixture("order_delivered").as_bytes(), &force("de", Channel::Sms));
    assert_eq!(message(outcome).body.text(), "1.250,00 TRY, 15. Januar 2024");
}

#[test]
fn the_site_gives_name_zone_and_what_else_is_configured() {
    let sources = Sources::new()
        .template(
            "order_delivered/sms.txt",
            "{{ site.name }} {{ site.logo_url }} {{ order.created_date | datetime(dateStyle=\"short\", timeStyle=\"short\") }} \
             {{ order.orderitem_set[0].estimated_delivery_date | date(dateStyle=\"short\") }} {{ site.support_email or \"-\" }}",
        )
        .locale("tr/a.ftl", "a = b");
    let config = Config::parse(
        "[site]\nsupport_email = \"help@example.com\"\n[sites.\"www.example.com\"]\nname = \"Örnek\"\n\
         time_zone = \"Europe/Istanbul\"\nlogo_url = \"https://cdn.example.com/l.png\"",
        [],
    )
    .unwrap();
    let engine = Engine::new(&sources, config).unwrap();
    let outcome = engine.preview(fixture("order_delivered").as_bytes(), &force("tr", Channel::Sms));
    assert_eq!(
        message(outcome).body.text(),
        "Örnek https://cdn.example.com/l.png 15.01.2024 13:30 20.01.2024 help@example.com"
    );
}

#[test]
fn a_configuration_tells_every_key_that_is_wrong() {
    let error = Config::parse(
        "[engine]\ndefault_language = \"Turkish!\"\n[events.order_deliverd]\nclass = \"marketing\"\n[site]\n\
         time_zone = \"Istanbul\"\nregion = \"Turkey\"\n[money.digits]\nxyz = 2\nhuf = 9\n[sms]\nencodings = []",
        [],
    )
    .unwrap_err();
    insta::assert_snapshot!("configuration_errors", error.to_string());
    let unknown = Config::parse("[engin]\nx = 1", []).unwrap_err().to_string();
    assert!(unknown.contains("engin"), "{unknown}");
}

#[test]
fn the_environment_overrides_the_file() {
    let environment = [
        ("TELLAL_ENGINE__CHANNELS".to_owned(), "[\"email\"]".to_owned()),
        ("TELLAL_SITE__NAME".to_owned(), "From the environment".to_owned()),
        ("HOME".to_owned(), "/".to_owned()),
    ];
    let config = Config::parse("[engine]\nchannels = [\"sms\"]", environment).unwrap();
    assert_eq!(config.channels, [Channel::Email]);
    assert_eq!(config.site("x.example").name, "From the environment");
}
