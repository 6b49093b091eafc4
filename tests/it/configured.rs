//! What is said of a configuration, and of one with faults.

use tellal::clock::SystemClock;
use tellal::outbox::{OutboxConfig, SqliteStore};

use crate::load::program::Program;
use crate::people::{lines, text};

#[test]
fn faults_of_the_configuration_show_no_secret() {
    let provider = "[providers.api]\ntype = \"http\"\nurl = \"https://api.test/\"\n";
    for slip in [
        "password = \"hunter2".to_owned(),
        "token = hunter2".to_owned(),
        "form = { user = \"x\", pass = \"hunter2\" ".to_owned(),
        "form = { user = \"x\" pass = \"hunter2\" }".to_owned(),
        "token = \"a\"\ntoken = \"hunter2\"".to_owned(),
        "passwort = \"hunter2\"".to_owned(),
        "username = [\"hunter2\"]".to_owned(),
        "form = { pass = \"{{ hunter2\" }".to_owned(),
        "xml = \"<a pw='hunter2'>{{ nothing }}</a>\"".to_owned(),
        "headers = { X-Key = \"hunter2\\n\" }".to_owned(),
        "secrets = \"hunter2\"".to_owned(),
    ] {
        let program = Program::new(&format!("{provider}{slip}\n[gateway]\n"));
        for command in [&["config"][..], &["serve"], &["outbox", "list"], &["check"]] {
            let output = program.run(command);
            let told = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
            assert!(!told.contains("hunter2"), "{command:?} {slip}: {told}");
            assert!(command[0] == "check" || output.status.code() == Some(2), "{command:?} {slip}: {told}");
        }
    }
}

#[test]
fn a_provider_that_is_half_configured_hides_no_queue() {
    let program = Program::new("[providers.api]\ntype = \"http\"\nurll = \"x\"\n[gateway]\n");
    let queue = program.output("tellal.db");
    drop(SqliteStore::open(queue, OutboxConfig::default(), &SystemClock).unwrap());
    for command in [&["stats"][..], &["outbox", "list"], &["outbox", "quarantine"]] {
        let output = program.run(command);
        assert_eq!(output.status.code(), Some(0), "{command:?} {output:?}");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.starts_with("warning:") && told.contains("providers.api"), "{command:?}: {told}");
    }
    assert_eq!(program.run(&["serve"]).status.code(), Some(2));
    let missing = Program::new("").run(&["stats"]);
    assert_eq!(missing.status.code(), Some(2), "without a queue there is nothing to show");
}

#[test]
fn every_fault_of_the_configuration_is_told_before_serving() {
    let fault = |text: &str| {
        let output = Program::new(text).run(&["config"]);
        assert_eq!(output.status.code(), Some(2), "{text}");
        String::from_utf8(output.stderr).unwrap()
    };
    let lease = "[delivery]\nlease = \"70s\"\n[providers.console]\ntype = \"console\"\ntimeout = \"20s\"\n\
                 [channels.sms]\nprovider = \"console\"\n[channels.whatsapp]\nprovider = \"console\"\n\
                 [channels.email]\nprovider = \"console\"\n";
    let told = fault(lease);
    assert!(
        told.contains("delivery.lease: 70s is not longer than providers.console.timeout (20s)"),
        "{told}"
    );
    let told = fault("[gateway]\ncredentials = [\"a:b\"]\n");
    assert!(
        told.contains("gateway.credentials: expected a [[gateway.credentials]] with username and password"),
        "{told}"
    );
}

#[test]
fn config_shows_what_is_in_force_and_whence() {
    let program = Program::new(
        "[gateway]\nbody_limit = 1000\n[providers.mail]\ntype = \"console\"\n\
        [channels.sms]\nprovider = \"mail\"\n[channels.email]\nprovider = \"mail\"\n\
        [channels.whatsapp]\nprovider = \"mail\"\n",
    )
    .with("TELLAL_LOG__LEVEL", "debug");
    let shown = text(&program.run(&["config"]));
    let line = |key: &str| {
        shown.lines().find(|line| line.starts_with(key)).unwrap_or_else(|| panic!("{key}: {shown}"))
    };
    assert!(line("body_limit = 1000").contains("tellal.toml"));
    assert!(line("level = \"debug\"").contains("# TELLAL_LOG__LEVEL"));
    assert!(line("header_limit = 16384").contains("# default"));
    assert!(line("password = \"•••\"").contains("# TELLAL_GATEWAY__PASSWORD"));
    assert!(line("#password_file").contains("not set"));
    assert!(shown.contains("[providers.mail]") && !shown.contains("a password for tests"), "{shown}");
    let json = lines(&program.run(&["config", "--json"]));
    let listen = json.iter().find(|line| line["key"] == "gateway.listen").unwrap();
    assert_eq!((&listen["value"], &listen["source"]), (&"127.0.0.1:8080".into(), &"default".into()));

    let wrong = Program::new("[gateway]\nbody_limt = 1\nlisten = \"nowhere\"\n[delivery]\njiter = 1\n");
    let output = wrong.run(&["config"]);
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8(output.stderr).unwrap();
    for part in [
        "gateway.body_limt: there is no such key; did you mean body_limit?",
        "gateway.listen:",
        "delivery.jiter",
    ] {
        assert!(error.contains(part), "{part} in {error}");
    }
}
