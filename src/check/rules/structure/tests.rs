//! For each rule a tree with a finding, and the nearest one without.

use crate::catalog::Sources;
use crate::check::diagnostic::settle;
use crate::check::model::Model;
use crate::config::Config;

fn told(sources: &Sources, config: &str) -> Vec<String> {
    let config = Config::parse(config, std::iter::empty()).unwrap();
    let model = Model::new(sources, &config, &[]);
    settle(super::tell(&model))
        .into_iter()
        .map(|found| {
            format!("{} {}: {} | {}", found.rule.code, found.location.file, found.message, found.help)
        })
        .collect()
}

fn sources(templates: &[&str], locales: &[&str]) -> Sources {
    let sources = templates.iter().fold(Sources::new(), |sources, path| sources.template(*path, "x"));
    locales.iter().fold(sources, |sources, path| sources.locale(*path, "a = A"))
}

#[test]
fn templates_that_are_never_chosen() {
    let check = |templates: &[&str], config: &str, expected: &[&str]| {
        assert_eq!(told(&sources(templates, &["en/a.ftl", "tr-CY/a.ftl"]), config), expected);
    };
    check(&["order_delivered/sms.txt", "order_delivered/sms.tr.txt"], "", &[]);
    check(
        &["order_delivered/sms.txt", "order_delivered/sms.fr.txt"],
        "",
        &[
            "unused-template templates/order_delivered/sms.fr.txt: there are no locales for `fr`, so this is never chosen | add a folder locales/fr/, or delete the file",
        ],
    );
    check(
        &["order_delivered/sms.txt", "order_delivered/sms.en.txt", "order_delivered/sms.tr.txt"],
        "",
        &[
            "unused-template templates/order_delivered/sms.txt: every language has a template of its own for this, so this one is never chosen | delete it, or one of the others",
        ],
    );
    check(
        &["order_delivered/sms.txt", "_shared/x.txt"],
        "",
        &[
            "unused-template templates/_shared/x.txt: no template includes, extends or calls this | delete it, or use it",
        ],
    );
    check(
        &["order_delivered/sms.txt", "order_delivered/whatsapp.txt"],
        "[events.order_delivered]\nchannels = [\"sms\"]",
        &[
            "unused-template templates/order_delivered/whatsapp.txt: whatsapp is not among the channels of order_delivered, so this is never chosen | add whatsapp to the channels in tellal.toml, or delete the file",
        ],
    );
}

#[test]
fn no_language_at_all() {
    let check = |text: &str, locales: &[&str], expected: &[&str]| {
        assert_eq!(told(&sources(&[], locales).template("order_delivered/sms.txt", text), ""), expected);
    };
    let expected = "unknown-language locales/: there is no language in `locales/`, and templates say sentences with t() \
                    | make a folder locales/en/ with a file such as orders.ftl, and write into it: order-delivered = …";
    check("{{ t(id=\"order-delivered.short\") }}", &[], &[expected]);
    check("{{ ready.number }}", &[], &[]);
    check("{{ t(id=\"order-delivered\") }}", &["en/a.ftl"], &[]);
}

#[test]
fn the_language_of_last_resort() {
    let with = |locales: &[&str]| {
        sources(&[], locales).template("order_delivered/sms.txt", "{{ t(id=\"order-delivered\") }}")
    };
    assert_eq!(told(&with(&["en/a.ftl", "tr/a.ftl"]), ""), [""; 0]);
    assert_eq!(
        told(&with(&["tr/a.ftl"]), ""),
        [
            "missing-language locales/: there is no folder locales/en/, the language of whoever asks for none of tr | add the folder, or name another language in tellal.toml: [engine] default_language = \"tr\""
        ]
    );
    assert_eq!(told(&with(&["tr/a.ftl"]), "[engine]\ndefault_language = \"tr\""), [""; 0]);
}

#[test]
fn languages_that_the_configuration_names() {
    let sources = sources(&["order_delivered/sms.txt"], &["en/a.ftl", "de/a.ftl"]);
    let told = |config: &str| told(&sources, config);
    assert_eq!(
        told("[site]\ndefault_language = \"tr\"\n[sites.\"www.example.fr\"]\ndefault_language = \"fr-FR\""),
        [
            "missing-language tellal.toml: `default_language` below [site] is `tr`, and there is no folder locales/tr/ | add the folder, or name another language",
            "missing-language tellal.toml: `default_language` below [sites.\"www.example.fr\"] is `fr-FR`, and there is no folder locales/fr/ | add the folder, or name another language",
        ]
    );
    assert_eq!(
        told("[engine]\ndefault_language = \"tr\"\n[engine.fallbacks]\nkk = [\"ru\", \"de\"]"),
        [
            "missing-language tellal.toml: `default_language` below [engine] is `tr`, and there is no folder locales/tr/ | add the folder, or name another language",
            "missing-language tellal.toml: `kk` below [engine.fallbacks] names `ru`, and there is no folder locales/ru/ | add the folder, or name another language",
        ]
    );
    let there = "[engine]\ndefault_language = \"de\"\n[site]\ndefault_language = \"de-AT\"\n[engine.fallbacks]\nnl = [\"de\"]";
    assert_eq!(told(there), [""; 0]);
}

#[test]
fn languages_and_readers() {
    let told = |templates: &[&str], locales: &[&str]| told(&sources(templates, locales), "");
    assert_eq!(told(&["order_delivered/sms.txt"], &["tr/a.ftl", "zh-Hans/a.ftl"]), Vec::<String>::new());
    assert_eq!(
        told(&["order_delivered/sms.txt"], &["rt/a.ftl"]),
        [
            "unknown-language locales/rt/a.ftl: `rt` is no language | name the folder by a language tag: tr, tr-CY, sr-Latn",
        ]
    );
    assert_eq!(
        told(&["order_delivered/sms.tr.txt"], &["tr/a.ftl", "en/a.ftl"]),
        [
            "unreceivable-message templates/order_delivered/sms.tr.txt: nobody who reads `en` can be told of order_delivered | add templates/order_delivered/sms.txt or another template for all languages",
        ]
    );
}
