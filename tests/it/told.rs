//! What the program says to an operator who has slipped, and how it helps to mend that.

use tellal::clock::SystemClock;
use tellal::outbox::{Intake, OutboxConfig, SqliteStore};

use crate::load::program::Program;
use crate::outbox::delivered;
use crate::people::text;

const ID: &str = "01980c5e-6c00-7000-8000-000000000000";

/// A program whose queue nobody serves.
fn with_queue() -> Program {
    let program = Program::new("");
    drop(SqliteStore::open(program.output("tellal.db"), OutboxConfig::default(), &SystemClock).unwrap());
    program
}

/// What it says where it cannot run.
fn refused(program: &Program, arguments: &[&str]) -> String {
    let output = program.run(arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {output:?}");
    assert_eq!(text(&output), "", "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_level_that_is_none_is_refused_before_serving() {
    for (level, help) in [("warning", "did you mean warn?"), ("", "log.level: ``"), ("none", "off, error")] {
        let program = Program::new("").with("TELLAL_LOG__LEVEL", level);
        let told = refused(&program, &["config"]);
        assert!(told.contains("log.level: ") && told.contains(help), "{level:?}: {told}");
    }
    let program = Program::new("").with("TELLAL_LOG__LEVEL", "warn,tellal::dispatch=debug");
    assert!(program.run(&["config"]).status.success());
}

#[test]
fn entries_are_meant_by_id_or_by_options() {
    let program = with_queue();
    for command in ["redrive", "cancel"] {
        for option in [
            ["--state", if command == "redrive" { "dead" } else { "due" }],
            ["--event", "order_delivered"],
            ["--order", "ORD-1"],
            ["--phone", "+905551234567"],
            ["--before", "1h"],
        ] {
            let told = refused(&program, &["outbox", command, ID, option[0], option[1]]);
            assert!(told.contains("cannot be used with") && told.contains(option[0]), "{told}");
        }
    }
    let noted = program.run(&["outbox", "cancel", ID, "--note", "placed by mistake"]);
    assert_eq!(noted.status.code(), Some(1), "a note does not choose: {noted:?}");
}

#[test]
fn the_exit_status_is_what_the_help_says() {
    let program = with_queue();
    let status = |arguments: &[&str]| program.run(&[&["outbox"], arguments].concat()).status.code();
    let nothing = ["--order", "ORD-1"];
    for command in ["list", "redrive", "cancel", "purge"] {
        assert_eq!(status(&[&[command], &nothing[..]].concat()), Some(0), "{command}");
    }
    for named in [
        &["show", ID][..],
        &["redrive", ID],
        &["cancel", ID],
        &["quarantine", "7"],
        &["opt-out", "remove", "sms", "+905551234567"],
    ] {
        assert_eq!(status(named), Some(1), "{named:?}");
    }
    let help = text(&program.run(&["outbox", "--help"]));
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains("Exit status: 0 done, also where a filter matches nothing"), "{help}");
}

#[test]
fn what_is_expected_is_said() {
    let program = with_queue();
    for (arguments, expected) in [
        (&["outbox", "list", "--limit", "x"][..], "expected a whole number, such as 50"),
        (&["outbox", "list", "--limit", "-1"], "expected a whole number, such as 50"),
        (&["outbox", "quarantine", "--limit", "x"], "expected a whole number, such as 50"),
        (&["outbox", "opt-out", "list", "--limit", "x"], "expected a whole number, such as 50"),
        (
            &["outbox", "quarantine", "x"],
            "expected the number of a body, as `tellal outbox quarantine` lists it",
        ),
        (&["serve", "--listen", "18098"], "expected an address and a port, such as 127.0.0.1:18098"),
        (
            &["serve", "--listen", "localhost:18098"],
            "expected an address and a port, such as 127.0.0.1:18098",
        ),
        (&["serve", "--listen", "x"], "expected an address and a port, such as 127.0.0.1:8080"),
    ] {
        // A value that begins with a dash is one of its option's.
        let joined = arguments.join(" ").replace(" -1", "=-1");
        let told = refused(&program, &joined.split(' ').collect::<Vec<_>>());
        assert!(told.contains(expected), "{arguments:?}: {told}");
    }
}

#[test]
fn a_password_file_is_named_with_its_key() {
    let folder = tempfile::tempdir().unwrap();
    let (missing, empty) = (folder.path().join("missing"), folder.path().join("empty"));
    std::fs::write(&empty, "\n").unwrap();
    let own = Program::new("")
        .without_credentials()
        .with("TELLAL_GATEWAY__USERNAME", "commerce")
        .with("TELLAL_GATEWAY__PASSWORD_FILE", missing.to_str().unwrap());
    let told = refused(&own, &["serve"]);
    let expected = format!("gateway.password_file: cannot read {}: No such file", missing.display());
    assert!(told.contains(&expected), "{told}");
    let more = Program::new(&format!(
        "[[gateway.credentials]]\nusername = \"other\"\npassword_file = \"{}\"\n",
        empty.display()
    ));
    let told = refused(&more, &["serve"]);
    let expected = format!("gateway.credentials[0].password_file: {} holds no password", empty.display());
    assert!(told.contains(&expected), "{told}");
}

#[test]
fn where_there_is_no_queue_it_is_said_how_to_find_it() {
    let program = Program::new("").with("TELLAL_OUTBOX__PATH", "nowhere.db");
    let here = crate::support::root();
    for command in [&["stats"][..], &["outbox", "list"]] {
        let told = refused(&program, command);
        let expected = format!("there is no outbox at {}", here.join("nowhere.db").display());
        for part in [&expected, "outbox.path", "server's folder", "--config"] {
            assert!(told.contains(part), "{part} in {told}");
        }
    }
}

#[test]
fn before_a_fault_no_table_is_begun() {
    refused(&with_queue(), &["outbox", "list", "--phone", "123"]);
}

#[test]
fn an_empty_list_says_that_it_is_empty() {
    let program = with_queue();
    let list = |arguments: &[&str]| text(&program.run(&[&["outbox"], arguments].concat()));
    for command in [&["list"][..], &["opt-out", "list"], &["quarantine"]] {
        assert_eq!(list(command).lines().last(), Some("0 shown"), "{command:?}");
        assert_eq!(list(&[command, &["--json"]].concat()), "", "{command:?}");
    }
    program.run(&["outbox", "opt-out", "add", "sms", "+905551234567"]);
    assert_eq!(list(&["opt-out", "list"]).lines().last(), Some("1 shown"));
}

#[tokio::test]
async fn who_was_never_to_be_sent_anything_has_no_channel() {
    let program = with_queue();
    let store =
        SqliteStore::open(program.output("tellal.db"), OutboxConfig::default(), &SystemClock).unwrap();
    let entry = delivered(1, 0);
    let id = entry.id.to_string();
    store.accept(entry).await.unwrap();
    let channel = || {
        let shown = text(&program.run(&["outbox", "show", &id]));
        let line = shown.lines().find(|line| line.trim_start().starts_with("channel"));
        line.unwrap_or_else(|| panic!("{shown}")).split_whitespace().skip(1).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(channel(), "none yet");
    assert!(program.run(&["outbox", "cancel", &id]).status.success());
    assert_eq!(channel(), "none");
}

#[test]
fn nobody_is_told_to_try_what_does_not_run() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let program = Program::new("").without_credentials();
    let told = refused(&program, &["serve", "--listen", &address]);
    assert!(told.contains("cannot listen on") && !told.contains("try it"), "{told}");
    assert!(!told.contains("credentials"), "{told}");
}

#[test]
fn the_id_that_providers_are_given_is_told_apart() {
    let program = with_queue();
    for command in ["show", "redrive", "cancel"] {
        let told = refused(&program, &["outbox", command, &format!("{ID}-whatsapp")]);
        assert!(told.contains(&format!("leave out what stands behind the entry's id: {ID}")), "{told}");
        let told = refused(&program, &["outbox", command, "ORD-1"]);
        assert!(told.contains("not an entry's id, which is a UUID such as"), "{told}");
    }
}

#[test]
fn a_later_database_says_what_can_read_it() {
    let program = with_queue();
    let path = program.output("tellal.db");
    let db = rusqlite::Connection::open(&path).unwrap();
    let known: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    db.pragma_update(None, "user_version", 99).unwrap();
    let told = refused(&program, &["stats"]);
    let known = format!("its form is 99, and this version knows forms up to {known}");
    for part in
        [path.to_str().unwrap(), "a later version of tellal", &known, "backup from before the upgrade"]
    {
        assert!(told.contains(part), "{part} in {told}");
    }
}
