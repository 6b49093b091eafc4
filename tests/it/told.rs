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
