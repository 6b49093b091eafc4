//! Wrong passwords cost time, more with each from the same address. Right ones never wait.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// Addresses remembered at once.
const MAX_ADDRESSES: usize = 4096;
/// An address is forgiven after this long without a failure.
const FORGIVEN: Duration = Duration::from_secs(60);
const FIRST: Duration = Duration::from_millis(100);
const MOST: Duration = Duration::from_secs(5);

/// So many refusals wait at once, of one address and in all. Past that they are answered at once, since waiting
/// costs this side more than the other.
const ASLEEP_OF_ADDRESS: usize = 64;
const ASLEEP: usize = 512;

/// Who failed of late, and whose refusals wait; both bounded.
#[derive(Debug, Default)]
pub(super) struct Slowdown {
    failed: Mutex<HashMap<IpAddr, Failures>>,
    asleep: Mutex<HashMap<IpAddr, usize>>,
}

/// A refusal that waits, until it is dropped.
#[derive(Debug)]
pub(super) struct Asleep<'a> {
    slowdown: &'a Slowdown,
    address: IpAddr,
}

#[derive(Debug, Clone, Copy)]
struct Failures {
    count: u32,
    last: Instant,
}

impl Slowdown {
    /// Notes a failure and says how long its answer has to wait; `None` where too many wait already.
    pub(super) fn failed(&self, address: IpAddr, now: Instant) -> Option<(Duration, Asleep<'_>)> {
        let address = network(address);
        let wait = self.note(address, now);
        let mut asleep = self.asleep();
        let here = asleep.get(&address).copied().unwrap_or_default();
        if here >= ASLEEP_OF_ADDRESS || asleep.values().sum::<usize>() >= ASLEEP {
            return None;
        }
        asleep.insert(address, here + 1);
        Some((wait, Asleep { slowdown: self, address }))
    }

    fn asleep(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.asleep.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, address: IpAddr, now: Instant) -> Duration {
        let mut table = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        if table.len() >= MAX_ADDRESSES && !table.contains_key(&address) {
            table.retain(|_, failures| now.duration_since(failures.last) < FORGIVEN);
            if table.len() >= MAX_ADDRESSES {
                // Whoever has this many addresses would only push out the others: nothing is noted.
                return MOST;
            }
        }
        let failures = table.entry(address).or_insert(Failures { count: 0, last: now });
        if now.duration_since(failures.last) >= FORGIVEN {
            failures.count = 0;
        }
        failures.count = failures.count.saturating_add(1);
        failures.last = now;
        delay(failures.count)
    }
}

impl Drop for Asleep<'_> {
    fn drop(&mut self) {
        let mut asleep = self.slowdown.asleep();
        if let Some(here) = asleep.get_mut(&self.address) {
            *here -= 1;
            if *here == 0 {
                asleep.remove(&self.address);
            }
        }
    }
}

fn delay(failures: u32) -> Duration {
    FIRST.saturating_mul(2_u32.saturating_pow(failures.saturating_sub(1))).min(MOST)
}

/// A home or a server has a whole /64 of IPv6 to itself.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_cost_more_each_time_and_are_forgiven() {
        let slowdown = Slowdown::default();
        let start = Instant::now();
        let here = IpAddr::from([10, 0, 0, 1]);
        let waits: Vec<u128> = (0..8).map(|_| slowdown.note(here, start).as_millis()).collect();
        assert_eq!(waits, [100, 200, 400, 800, 1600, 3200, 5000, 5000]);
        assert_eq!(slowdown.note(IpAddr::from([10, 0, 0, 2]), start), FIRST);
        assert_eq!(slowdown.note(here, start + FORGIVEN), FIRST);
    }

    #[test]
    fn the_table_is_bounded() {
        let slowdown = Slowdown::default();
        let start = Instant::now();
        for number in 0..20_000_u32 {
            slowdown.note(IpAddr::from(number.to_be_bytes()), start);
        }
        assert_eq!(slowdown.failed.lock().unwrap().len(), MAX_ADDRESSES);
        assert_eq!(slowdown.note(IpAddr::from([1, 2, 3, 4]), start + FORGIVEN), FIRST);
        assert_eq!(slowdown.failed.lock().unwrap().len(), 1);
        let v6 = |last| network(IpAddr::from([0x2001, 0xdb8, 0, 1, 0, 0, 0, last]));
        slowdown.note(v6(1), start + FORGIVEN);
        assert_eq!(slowdown.note(v6(2), start + FORGIVEN), FIRST * 2);
    }

    #[test]
    fn so_many_wait_and_no_more() {
        let slowdown = Slowdown::default();
        let start = Instant::now();
        let of = |address: u32| slowdown.failed(IpAddr::from(address.to_be_bytes()), start);
        let mut held: Vec<_> = (0..100).filter_map(|_| of(1)).collect();
        assert_eq!(held.len(), ASLEEP_OF_ADDRESS);
        held.extend((0..10_000).filter_map(of));
        assert_eq!(held.len(), ASLEEP);
        held.clear();
        assert!(slowdown.asleep().is_empty() && of(1).is_some());
    }
}
