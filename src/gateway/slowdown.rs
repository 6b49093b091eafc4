//! Wrong passwords cost time, more with each from the same address. Right ones never wait.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// Addresses remembered at once.
const MAX_ADDRESSES: usize = 4096;
/// An address is forgiven after this long without a failure.
const FORGIVEN: Duration = Duration::from_secs(60);
const FIRST: Duration = Duration::from_millis(100);
const MOST: Duration = Duration::from_secs(5);

/// Who failed of late, bounded.
#[derive(Debug, Default)]
pub(super) struct Slowdown(Mutex<HashMap<IpAddr, Failures>>);

#[derive(Debug, Clone, Copy)]
struct Failures {
    count: u32,
    last: Instant,
}

impl Slowdown {
    /// Notes a failure and says how long its answer has to wait.
    pub(super) fn failed(&self, address: IpAddr, now: Instant) -> Duration {
        let mut table = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let address = network(address);
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
        let waits: Vec<u128> = (0..8).map(|_| slowdown.failed(here, start).as_millis()).collect();
        assert_eq!(waits, [100, 200, 400, 800, 1600, 3200, 5000, 5000]);
        assert_eq!(slowdown.failed(IpAddr::from([10, 0, 0, 2]), start), FIRST);
        assert_eq!(slowdown.failed(here, start + FORGIVEN), FIRST);
    }

    #[test]
    fn the_table_is_bounded() {
        let slowdown = Slowdown::default();
        let start = Instant::now();
        for number in 0..20_000_u32 {
            slowdown.failed(IpAddr::from(number.to_be_bytes()), start);
        }
        assert_eq!(slowdown.0.lock().unwrap().len(), MAX_ADDRESSES);
        assert_eq!(slowdown.failed(IpAddr::from([1, 2, 3, 4]), start + FORGIVEN), FIRST);
        assert_eq!(slowdown.0.lock().unwrap().len(), 1);
        let v6 = |last| IpAddr::from([0x2001, 0xdb8, 0, 1, 0, 0, 0, last]);
        slowdown.failed(v6(1), start + FORGIVEN);
        assert_eq!(slowdown.failed(v6(2), start + FORGIVEN), FIRST * 2);
    }
}
