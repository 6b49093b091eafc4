//! A server as a process of its own, so that what it costs is told from what its clients cost.
#![allow(clippy::disallowed_methods, reason = "a benchmark reads what the system says of a process")]

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::Kind;

/// The argument by which the benchmark knows that it is to serve.
pub(crate) const SERVE: &str = "--serve";

/// A server that runs.
pub(crate) struct Server {
    pub(crate) kind: Kind,
    pub(crate) address: SocketAddr,
    child: Child,
}

impl Server {
    /// Starts this very program again, as a server. Its log goes to a file, as a service's does.
    pub(crate) fn start(kind: Kind, folder: &Path) -> Self {
        let folder = folder.join(kind.name());
        std::fs::create_dir_all(&folder).expect("a folder can be made here");
        let log = File::create(folder.join("log")).expect("a log can be made here");
        let mut child = Command::new(std::env::current_exe().expect("the benchmark is a file"))
            .args([SERVE, kind.name()])
            .arg(&folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("the benchmark can be started again");
        let mut line = String::new();
        let read = child.stdout.take().map(|out| BufReader::new(out).read_line(&mut line));
        assert!(matches!(read, Some(Ok(_))), "{}: it says where it listens", kind.name());
        let address = line.trim().parse().unwrap_or_else(|_| {
            panic!("{} does not listen; its log is in {}", kind.name(), folder.display())
        });
        Self { kind, address, child }
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// What its threads have had of the processors; none of them ends meanwhile.
    pub(crate) fn processor_time(&self) -> Duration {
        let threads = std::fs::read_dir(format!("/proc/{}/task", self.id())).expect("the server runs");
        let nanoseconds = threads.flatten().filter_map(|thread| {
            let text = read(&thread.path().join("schedstat"))?;
            text.split(' ').next()?.parse::<u64>().ok()
        });
        Duration::from_nanos(nanoseconds.sum())
    }

    /// Its memory (RSS) in kB.
    pub(crate) fn memory(&self) -> u64 {
        let status = read(Path::new(&format!("/proc/{}/status", self.id()))).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok()).unwrap_or_default()
    }
}

fn read(path: &Path) -> Option<String> {
    std::fs::read_to_string(path).ok()
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
