//! The bytes of a connection on their way to hyper: a head is passed on whole or not at all, a body exactly
//! as long as it is, and everything that can be waited for has an end.
//!
//! A head that no one should act on is replaced by a harmless one, and the verdict waits for whoever answers
//! that request: so a refusal is an answer like any other.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Buf, BytesMut};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

use super::framing::Framing;
use super::head::{Head, HeadLimits, examine};
use super::problem::Code;
use super::turns::Turns;

/// What hyper is given in the place of a head that is refused.
const HARMLESS: &[u8] = b"GET / HTTP/1.1\r\nconnection: close\r\n\r\n";
/// Bytes read at once while a head is awaited.
const HEAD_READ: usize = 8 * 1024;
/// After an answer that came before the end of a body, so much more is read and dropped, so that the answer
/// is not lost with a reset.
const MAX_LINGER: usize = 1024 * 1024;
const LINGER_TIME: Duration = Duration::from_secs(1);

/// How long a client may take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// From the first byte of a head to its last.
    pub(super) head: Duration,
    /// From one answer to the next request.
    pub(super) idle: Duration,
    /// For taking any of an answer.
    pub(super) response: Duration,
}

/// A stream between a client and hyper.
pub(super) struct Guarded<S> {
    stream: S,
    /// What has come and was not passed on.
    buffer: BytesMut,
    /// So much of it may be passed on.
    released: usize,
    phase: Phase,
    turns: Arc<Turns>,
    limits: HeadLimits,
    patience: Patience,
    /// When the head has to be there.
    deadline: Pin<Box<Sleep>>,
    /// When a write has to go on; only while one is stuck.
    stuck: Option<Pin<Box<Sleep>>>,
    lingered: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// So much of the buffer was looked at already.
    Head {
        seen: usize,
    },
    Body(Framing),
    /// Nothing more is read: the answer ends the connection.
    Closing,
    /// The answer is out; the rest is read and dropped.
    Lingering,
}

impl<S> Guarded<S> {
    pub(super) fn new(stream: S, limits: HeadLimits, patience: Patience, turns: Arc<Turns>) -> Self {
        Self {
            stream,
            buffer: BytesMut::new(),
            released: 0,
            phase: Phase::Head { seen: 0 },
            turns,
            limits,
            patience,
            deadline: Box::pin(sleep(patience.head)),
            stuck: None,
            lingered: 0,
        }
    }

    /// Decides what of the buffer may go on; `false` when more has to be read for that.
    fn advance(&mut self) -> bool {
        match &mut self.phase {
            Phase::Head { seen } => match examine(&self.buffer, *seen, self.limits) {
                Head::Partial => {
                    *seen = self.buffer.len();
                    false
                }
                Head::Whole(length, framing) => {
                    self.released = length;
                    self.phase = Phase::Body(framing);
                    self.turns.push(Ok(()));
                    true
                }
                Head::Refused(code) => {
                    self.refuse(code);
                    true
                }
            },
            Phase::Body(framing) if framing.is_done() => {
                self.phase = Phase::Head { seen: 0 };
                let patience = if self.buffer.is_empty() { self.patience.idle } else { self.patience.head };
                self.deadline.as_mut().reset(Instant::now() + patience);
                !self.buffer.is_empty()
            }
            Phase::Body(Framing::Broken) => {
                self.phase = Phase::Closing;
                true
            }
            Phase::Body(framing) => {
                self.released = framing.take(&self.buffer);
                self.released > 0
            }
            Phase::Closing | Phase::Lingering => true,
        }
    }

    fn refuse(&mut self, code: Code) {
        self.buffer.clear();
        self.buffer.extend_from_slice(HARMLESS);
        self.released = HARMLESS.len();
        self.phase = Phase::Closing;
        self.turns.push(Err(code));
    }

    /// Whether the client owes the rest of a head, and how long it has had.
    fn out_of_time(&mut self, cx: &mut Context<'_>) -> Option<OutOfTime> {
        if !matches!(self.phase, Phase::Head { .. }) || self.deadline.as_mut().poll(cx).is_pending() {
            return None;
        }
        if self.turns.is_serving() {
            // The request before is still being answered: the time of the next begins after that.
            self.deadline.as_mut().reset(Instant::now() + self.patience.idle);
            let _ = self.deadline.as_mut().poll(cx);
            return None;
        }
        Some(if self.buffer.is_empty() { OutOfTime::Idle } else { OutOfTime::Head })
    }
}

enum OutOfTime {
    Idle,
    Head,
}

