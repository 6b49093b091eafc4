//! Log lines on their way out. A reader that stops reading must not stop the program, so lines wait in a
//! bounded queue; where that is full they are dropped and counted.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// Lines that may wait.
const QUEUE: usize = 8192;

/// Lines that are written at once have so many bytes, or little more.
const AT_ONCE: usize = 64 << 10;
/// What comes so soon after a line is written together.
const PAUSE: Duration = Duration::from_millis(5);

/// Takes lines and never waits.
#[derive(Debug, Clone)]
pub(super) struct Output {
    lines: SyncSender<Vec<u8>>,
    dropped: Arc<AtomicU64>,
}

/// Writes what is waiting when it is dropped.
#[derive(Debug)]
pub(super) struct Flush {
    writer: Option<JoinHandle<()>>,
    lines: Option<SyncSender<Vec<u8>>>,
}

impl Output {
    pub(super) fn start(dropped: Arc<AtomicU64>) -> (Self, Flush) {
        let (lines, waiting) = sync_channel(QUEUE);
        let writer = std::thread::Builder::new().name("log".to_owned()).spawn(move || write(&waiting)).ok();
        (Self { lines: lines.clone(), dropped }, Flush { writer, lines: Some(lines) })
    }
}

/// An empty line asks the writer to stop: the subscriber keeps a sender for good. Standard error is not held in
/// between, since others write to it, too.
fn write(waiting: &Receiver<Vec<u8>>) {
    let mut out = io::stderr();
    while let Ok(mut lines) = waiting.recv() {
        let mut stop = lines.is_empty();
        while !stop && lines.len() < AT_ONCE {
            let Ok(line) = waiting.try_recv() else { break };
            stop = line.is_empty();
            lines.extend_from_slice(&line);
        }
        // Nobody is left to tell when the log itself cannot be written.
        let _ = out.write_all(&lines);
        if stop {
            break;
        }
        // While this thread does not wait for a line, whoever writes one need not wake it.
        if lines.len() < AT_ONCE {
            std::thread::sleep(PAUSE);
        }
    }
}

impl Write for Output {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if !line.is_empty() && self.lines.try_send(line.to_vec()).is_err() {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Flush {
    fn drop(&mut self) {
        let (Some(lines), Some(writer)) = (self.lines.take(), self.writer.take()) else { return };
        let _ = lines.try_send(Vec::new());
        // A reader that has stopped reading does not keep the program from ending.
        for _ in 0..30 {
            if writer.is_finished() {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}
