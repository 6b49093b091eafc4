//! Who is connected: how many, from where, and who makes place when there are too many.

use std::collections::{BTreeMap, HashMap};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

/// A connection younger than this never makes place for another.
const MIN_AGE: Duration = Duration::from_secs(1);

/// All connections.
#[derive(Debug)]
pub(super) struct Connections {
    most: usize,
    /// 0 is no limit.
    most_of_address: usize,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    open: usize,
    of_address: HashMap<IpAddr, usize>,
    /// Those that owe a request, longest waiting first.
    waiting: BTreeMap<u64, (Instant, Arc<Notify>)>,
    next: u64,
}

/// Why a connection is not served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Full {
    /// There are too many, and all are busy.
    All,
    /// There are too many of this address.
    Address,
}

impl Connections {
    pub(super) fn new(most: usize, most_of_address: usize) -> Arc<Self> {
        Arc::new(Self { most, most_of_address, state: Mutex::default() })
    }

    /// Admits a connection. Where there are too many, the one that has owed a request for longest is told to
    /// go; the flag says so.
    pub(super) fn admit(self: &Arc<Self>, address: IpAddr, now: Instant) -> Result<(Seat, bool), Full> {
        let mut state = self.locked();
        let here = state.of_address.get(&address).copied().unwrap_or_default();
        if self.most_of_address > 0 && here >= self.most_of_address {
            return Err(Full::Address);
        }
        let full = state.open >= self.most;
        if full {
            let oldest = state.waiting.first_entry().filter(|entry| now - entry.get().0 >= MIN_AGE);
            let (_, leave) = oldest.ok_or(Full::All)?.remove();
            leave.notify_one();
        }
        state.open += 1;
        *state.of_address.entry(address).or_default() += 1;
        drop(state);
        let seat =
            Seat { connections: Arc::clone(self), address, leave: Arc::default(), waiting: Mutex::new(None) };
        seat.wait(now);
        Ok((seat, full))
    }

    /// How many are open.
    pub(super) fn open(&self) -> usize {
        self.locked().open
    }

    fn locked(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The place of one connection; given back when dropped.
#[derive(Debug)]
pub(super) struct Seat {
    connections: Arc<Connections>,
    address: IpAddr,
    leave: Arc<Notify>,
    /// Its place among those that owe a request, until it is told to go.
    waiting: Mutex<Option<u64>>,
}

impl Seat {
    /// It owes a request from now on.
    pub(super) fn wait(&self, now: Instant) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let mut state = self.connections.locked();
        let number = state.next;
        state.next += 1;
        if let Some(before) = waiting.replace(number) {
            state.waiting.remove(&before);
        }
        state.waiting.insert(number, (now, Arc::clone(&self.leave)));
    }

    /// It has sent one.
    pub(super) fn serve(&self) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(number) = waiting.take() {
            self.connections.locked().waiting.remove(&number);
        }
    }

    /// Done when the connection has to make place.
    pub(super) async fn told_to_leave(&self) {
        self.leave.notified().await;
    }

    /// Whether a request of it is being answered.
    pub(super) fn is_serving(&self) -> bool {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).is_none()
    }

    /// Who sits there.
    pub(super) fn address(&self) -> IpAddr {
        self.address
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.serve();
        let mut state = self.connections.locked();
        state.open -= 1;
        if let Some(here) = state.of_address.get_mut(&self.address) {
            *here -= 1;
            if *here == 0 {
                state.of_address.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_longest_idle_makes_place() {
        let connections = Connections::new(2, 0);
        let (here, start) = (IpAddr::from([127, 0, 0, 1]), Instant::now());
        let (first, _) = connections.admit(here, start).unwrap();
        let (second, _) = connections.admit(here, start).unwrap();
        assert_eq!(connections.admit(here, start).unwrap_err(), Full::All, "nobody is old enough");
        first.serve();
        let (third, made_place) = connections.admit(here, start + MIN_AGE).unwrap();
        assert!(made_place);
        second.told_to_leave().await;
        assert_eq!(connections.open(), 3, "until the second has gone");
        drop((first, second, third));
        assert_eq!(connections.open(), 0);
        assert!(connections.locked().waiting.is_empty() && connections.locked().of_address.is_empty());
    }

    #[test]
    fn an_address_may_have_its_own_limit() {
        let connections = Connections::new(10, 1);
        let now = Instant::now();
        let (_first, _) = connections.admit(IpAddr::from([10, 0, 0, 1]), now).unwrap();
        assert_eq!(connections.admit(IpAddr::from([10, 0, 0, 1]), now).unwrap_err(), Full::Address);
        assert!(connections.admit(IpAddr::from([10, 0, 0, 2]), now).is_ok());
    }
}
