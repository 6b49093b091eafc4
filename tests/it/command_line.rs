//! The program itself: output, exit status, streams.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tellal::outbox::State;

use crate::support::{changed, fixture, root};

fn tellal(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tellal"));
    command.current_dir(root()).args(arguments).env_remove("NO_COLOR");
    command
}

fn run(arguments: &[&str]) -> Output {
    tellal(arguments).output().unwrap()
}

fn run_with(arguments: &[&str], input: &str) -> Output {
    let mut child = tellal(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    output
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// One fixture as a line of JSON Lines.
fn line(event: &str) -> String {
    let json: Value = serde_json::from_str(event).unwrap();
    format!("{json}\n")
}

#[test]
fn render_shows_what_would_be_sent_and_why() {
    let output =
        run(&["render", "tests/fixtures/order_delivered.json", "--channel", "sms", "--language", "tr"]);
    assert_eq!(output.status.code(), Some(0));
    insta::assert_snapshot!("render_for_people", text(&output.stdout));
    assert!(!text(&output.stdout).contains('\u{1b}'), "no colours into a pipe");
}

#[test]
fn render_prints_the_shape_that_programs_rely_on() {
    let output = run(&[
        "render",
        "--json",
        "tests/fixtures/order_delivered.json",
        "--channel",
        "sms",
        "--language",
        "en",
    ]);
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["outcome"], "message");
    assert_eq!(json["event"], "order_delivered");
    assert_eq!(json["sms"]["encoding"], "gsm7");
    assert_eq!(json["receipt"]["template"], "order_delivered/sms.txt");
    assert_eq!(json["receipt"]["language"]["used"], "en");
    assert_eq!(text(&output.stdout).lines().count(), 1);
}

#[test]
fn ten_thousand_lines_a_hundred_of_them_broken() {
    const EVENTS: usize = 10_000;
    let events: Vec<String> =
        ["order_delivered", "order_cancellation", "product_alert", "order_shipped_partial_cargo"]
            .map(|name| line(&fixture(name)))
            .to_vec();
    let broken =
        ["{\"to\":\n".to_owned(), line(&changed("order_delivered", |json| json["event"] = "?".into()))];
    let is_broken = |number: usize| number % 100 == 37;
    let mut child =
        tellal(&["render", "--jsonl"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let id = child.id();
    let reader = BufReader::new(child.stdout.take().unwrap());
    let (early, late) = std::thread::scope(|scope| {
        let outcomes = scope.spawn(move || {
            let (mut early, mut number) = (0, 0);
            for line in reader.lines() {
                let json: Value = serde_json::from_str(&line.unwrap()).unwrap();
                let expected = if is_broken(number) { "error" } else { "message" };
                assert_eq!(json["outcome"], expected, "line {number}: {json}");
                if is_broken(number) {
                    assert_eq!(json["line"], number + 1, "{json}");
                }
                number += 1;
                if number == EVENTS / 10 {
                    early = resident_kilobytes(id);
                }
                if number == EVENTS {
                    return (early, resident_kilobytes(id));
                }
            }
            panic!("{number} lines came back");
        });
        for number in 0..EVENTS {
            let next =
                if is_broken(number) { &broken[number / 100 % 2] } else { &events[number % events.len()] };
            stdin.write_all(next.as_bytes()).unwrap();
        }
        // What is buffered comes out only at the end of the input, but the process lives until it is read.
        drop(stdin);
        outcomes.join().unwrap()
    });
    assert_eq!(child.wait().unwrap().code(), Some(1));
    println!("resident memory: {early} KB after a tenth, {late} KB at the end");
    assert!(late <= early + 16 * 1024, "memory grew from {early} to {late} KB");
}

/// Resident memory of a process; 0 where there is no /proc, or the process has just ended.
fn resident_kilobytes(id: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[test]
fn a_line_of_any_length_is_answered_and_the_next_one_read() {
    let input = format!("{}\n\n{}", "x".repeat(3_000_000), line(&fixture("order_delivered")));
    let output = run_with(&["render", "--jsonl"], &input);
    let lines: Vec<Value> =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((lines[0]["error"]["code"].as_str(), lines[0]["line"].as_u64()), (Some("too_large"), Some(1)));
    assert_eq!(lines[1]["outcome"], "message");
    assert_eq!((lines.len(), output.status.code()), (2, Some(1)));
}

#[test]
fn exit_status_tells_what_happened() {
    assert_eq!(run(&["render", "no-such-file.json"]).status.code(), Some(2));
    assert_eq!(
        run(&["render", "--templates", "nowhere", "tests/fixtures/order_delivered.json"]).status.code(),
        Some(2)
    );
    assert_eq!(
        run(&["render", "--channel", "pigeon", "tests/fixtures/order_delivered.json"]).status.code(),
        Some(2)
    );
    assert_eq!(run_with(&["render"], "{}").status.code(), Some(1));
    assert_eq!(run_with(&["render", "-"], &fixture("product_alert")).status.code(), Some(0));
    assert_eq!(run(&["check"]).status.code(), Some(0));
    assert_eq!(run(&["vars", "order_deliverd"]).status.code(), Some(2));
}

#[test]
fn faults_of_an_event_are_shown_for_people() {
    let event = changed("order_delivered", |json| {
        json["to"] = 5.into();
        json["payload"]["order"]["currency"]["value"] = "xyz".into();
    });
    let output = run_with(&["render"], &event);
    insta::assert_snapshot!("event_faults", text(&output.stdout));
}

#[test]
fn check_tells_every_fault_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("templates/order_delivered/sms.txt", "{% if x %}");
    write("locales/en/a.ftl", "a = { $b");
    let output = tellal(&["check"]).current_dir(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!("check_faults", text(&output.stdout));
}

#[test]
fn vars_lists_names_and_examples() {
    let output = run(&["vars", "order_checkout_url_with_token"]);
    assert_eq!(output.status.code(), Some(0));
    insta::assert_snapshot!("vars_checkout", text(&output.stdout));
    let order = text(&run(&["vars", "order_delivered", "--language", "tr"]).stdout);
    assert!(order.contains("order.orderitem_set[].product.name") && order.contains("₺1.250,00"), "{order}");
    for line in text(&run(&["vars", "product_alert", "--json"]).stdout).lines() {
        serde_json::from_str::<Value>(line).unwrap();
    }
}

#[test]
fn help_teaches() {
    let help = text(&run(&["render", "--help"]).stdout);
    assert!(help.contains("tellal render --jsonl < events.jsonl"), "{help}");
}

#[test]
fn help_names_the_states_that_can_be_meant() {
    let named = |command: &str| {
        let help = text(&run(&["outbox", command, "--help"]).stdout);
        let option = help.split_once("--state <STATE>").unwrap().1.split_once("--event").unwrap().0;
        let words: Vec<&str> = option.split(|char: char| !char.is_ascii_lowercase()).collect();
        State::ALL.into_iter().filter(|state| words.contains(&state.as_str())).collect::<Vec<_>>()
    };
    assert_eq!(named("list"), State::ALL);
    let (ended, waiting): (Vec<State>, Vec<State>) = State::ALL.into_iter().partition(|state| state.is_end());
    assert_eq!(named("purge"), ended);
    assert_eq!(named("cancel"), waiting);
    assert_eq!(named("redrive"), [State::Suppressed, State::Dead, State::Cancelled, State::Superseded]);
}

#[test]
fn explain_answers_why() {
    let output = run(&["explain", "sms", "--language", "tr", "Işık’s ₺5"]);
    insta::assert_snapshot!("explain_sms", text(&output.stdout));
    let output = run(&["explain", "phone", "+90 (0) 555 123 45 67 ext. 5"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("phone_not_plain"));
    let output = run(&["explain", "language", "zh-TW", "--available", "zh-Hans,en"]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn explain_answers_lines() {
    let answer = |what: &str, question: &str| text(&run_with(&["explain", what, "--jsonl"], question).stdout);
    assert_eq!(
        answer("phone", "{\"input\":\"0555 123 45 67\",\"region\":\"TR\"}\n"),
        "{\"valid\":true,\"e164\":\"+905551234567\",\"type\":\"MOBILE\",\"repairs\":[],\"code\":null}\n"
    );
    assert_eq!(
        answer("sms", "{\"text\":\"Işık €\"}"),
        "{\"encoding\":\"ucs2\",\"units\":6,\"segments\":1,\"seg_units\":[6],\"forced\":[\"ş\",\"ı\"]}\n"
    );
    assert_eq!(
        answer("language", "{\"requested\":\"tr_CY\",\"available\":[\"tr\",\"en\"]}"),
        "{\"used\":\"tr\",\"chain\":[\"tr-CY\",\"tr\"]}\n"
    );
}
