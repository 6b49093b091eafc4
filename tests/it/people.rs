//! The program as operators use it: beginning, looking, setting right.

use std::process::Output;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::load::client::{self, Client};
use crate::load::program::Program;
use crate::provider::fake_http::{FakeHttp, reply};
use crate::support::{changed, fixture};

pub(crate) fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn lines(output: &Output) -> Vec<Value> {
    text(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Messages go to a port where nobody listens, and are given up at once.
fn unreachable() -> String {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    format!(
        "[engine]\nchannels = [\"sms\"]\n[delivery]\nretry = []\n[site]\nregion = \"TR\"\n\
         [channels.sms]\nprovider = \"nobody\"\n\
         [providers.nobody]\ntype = \"http\"\nurl = \"http://{free}/\"\nallow_private = true\n\
         json = {{ text = \"{{{{ text }}}}\" }}\n[[providers.nobody.rules]]\nstatus = \"2xx\"\nis = \"sent\"\n"
    )
}

/// Waits until as many entries are in a state.
fn wait_for(program: &Program, state: &str, count: usize) -> Vec<Value> {
    let start = Instant::now();
    loop {
        let found = lines(&program.run(&["outbox", "list", "--json", "--state", state]));
        if found.len() == count {
            return found;
        }
        let all = text(&program.run(&["outbox", "list"]));
        assert!(start.elapsed() < Duration::from_secs(60), "{all}\n{}", program.log());
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn order(number: &str) -> String {
    changed("order_delivered", |event| event["payload"]["order"]["number"] = number.into())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_needs_a_person_can_be_found_and_set_right() {
    let mut program = Program::new(&unreachable());
    program.start_and_wait();
    let mut client = Client::connect(program.address).await.unwrap();
    for event in [order("A-1"), order("A-2"), fixture("order_cancellation")] {
        assert_eq!(client.notify(event.as_bytes()).await.unwrap(), 200);
    }
    assert_eq!(client.notify(b"{\"event\":1}").await.unwrap(), 400);
    let dead = wait_for(&program, "dead", 3);
    for key in ["id", "state", "event", "order_number", "channel", "attempts", "accepted_at", "reason"] {
        assert!(dead.iter().all(|line| line.get(key).is_some()), "{key}: {dead:?}");
    }
    assert_eq!((&dead[1]["order_number"], &dead[1]["channel"]), (&"A-2".into(), &"sms".into()));

    assert!(dead.iter().all(|line| line["reason"] == "exhausted"), "{dead:?}");
    let metrics = client::get(program.address, "/metrics").await;
    let ended = "tellal_outcomes_total{channel=\"sms\",state=\"dead\",reason=\"exhausted\"} 3\n";
    assert!(metrics.contains(ended), "as the list says: {metrics}");

    let list = |filter: &[&str]| {
        let arguments = [&["outbox", "list", "--json"], filter].concat();
        lines(&program.run(&arguments)).len()
    };
    for (filter, expected) in [
        (&["--limit", "2"][..], 2),
        (&["--state", "delivered"], 0),
        (&["--state", "dead", "--state", "due"], 3),
        (&["--event", "order_cancellation"], 1),
        (&["--order", "A-1"], 1),
        (&["--phone", "0555 123 45 67"], 3),
        (&["--phone", "+905550000000"], 0),
        (&["--before", "1h"], 0),
        (&["--before", "2999-01-01T00:00:00Z"], 3),
    ] {
        assert_eq!(list(filter), expected, "{filter:?}");
    }
    let table = text(&program.run(&["outbox", "list"]));
    assert!(table.contains("help: ") && table.contains("3 shown") && !table.contains('\u{1b}'), "{table}");
    let misspelt = program.run(&["outbox", "list", "--state", "deda"]);
    assert_eq!(misspelt.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&misspelt.stderr).contains("did you mean dead?"));

    let id = dead[1]["id"].as_str().unwrap();
    let shown = text(&program.run(&["outbox", "show", id]));
    for part in ["dead", "A-2", "attempt 1", "help:", "+905551234567", "your order A-2"] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    assert_eq!(text(&program.run(&["outbox", "show", id, "--body"])), order("A-2"));
    let json = &lines(&program.run(&["outbox", "show", id, "--json"]))[0];
    assert_eq!(json.get("body"), None, "only who asks for the event is shown it");
    let with_body = &lines(&program.run(&["outbox", "show", id, "--json", "--body"]))[0];
    assert_eq!(with_body["body"]["payload"]["order"]["number"], "A-2");
    assert_eq!(json["attempt_list"].as_array().unwrap().len(), 1);
    let unknown = program.run(&["outbox", "show", "01980c5e-6c00-7000-8000-000000000000"]);
    assert_eq!(unknown.status.code(), Some(1));

    assert_eq!(program.run(&["outbox", "redrive"]).status.code(), Some(2), "one must say which");
    let redriven = program.run(&["outbox", "redrive", id]);
    assert!(redriven.status.success() && text(&redriven).contains("1 done"), "{redriven:?}");
    let again = || lines(&program.run(&["outbox", "show", id, "--json"]))[0].clone();
    let start = Instant::now();
    while again()["attempt_list"].as_array().unwrap().len() < 2 {
        assert!(start.elapsed() < Duration::from_secs(60), "{}", again());
        std::thread::sleep(Duration::from_millis(50));
    }
    let sent = lines(&program.run(&["outbox", "list", "--state", "dead", "--json"]))[0]["id"].clone();
    let too_late = program.run(&["outbox", "cancel", sent.as_str().unwrap()]);
    assert_eq!(too_late.status.code(), Some(1), "what has ended is not withdrawn");

    let stats = &lines(&program.run(&["stats", "--json"]))[0];
    assert_eq!((&stats["states"]["dead"], &stats["quarantined"]), (&3.into(), &1.into()));
    assert_eq!(stats["states"]["sending"], 0, "a figure is there when it is zero, too");
    assert!(text(&program.run(&["stats"])).contains("tellal outbox list --state dead"));

    let refused = &lines(&program.run(&["outbox", "quarantine", "--json"]))[0];
    let number = refused["id"].to_string();
    assert_eq!(text(&program.run(&["outbox", "quarantine", &number])), "{\"event\":1}");
    assert!(text(&program.run(&["outbox", "quarantine", "--purge", "0s"])).contains("1 purged"));

    assert_eq!(program.run(&["outbox", "purge"]).status.code(), Some(2), "one must say which");
    let forgotten = text(&program.run(&["outbox", "purge", "--phone", "+905551234567"]));
    assert_eq!((forgotten.as_str(), list(&[])), ("3 purged\n", 0));
    program.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_provider_called_it_is_shown_to_who_asks() {
    let api = FakeHttp::answering(|_| reply(200, "", r#"{"id":"wamid.905551234567"}"#)).await;
    let mut program = Program::new(&format!(
        "[engine]\nchannels = [\"sms\"]\n[channels.sms]\nprovider = \"api\"\n\
         [providers.api]\ntype = \"http\"\nurl = \"{}\"\nallow_private = true\nmessage_id = \"/id\"\n\
         json = {{ text = \"{{{{ text }}}}\" }}\n",
        api.url("/")
    ));
    program.start_and_wait();
    let mut client = Client::connect(program.address).await.unwrap();
    client.notify(order("C-1").as_bytes()).await.unwrap();
    let listed = wait_for(&program, "delivered", 1);
    assert_eq!(listed[0].get("provider_id"), None, "a list ends up in tickets");
    let id = listed[0]["id"].as_str().unwrap();
    let shown = text(&program.run(&["outbox", "show", id]));
    assert!(shown.contains("\n  provider id  wamid.905551234567\n"), "{shown}");
    let json = &lines(&program.run(&["outbox", "show", id, "--json"]))[0];
    assert_eq!(json["provider_id"], "wamid.905551234567");
    program.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_has_opted_out_is_left_alone() {
    let mut program = Program::new("[engine]\nchannels = [\"sms\"]\n");
    program.start_and_wait();
    let mut client = Client::connect(program.address).await.unwrap();
    assert!(program.run(&["outbox", "opt-out", "add", "sms", "+90 555 123 45 67"]).status.success());
    assert!(text(&program.run(&["outbox", "opt-out", "list"])).contains("sms      +905551234567"));
    client.notify(order("B-1").as_bytes()).await.unwrap();
    wait_for(&program, "suppressed", 1);
    assert!(program.run(&["outbox", "opt-out", "remove", "sms", "+905551234567"]).status.success());
    assert_eq!(program.run(&["outbox", "opt-out", "remove", "sms", "+905551234567"]).status.code(), Some(1));
    client.notify(order("B-2").as_bytes()).await.unwrap();
    wait_for(&program, "delivered", 1);
    program.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_receiver_who_cannot_be_read_is_nobody() {
    let mut without = Program::new("");
    let mut regions =
        Program::new("[sites.\"tr.example\"]\nregion = \"TR\"\n[sites.\"us.example\"]\nregion = \"US\"\n");
    for program in [&mut without, &mut regions] {
        program.start_and_wait();
        program.stop();
    }
    let fault = |program: &Program, arguments: &[&str]| {
        let output = program.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", text(&output));
        String::from_utf8(output.stderr).unwrap()
    };
    let add = |channel, address| ["outbox", "opt-out", "add", channel, address];
    for (arguments, why) in [
        (&add("sms", "0555 123 45 67")[..], "no country code"),
        (&add("sms", "ada@example.com"), "not a single plain phone number"),
        (&add("whatsapp", "+90 555 123"), "no valid number"),
        (&add("email", "0555 123 45 67"), "is no e-mail address"),
        (&["outbox", "opt-out", "remove", "sms", "0555 123 45 67"], "no country code"),
        (&["outbox", "list", "--phone", "0555 123 45 67"], "no country code"),
        (&["outbox", "purge", "--phone", "nobody"], "not a single plain phone number"),
        (&["outbox", "purge", "--state", "due"], "only what has ended can be purged, and `due` has not"),
        (&["outbox", "redrive", "--state", "delivered"], "without being delivered can start again"),
        (
            &["outbox", "cancel", "--state", "dead"],
            "only what has not ended can be cancelled, and `dead` has",
        ),
    ] {
        let told = fault(&without, arguments);
        assert!(told.contains(why), "{arguments:?}: {told}");
    }
    assert_eq!(text(&without.run(&["outbox", "opt-out", "list"])), "0 shown\n", "nothing was recorded");
    assert!(regions.run(&add("sms", "0555 123 45 67")).status.success(), "only Turkey has such a number");
    assert!(regions.run(&add("email", "Ada@Example.com")).status.success());
    let told = fault(&regions, &add("sms", "212 555 12 34"));
    assert!(
        told.contains("it may be +12125551234 or +902125551234; write it with its country code"),
        "{told}"
    );
    let list = text(&regions.run(&["outbox", "opt-out", "list"]));
    assert!(list.contains("+905551234567") && list.contains("ada@example.com"), "{list}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_event_steers_the_terminal() {
    let mut program = Program::new(&unreachable());
    program.start_and_wait();
    let mut client = Client::connect(program.address).await.unwrap();
    let evil = order("A\u{9b}2J\u{7}\u{1b}]0;owned");
    assert_eq!(client.notify(evil.as_bytes()).await.unwrap(), 200);
    let dead = wait_for(&program, "dead", 1);
    program.stop();
    for arguments in [&["outbox", "list"][..], &["outbox", "show", dead[0]["id"].as_str().unwrap()]] {
        let shown = text(&program.run(arguments));
        assert!(shown.contains("2J") && shown.contains("owned"), "{shown:?}");
        assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{9b}']), "{shown:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_password_is_changed_without_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("password");
    std::fs::write(&file, "first\n").unwrap();
    let section =
        format!("[[gateway.credentials]]\nusername = \"other\"\npassword_file = \"{}\"\n", file.display());
    let mut program = Program::new(&section);
    program.start_and_wait();
    let status = |password: &str| {
        use base64::Engine as _;

        let login = base64::prelude::BASE64_STANDARD.encode(format!("other:{password}"));
        let address = program.address;
        let body = fixture("order_delivered");
        let request = format!(
            "POST /api/notification HTTP/1.1\r\nHost: x\r\nAuthorization: Basic {login}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        async move {
            let mut client = Client::connect(address).await.unwrap();
            client.exchange(request.as_bytes()).await.unwrap().0
        }
    };
    assert_eq!((status("first").await, status("second").await), (200, 401));
    std::fs::write(&file, "second\n").unwrap();
    program.signal("-HUP");
    let start = Instant::now();
    while !program.log().contains("credentials were loaded") {
        assert!(start.elapsed() < Duration::from_secs(60), "{}", program.log());
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!((status("first").await, status("second").await), (401, 200));
    std::fs::remove_file(&file).unwrap();
    program.signal("-HUP");
    while !program.log().contains("credentials stay as they were") {
        assert!(start.elapsed() < Duration::from_secs(60), "{}", program.log());
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(status("second").await, 200);
    program.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_configuration_it_serves_this_machine_with_credentials_of_its_own() {
    let mut program = Program::new("").without_credentials();
    program.start_and_wait();
    let credentials = program.folder.path().join("tellal.credentials");
    let kept = std::fs::read_to_string(&credentials).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        for file in ["tellal.credentials", "tellal.db"] {
            let mode = std::fs::metadata(program.folder.path().join(file)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{file}");
        }
    }
    let login = kept.lines().find_map(|line| line.strip_prefix("user = \"")?.strip_suffix('"')).unwrap();
    let log = program.log();
    assert!(!log.contains(login.split_once(':').unwrap().1), "no password where no person looks");
    let (told, tried) = ("credentials for development are in", format!("http://{}/api", program.address));
    assert!(log.contains(told) && log.contains("try it: ") && log.contains(&tried), "{log}");
    let status = {
        use base64::Engine as _;

        let login = base64::prelude::BASE64_STANDARD.encode(login);
        let body = fixture("order_delivered");
        let request = format!(
            "POST /api/notification HTTP/1.1\r\nHost: x\r\nAuthorization: Basic {login}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let mut client = Client::connect(program.address).await.unwrap();
        client.exchange(request.as_bytes()).await.unwrap()
    };
    assert_eq!((status.0, status.1.len()), (200, 0));
    wait_for(&program, "delivered", 1);
    let printed = std::fs::read_to_string(program.output("stdout")).unwrap();
    assert!(printed.contains("Your order *ORD-2024-00001*"), "{printed}");
    program.stop();
    program.start_and_wait();
    assert_eq!(std::fs::read_to_string(&credentials).unwrap(), kept, "the same at the next start");
    program.stop();
}

#[test]
fn no_other_address_without_credentials() {
    let program = Program::new("").without_credentials();
    let output = program.run(&["serve", "--listen", "0.0.0.0:0"]);
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("no loopback address") && error.contains("TELLAL_GATEWAY__PASSWORD"), "{error}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_socket_that_is_held_for_it_a_restart_refuses_nobody() {
    let mut program = Program::new("").with_socket();
    program.start();
    let mut client = Client::connect(program.address).await.unwrap();
    assert_eq!(client.notify(order("A-1").as_bytes()).await.unwrap(), 200);
    program.stop();
    // Nobody is there, and still nobody is turned away.
    let address = program.address;
    let between = tokio::spawn(async move {
        let mut client = Client::connect(address).await.unwrap();
        client.notify(order("A-2").as_bytes()).await.unwrap()
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!between.is_finished());
    program.start();
    assert_eq!(between.await.unwrap(), 200);
    assert_eq!(wait_for(&program, "delivered", 2).len(), 2);
    program.stop();
}

/// What ends without an attempt is told as any other end is.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_ends_while_it_waits_is_in_log_and_figures() {
    let waits = "json = { text = \"{{ text }}\" }\nbreaker = { failures = 1, pause = 3600 }\n";
    let config = unreachable().replace("json = { text = \"{{ text }}\" }\n", waits).replace(
        "[delivery]\nretry = []\n",
        "[delivery]\nretry = [600]\nsweep = \"1s\"\n[events]\norder_delivered.useful_life = \"3s\"\n",
    );
    let mut program = Program::new(&config);
    program.start_and_wait();
    let mut client = Client::connect(program.address).await.unwrap();
    let shipped =
        changed("order_shipped_partial_cargo", |event| event["payload"]["order"]["number"] = "B-1".into());
    let cancelled = changed("order_cancellation", |event| {
        event["payload"]["order"]["number"] = "B-1".into();
        event["payload"].as_object_mut().unwrap().remove("order_items");
    });
    assert_eq!(client.notify(shipped.as_bytes()).await.unwrap(), 200);
    let due = wait_for(&program, "due", 1);
    assert_eq!(due[0]["event"], "order_shipped_partial_cargo");
    assert_eq!(client.notify(order("B-2").as_bytes()).await.unwrap(), 200);
    assert_eq!(client.notify(cancelled.as_bytes()).await.unwrap(), 200);
    wait_for(&program, "superseded", 1);
    let dead = wait_for(&program, "dead", 1);
    assert_eq!((&dead[0]["order_number"], &dead[0]["attempts"]), (&"B-2".into(), &0.into()));
    let metrics = client::get(program.address, "/metrics").await;
    for ended in
        ["state=\"superseded\",reason=\"superseded\"} 1\n", "state=\"dead\",reason=\"useful_life\"} 1\n"]
    {
        assert!(metrics.contains(ended), "{ended}: {metrics}");
    }
    let log = program.log();
    for line in ["dead: a person should look", "\"state\":\"superseded\""] {
        assert!(log.contains(line), "{line}: {log}");
    }
}
