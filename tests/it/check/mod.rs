//! The linter from outside: how it is configured, what it prints, what it mends.

mod command;
mod config;
mod fix;
mod print;
mod rules;
mod watch;

use std::path::PathBuf;
use std::process::{Command, Output};

use tellal::check::{Diagnostic, Location, Rule};

/// A finding of a stretch of text, which must be in it just once.
pub(crate) fn finding(code: &str, file: &str, text: &str, marked: &str, message: &str) -> Diagnostic {
    let rule = Rule::find(code).unwrap();
    Diagnostic {
        rule,
        severity: rule.severity,
        location: place(file, text, marked),
        message: message.to_owned(),
        help: String::new(),
        notes: Vec::new(),
        fix: None,
        events: std::collections::BTreeSet::default(),
        languages: std::collections::BTreeSet::default(),
    }
}

pub(crate) fn place(file: &str, text: &str, marked: &str) -> Location {
    let at: Vec<usize> = text.match_indices(marked).map(|(at, _)| at).collect();
    let [start] = at[..] else { panic!("`{marked}` is {} times in {text}", at.len()) };
    Location { file: file.to_owned(), span: start..start + marked.len() }
}

/// An SMS that says all that is in `locales/en/a.ftl` of a [`Tree`].
pub(crate) const SMS: &str = "{{ t(id=\"a\") }}\n";
/// The same with a field that does not exist, on a line of its own: a finding of `unknown-field`.
pub(crate) const MISSPELT: &str = "{{ t(id=\"a\") }}\n{{ order.nubmer }}\n";
pub(crate) const SMS_FILE: &str = "templates/order_delivered/sms.txt";

/// A folder with templates and locales of its own, in which there is nothing to find.
pub(crate) struct Tree {
    folder: tempfile::TempDir,
}

impl Tree {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let tree = Self { folder: tempfile::tempdir().unwrap() };
        tree.write("locales/en/a.ftl", "a = Your order { $number } is here.\n");
        tree.write(SMS_FILE, SMS);
        for (path, text) in files {
            tree.write(path, text);
        }
        tree
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap()
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tellal"));
        command.current_dir(self.folder.path()).arg("check").args(arguments).env_remove("NO_COLOR");
        command
    }

    pub(crate) fn check(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Exit status and what was printed.
    pub(crate) fn run(&self, arguments: &[&str]) -> (i32, String) {
        let output = self.check(arguments);
        (output.status.code().unwrap(), text(&output.stdout))
    }
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
