//! `--watch`: a run after each change.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use super::{MISSPELT, SMS_FILE, Tree};

/// A program that watches, and the lines that it prints.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn start(tree: &Tree) -> Self {
        let command = &mut tree.command(&["--watch"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (sender, lines) = channel();
        let streams: [Box<dyn std::io::Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        for stream in streams {
            let sender = sender.clone();
            std::thread::spawn(move || {
                BufReader::new(stream).lines().map_while(Result::ok).for_each(|line| drop(sender.send(line)));
            });
        }
        Self { child, lines }
    }

    /// Waits until a line says this.
    #[track_caller]
    fn expect(&self, expected: &str) -> String {
        let end = Instant::now() + Duration::from_secs(60);
        let mut seen = Vec::new();
        while let Ok(line) = self.lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
            if line.contains(expected) {
                return line;
            }
            seen.push(line);
        }
        panic!("`{expected}` is not among {seen:#?}");
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_run_follows_each_change() {
    let tree = Tree::new(&[]);
    let watch = Watch::start(&tree);
    watch.expect("no findings in 1 template");
    let time = watch.expect("waiting for a change");
    assert!(!time.contains('\u{1b}') && time.as_bytes()[2] == b':', "{time}");
    tree.write(SMS_FILE, MISSPELT);
    watch.expect("`order` has no `nubmer`");
    watch.expect("1 error in 1 file");
    tree.write("tellal.toml", "[check.severity]\nunknown-field = \"off\"");
    watch.expect("no findings");
    tree.write("tellal.toml", "[check.severity]\nunknown = \"off\"");
    watch.expect("there is no rule `unknown`");
    tree.write("tellal.toml", "");
    watch.expect("1 error in 1 file");
}

#[test]
fn a_folder_that_goes_away_ends_nothing() {
    let tree = Tree::new(&[]);
    let watch = Watch::start(&tree);
    watch.expect("waiting for a change");
    std::fs::rename(tree.path("locales"), tree.path("elsewhere")).unwrap();
    watch.expect("cannot read locales");
    std::fs::rename(tree.path("elsewhere"), tree.path("locales")).unwrap();
    watch.expect("no findings");
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it() {
    use std::os::unix::process::ExitStatusExt;

    let tree = Tree::new(&[]);
    let mut watch = Watch::start(&tree);
    watch.expect("waiting for a change");
    let id = watch.child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert_eq!(watch.child.wait().unwrap().signal(), Some(2));
}