impl<S: AsyncRead + Unpin> Guarded<S> {
    /// Reads what may belong to a head into the buffer. `false` at the end of the stream.
    fn poll_fill(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<bool>> {
        let mut space = [std::mem::MaybeUninit::uninit(); HEAD_READ];
        let mut read = ReadBuf::uninit(&mut space);
        ready!(Pin::new(&mut self.stream).poll_read(cx, &mut read))?;
        if self.buffer.is_empty() && matches!(self.phase, Phase::Head { .. }) {
            self.deadline.as_mut().reset(Instant::now() + self.patience.head);
        }
        self.buffer.extend_from_slice(read.filled());
        Poll::Ready(Ok(!read.filled().is_empty()))
    }

    /// Reads a body straight to where hyper wants it; what is past its end is kept back.
    fn poll_body(&mut self, cx: &mut Context<'_>, out: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let Phase::Body(framing) = &mut self.phase else { return Poll::Ready(Ok(())) };
        let before = out.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(cx, out))?;
        let fresh = &out.filled()[before..];
        let taken = framing.take(fresh);
        self.buffer.extend_from_slice(&fresh[taken..]);
        out.set_filled(before + taken);
        Poll::Ready(Ok(()))
    }

    fn poll_linger(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            if self.deadline.as_mut().poll(cx).is_ready() || self.lingered > MAX_LINGER {
                return Poll::Ready(());
            }
            let mut space = [std::mem::MaybeUninit::uninit(); HEAD_READ];
            let mut read = ReadBuf::uninit(&mut space);
            match ready!(Pin::new(&mut self.stream).poll_read(cx, &mut read)) {
                Ok(()) if !read.filled().is_empty() => self.lingered += read.filled().len(),
                _ => return Poll::Ready(()),
            }
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Guarded<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, out: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        loop {
            if this.released > 0 {
                let length = this.released.min(out.remaining());
                out.put_slice(&this.buffer[..length]);
                this.buffer.advance(length);
                this.released -= length;
                if this.buffer.is_empty() {
                    this.buffer = BytesMut::new();
                }
                return Poll::Ready(Ok(()));
            }
            if matches!(this.phase, Phase::Closing | Phase::Lingering) {
                // Whoever answers closes; an end of the stream here would take the answer away.
                return Poll::Pending;
            }
            if (!this.buffer.is_empty() || matches!(this.phase, Phase::Body(_))) && this.advance() {
                continue;
            }
            if matches!(this.phase, Phase::Body(_)) {
                let before = out.filled().len();
                ready!(this.poll_body(cx, out))?;
                if out.filled().len() == before && !this.buffer.is_empty() {
                    continue;
                }
                return Poll::Ready(Ok(()));
            }
            match this.poll_fill(cx) {
                Poll::Ready(Ok(true)) => {}
                Poll::Ready(Ok(false)) => return Poll::Ready(Ok(())),
                Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                Poll::Pending => match this.out_of_time(cx) {
                    Some(OutOfTime::Head) => this.refuse(Code::HeaderTimeout),
                    Some(OutOfTime::Idle) => return Poll::Ready(Ok(())),
                    None => return Poll::Pending,
                },
            }
        }
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Guarded<S> {
    /// Gives a write that cannot go on some time, and no more.
    fn bounded<T>(&mut self, cx: &mut Context<'_>, polled: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if polled.is_ready() {
            self.stuck = None;
            return polled;
        }
        let patience = self.patience.response;
        let stuck = self.stuck.get_or_insert_with(|| Box::pin(sleep(patience)));
        ready!(stuck.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Guarded<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let polled = Pin::new(&mut this.stream).poll_write(cx, bytes);
        this.bounded(cx, polled)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let polled = Pin::new(&mut this.stream).poll_write_vectored(cx, slices);
        this.bounded(cx, polled)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let polled = Pin::new(&mut this.stream).poll_flush(cx);
        this.bounded(cx, polled)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.phase != Phase::Lingering {
            ready!(Pin::new(&mut this.stream).poll_shutdown(cx))?;
            let unread = match this.phase {
                Phase::Body(framing) => !framing.is_done(),
                Phase::Closing => true,
                Phase::Head { .. } | Phase::Lingering => false,
            };
            if !unread {
                return Poll::Ready(Ok(()));
            }
            this.phase = Phase::Lingering;
            this.deadline.as_mut().reset(Instant::now() + LINGER_TIME);
        }
        this.poll_linger(cx).map(Ok)
    }
}
