//! `tellal check` as people and programs call it.

use serde_json::Value;
use tellal::check::rules;

use super::{MISSPELT, SMS_FILE, Tree};

#[test]
fn exit_status_tells_what_was_found() {
    let tree = Tree::new(&[]);
    assert_eq!(tree.run(&[]), (0, "no findings in 1 template and 1 language\n".to_owned()));
    assert_eq!(tree.run(&["--templates", "nowhere"]).0, 2);
    assert_eq!(tree.run(&["--format", "xml"]).0, 2);
    assert_eq!(tree.run(&["--explain", "pigeon"]).0, 2);
    assert_eq!(tree.run(&["--list", "--fix"]).0, 2);
    tree.write(SMS_FILE, "{{ order.number }");
    assert_eq!(tree.run(&[]).0, 1);
    assert_eq!(tree.run(&["--allow-warnings"]).0, 1);
}

#[test]
fn a_comment_allows_a_finding() {
    let text = "{{ t(id=\"a\") }}\n{# tellal: allow unknown-field: the shop adds it #}\n\
                {% if order.shelf %}{{ order.shelf }}{% endif %}\n";
    let tree =
        Tree::new(&[(SMS_FILE, text), ("locales/tr/a.ftl", "a = { $number } numaralı siparişiniz geldi.\n")]);
    let expected = "no findings in 1 template and 2 languages; 2 suppressed\n";
    assert_eq!(tree.run(&[]), (0, expected.to_owned()));
}

#[test]
fn a_file_that_is_no_text_is_a_finding_and_the_others_are_looked_at() {
    let tree = Tree::new(&[("templates/order_completed/sms.txt", "{{ order.number }")]);
    std::fs::write(tree.path(SMS_FILE), b"\xff\xfe").unwrap();
    let (status, told) = tree.run(&["--format", "github"]);
    assert_eq!(status, 1);
    assert!(
        told.contains("order_delivered/sms.txt,line=1,endLine=1,title=tellal%3A unreadable-file::"),
        "{told}"
    );
    assert!(told.contains("title=tellal%3A template-syntax::"), "{told}");
}

#[test]
fn programs_get_nothing_but_their_format() {
    let tree = Tree::new(&[(SMS_FILE, MISSPELT)]);
    let json: Value = serde_json::from_str(&tree.run(&["--format", "json"]).1).unwrap();
    assert_eq!(json["findings"][0]["code"], "unknown-field");
    assert_eq!(json["summary"]["errors"], 1);
    let sarif: Value = serde_json::from_str(&tree.run(&["--format", "sarif"]).1).unwrap();
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "unknown-field");
    assert!(!tree.run(&[]).1.contains('\u{1b}'), "no colours into a pipe");
}

#[test]
fn paths_are_those_that_were_given() {
    let tree = Tree::new(&[("shop/texts/order_delivered/sms.txt", MISSPELT)]);
    let (_, told) = tree.run(&["--templates", "./shop/texts"]);
    assert!(told.contains("--> shop/texts/order_delivered/sms.txt:2:10"), "{told}");
}

#[test]
fn rules_are_listed_and_explained() {
    let tree = Tree::new(&[]);
    let (status, list) = tree.run(&["--list"]);
    assert_eq!((status, list.lines().count()), (0, rules().len()));
    for (rule, line) in rules().into_iter().zip(list.lines()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        assert!(words[0] == rule.code && ["error", "warning"].contains(&words[1]), "{line}");
        assert!(line.ends_with(rule.summary), "{line}");
    }
    insta::assert_snapshot!("check_explain", tree.run(&["--explain", "locale-conflict"]).1);
    let told = super::text(&tree.check(&["--explain", "locale-conflct"]).stderr);
    assert!(told.contains("did you mean `locale-conflict`?"), "{told}");
}
