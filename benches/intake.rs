//! The gateway over loopback, beside what it costs at least to take bodies.
//!
//! `cargo bench --bench intake`, or with `-- --quick` within two minutes. Each contender is a process of its own: this
//! program, started again. `benches/README.md` says how to read the table.
#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

mod support;

use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use support::intake::Kind;
use support::intake::clients::{idle, open_loop, saturate};
use support::intake::process::{SERVE, Server};
use support::intake::requests::Requests;
use support::intake::server;
use support::measure::{as_f64, median};

/// Requests a second while latency is measured.
const RATE: u32 = 200;
/// Idle connections.
const IDLE: usize = 10_000;
/// Files of a process besides those of connections.
const OTHER_FILES: u64 = 200;

/// How long and how often is measured.
struct Effort {
    /// Clients, turns, and the time of a turn.
    saturated: [(usize, usize, Duration); 3],
    open: (usize, Duration),
}

const QUICK: Effort = Effort {
    saturated: [
        (64, 7, Duration::from_millis(700)),
        (16, 3, Duration::from_millis(500)),
        (1, 3, Duration::from_millis(500)),
    ],
    open: (3, Duration::from_millis(1500)),
};
const WHOLE: Effort = Effort {
    saturated: [
        (64, 21, Duration::from_secs(1)),
        (16, 11, Duration::from_secs(1)),
        (1, 11, Duration::from_secs(1)),
    ],
    open: (11, Duration::from_secs(3)),
};

const KINDS: usize = Kind::ALL.len();
type Servers = [Server; KINDS];

/// What the turns gave, by contender in the order of [`Kind::ALL`].
struct Turns<T>(Vec<[T; KINDS]>);

impl<T> Turns<T> {
    /// Each begins in its turn, and from turn to turn another follows: what one leaves to the disk is not always the
    /// same other's to bear. Their number is prime, so that every step comes by all of them.
    fn take(turns: usize, servers: &Servers, mut measure: impl FnMut(&Server) -> T) -> Self {
        let turn = |turn| {
            let mut of_turn = [const { None }; KINDS];
            let step = 1 + turn % (servers.len() - 1);
            for at in 0..servers.len() {
                let which = (turn + at * step) % servers.len();
                of_turn[which] = Some(measure(&servers[which]));
            }
            of_turn.map(|measured| measured.expect("each had its turn"))
        };
        Self((0..turns).map(turn).collect())
    }

    /// The median of a figure.
    fn of(&self, kind: Kind, figure: impl Fn(&T) -> f64) -> f64 {
        self.compare(kind, kind, |of, _| figure(of))
    }

    /// The median of what two figures of one turn give.
    fn compare(&self, kind: Kind, other: Kind, figure: impl Fn(&T, &T) -> f64) -> f64 {
        let [place, other] = [kind, other].map(place);
        median(self.0.iter().map(|turn| figure(&turn[place], &turn[other])).collect())
    }
}

fn place(kind: Kind) -> usize {
    Kind::ALL.iter().position(|known| *known == kind).unwrap_or_default()
}

/// Milliseconds below which this part of all times lies.
fn quantile(times: &[Duration], part: f64) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of a small count")]
    let at = (as_f64(sorted.len()) * part) as usize;
    sorted.get(at.min(sorted.len().saturating_sub(1))).map_or(0.0, |time| time.as_secs_f64() * 1e3)
}

fn head(what: &str) {
    println!("\n{what}");
    print!("{:<18}", "");
    for kind in Kind::ALL {
        print!(" {:>9}", kind.name());
    }
    println!(" |");
}

fn line(name: &str, figures: [f64; KINDS], digits: usize, verdict: &str) {
    print!("{name:<18}");
    for figure in figures {
        print!(" {figure:>9.digits$}");
    }
    println!(" | {verdict}");
}

