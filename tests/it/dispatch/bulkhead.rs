//! The bulkhead alone, at any time and in any order.

use std::time::Duration;

use proptest::prelude::*;
use tellal::dispatch::{Bulkhead, Health};
use tellal::provider::{Breaker, ProviderLimits};

fn limits(concurrency: usize, rate: Option<f64>, failures: u32) -> ProviderLimits {
    let breaker = Breaker { failures, pause: Duration::from_secs(30) };
    ProviderLimits { timeout: Duration::from_secs(10), concurrency, rate, breaker }
}

fn at(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds)
}

#[test]
fn a_breaker_opens_tries_and_closes() {
    let mut bulkhead = Bulkhead::new(limits(4, None, 2));
    for _ in 0..2 {
        assert!(bulkhead.enter(at(0.0)));
        bulkhead.leave(at(1.0), Health::Failing);
    }
    assert_eq!((bulkhead.room(at(30.9)), bulkhead.opens_at(at(2.0))), (0, Some(at(31.0))));
    assert_eq!(bulkhead.room(at(31.0)), 1, "one trial");
    assert!(bulkhead.enter(at(31.0)));
    assert!(!bulkhead.enter(at(31.0)));
    bulkhead.leave(at(32.0), Health::Failing);
    assert_eq!(bulkhead.room(at(61.9)), 0);
    assert!(bulkhead.enter(at(62.0)));
    bulkhead.leave(at(63.0), Health::Working);
    assert_eq!(bulkhead.room(at(63.0)), 4);
}

#[test]
fn a_success_forgives_the_failures_before_it() {
    let mut bulkhead = Bulkhead::new(limits(1, None, 2));
    for health in [Health::Failing, Health::Working, Health::Failing, Health::Unknown] {
        assert!(bulkhead.enter(at(0.0)));
        bulkhead.leave(at(0.0), health);
    }
    assert_eq!(bulkhead.room(at(0.0)), 1);
}

proptest! {
    #[test]
    fn limits_hold(
        concurrency in 1usize..6,
        rate in proptest::option::of(0.5f64..20.0),
        failures in 0u32..4,
        steps in proptest::collection::vec((0.0f64..2.0, 0u8..4), 1..300),
    ) {
        let mut bulkhead = Bulkhead::new(limits(concurrency, rate, failures));
        let (mut now, mut inside, mut entered) = (0.0, 0usize, 0u32);
        for (passed, step) in steps {
            now += passed;
            if step == 0 || inside == 0 {
                let room = bulkhead.room(at(now));
                let opens = bulkhead.opens_at(at(now));
                prop_assert_eq!(bulkhead.enter(at(now)), room > 0);
                if room > 0 {
                    (inside, entered) = (inside + 1, entered + 1);
                } else if inside == 0 {
                    let opens = opens.expect("with nobody inside, time alone makes room");
                    prop_assert!(bulkhead.room(opens + Duration::from_millis(1)) > 0);
                }
            } else {
                inside -= 1;
                bulkhead.leave(at(now), [Health::Working, Health::Failing, Health::Working][usize::from(step) - 1]);
            }
            prop_assert!(inside <= concurrency);
            if let Some(rate) = rate {
                prop_assert!(f64::from(entered) <= rate.max(1.0) + now * rate + 1.0);
            }
        }
    }
}