fn saturated(servers: &Servers, effort: &Effort, requests: &Rc<Requests>) {
    for (clients, turns, time) in effort.saturated {
        let turns = Turns::take(turns, servers, |server| saturate(server, clients, time, requests));
        let all = |figure: fn(&_) -> f64| Kind::ALL.map(|kind| turns.of(kind, figure));
        let wanted = |text| if clients == 64 { text } else { "" };
        head(&format!("saturated by {clients} keep-alive clients"));
        let part =
            |file| turns.compare(Kind::Gateway, file, |gateway, file| 100.0 * gateway.rate / file.rate);
        let (on_file, bare) = (part(Kind::OnFile), part(Kind::BareFile));
        let verdict =
            format!("{on_file:.0} % of on-file{}, {bare:.0} % of bare-file", wanted(" (wanted: 60)"));
        line("accepts/s", all(|turn| turn.rate), 0, &verdict);
        let times =
            |floor| turns.compare(Kind::Gateway, floor, |gateway, floor| gateway.processor / floor.processor);
        let (no_store, bare) = (times(Kind::NoStore), times(Kind::Bare));
        let verdict = format!("{no_store:.2} x no-store{}, {bare:.2} x bare", wanted(" (wanted: 2)"));
        line("CPU µs an accept", all(|turn| turn.processor), 1, &verdict);
        line("p50 ms", all(|turn| quantile(&turn.times, 0.5)), 2, "");
        line("p99 ms", all(|turn| quantile(&turn.times, 0.99)), 2, "");
    }
}

fn unhurried(servers: &Servers, effort: &Effort, requests: &Requests) {
    let (turns, time) = effort.open;
    let turns = Turns::take(turns, servers, |server| open_loop(server, RATE, time, requests));
    head(&format!("open loop, {RATE} requests/s"));
    for (name, part) in [("p50 ms", 0.5), ("p99 ms", 0.99)] {
        let figures = Kind::ALL.map(|kind| turns.of(kind, |times| quantile(times, part)));
        let over = |file| {
            turns.compare(Kind::Gateway, file, |gateway, file| quantile(gateway, part) - quantile(file, part))
        };
        let (on_file, bare) = (over(Kind::OnFile), over(Kind::BareFile));
        let wanted = if part < 0.6 { " (wanted: 1)" } else { "" };
        line(name, figures, 2, &format!("{on_file:+.2} ms over on-file{wanted}, {bare:+.2} over bare-file"));
    }
}

fn memory(servers: &Servers, requests: &Requests) {
    let files = tellal::gateway::raise_file_limit();
    let room = files.map_or(IDLE, |files| usize::try_from(files.saturating_sub(OTHER_FILES)).unwrap_or(IDLE));
    let count = room.min(IDLE);
    head(&format!("{count} idle connections, each of which has sent one event"));
    if count < IDLE {
        println!("the limit of open files does not allow {IDLE}: raise it (ulimit -Hn) for the whole figure");
    }
    let measured = servers.each_ref().map(|server| {
        let before = server.memory();
        let open = idle(server, count, requests);
        let open = open.unwrap_or_else(|error| panic!("{}: {error}", server.kind.name()));
        let after = server.memory();
        drop(open);
        [before, after].map(|kilobytes| f64::from(u32::try_from(kilobytes).unwrap_or(u32::MAX)))
    });
    line("RSS before, MB", measured.map(|[before, _]| before / 1024.0), 0, "");
    line("RSS with them, MB", measured.map(|[_, after]| after / 1024.0), 0, "");
    line("kB a connection", measured.map(|[before, after]| (after - before) / as_f64(count)), 1, "");
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, kind, folder] = arguments.as_slice()
        && flag == SERVE
    {
        let kind = Kind::from_name(kind).expect("the benchmark knows what it asks for");
        return server::run(kind, Path::new(folder));
    }
    if !arguments.iter().any(|argument| argument == "--bench") {
        return;
    }
    let effort = if arguments.iter().any(|argument| argument == "--quick") { &QUICK } else { &WHOLE };
    tellal::gateway::raise_file_limit();
    // Not among temporary files, which may be in memory: syncing is what is measured.
    let folder = tempfile::tempdir_in(PathBuf::from(env!("CARGO_TARGET_TMPDIR")));
    let folder = folder.expect("the build's folder can be written");
    let requests = Rc::new(Requests::new());
    let servers = Kind::ALL.map(|kind| Server::start(kind, folder.path()));
    println!("the gateway beside its floors, medians in turns; requests of {} bytes", requests.bytes());
    saturated(&servers, effort, &requests);
    unhurried(&servers, effort, &requests);
    memory(&servers, &requests);
}
