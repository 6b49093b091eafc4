//! The state machine and the schedule, whatever happens to an entry.

use std::time::Duration;

use proptest::prelude::*;
use tellal::Channel;
use tellal::clock::later;
use tellal::outbox::{Cause, Finding, Pause, Progress, Refusal, Rules, SLOW_FLOOR, Schedule, State};

use super::{at, retry};

const LIFE: Duration = Duration::from_secs(172_800);
const LEASE: Duration = Duration::from_secs(60);

fn seconds(schedule: &Schedule, tries: u32, pause: Pause, chance: f64) -> f64 {
    schedule.pause(tries, pause, chance).unwrap().as_secs_f64()
}

#[test]
fn pauses_are_as_configured() {
    let schedule = Schedule::default();
    let wish = |seconds| Pause { retry_after: Some(Duration::from_secs(seconds)), slow: false };
    let slow = Pause { retry_after: None, slow: true };
    let table: [(u32, Pause, f64, f64); 12] = [
        (1, Pause::default(), 0.0, 5.0),
        (1, Pause::default(), 1.0, 6.0),
        (1, Pause::default(), -1.0, 4.0),
        (2, Pause::default(), 0.0, 300.0),
        (7, Pause::default(), 0.0, 36_000.0),
        (2, wish(400), 0.0, 400.0),
        (2, wish(10), 0.0, 300.0),
        (2, wish(86_400), 0.0, 600.0),
        (2, wish(400), -1.0, 480.0),
        (1, slow, 0.0, 60.0),
        (1, slow, -1.0, 60.0),
        (2, slow, -1.0, 240.0),
    ];
    for (tries, pause, chance, expected) in table {
        let found = seconds(&schedule, tries, pause, chance);
        assert!((found - expected).abs() < 0.001, "{tries} {pause:?} {chance}: {found}, not {expected}");
    }
    assert_eq!(schedule.pause(8, Pause::default(), 0.0), None);
}

/// Claims, begins and records, and returns the state.
fn attempt(progress: &mut Progress, channel: Channel, finding: Finding, rules: &Rules) -> State {
    let now = progress.due_at;
    progress.claim(now, LEASE, rules).unwrap();
    let fence = progress.fence;
    progress.begin(fence, channel).unwrap();
    progress.record(fence, finding, now, rules, 0.0).unwrap();
    progress.state
}

#[test]
fn eight_attempts_then_dead() {
    let rules = Rules::default();
    let mut progress = Progress::accepted(at(0), LIFE);
    for _ in 0..7 {
        assert_eq!(attempt(&mut progress, Channel::Sms, retry("timeout"), &rules), State::Due);
    }
    assert_eq!(attempt(&mut progress, Channel::Sms, retry("timeout"), &rules), State::Dead);
    assert_eq!((progress.attempts, progress.cause.unwrap().code.as_str()), (8, "exhausted"));
}

#[test]
fn the_useful_life_cuts_the_schedule_off() {
    let rules = Rules::default();
    let mut progress = Progress::accepted(at(0), Duration::from_secs(2_000));
    assert_eq!(attempt(&mut progress, Channel::Sms, retry("timeout"), &rules), State::Due);
    assert_eq!(attempt(&mut progress, Channel::Sms, retry("timeout"), &rules), State::Due);
    // The next attempt would be at 2,105 seconds.
    assert_eq!(attempt(&mut progress, Channel::Sms, retry("timeout"), &rules), State::Dead);
    assert_eq!(progress.cause.unwrap().code, "useful_life");
}

#[test]
fn a_permanent_failure_falls_back_once_a_channel() {
    let rules = Rules::default();
    let refused = || Finding::Refused(Cause::new("rejected", ""));
    let mut progress = Progress::accepted(at(0), LIFE);
    assert_eq!(attempt(&mut progress, Channel::Whatsapp, refused(), &rules), State::Due);
    assert_eq!((progress.channel, progress.tries), (None, 0));
    assert_eq!(progress.due_at, at(0), "the next channel is tried at once");
    assert_eq!(attempt(&mut progress, Channel::Sms, retry("timeout"), &rules), State::Due);
    assert_eq!(attempt(&mut progress, Channel::Sms, refused(), &rules), State::Due);
    assert_eq!(progress.tried, [Channel::Whatsapp, Channel::Sms]);
    assert_eq!(progress.attempts, 3);

    let rules = Rules { fallback: false, ..rules };
    let mut progress = Progress::accepted(at(0), LIFE);
    assert_eq!(attempt(&mut progress, Channel::Sms, refused(), &rules), State::Dead);
}

#[test]
fn a_lost_lease_is_an_attempt_only_if_one_began() {
    let rules = Rules { lapses: 3, ..Rules::default() };
    let mut progress = Progress::accepted(at(0), LIFE);
    progress.claim(at(0), LEASE, &rules).unwrap();
    let stale = progress.fence;
    progress.lapse(at(100), &rules, 0.0).unwrap();
    assert_eq!((progress.state, progress.attempts, progress.due_at), (State::Due, 0, at(100)));
    progress.claim(at(100), LEASE, &rules).unwrap();
    assert_eq!(progress.begin(stale, Channel::Sms), Err(Refusal::Stale));
    progress.begin(progress.fence, Channel::Sms).unwrap();
    progress.lapse(at(200), &rules, 0.0).unwrap();
    assert_eq!((progress.state, progress.attempts, progress.due_at), (State::Due, 1, at(205)));

    for _ in 0..2 {
        progress.claim(at(900), LEASE, &rules).unwrap();
        progress.lapse(at(900), &rules, 0.0).unwrap();
        assert_eq!(progress.state, State::Due);
    }
    progress.claim(at(9_000), LEASE, &rules).unwrap();
    progress.lapse(at(9_000), &rules, 0.0).unwrap();
    assert_eq!((progress.state, progress.cause.unwrap().code.as_str()), (State::Dead, "crashed"));
}

#[test]
fn a_clock_that_is_put_back_holds_nothing_up() {
    let rules = Rules::default();
    let mut progress = Progress::accepted(at(1_000_000), LIFE);
    progress.claim(at(0), LEASE, &rules).unwrap();
    assert_eq!(progress.state, State::Sending);
    // But what waits for a pause of the schedule waits.
    progress.begin(progress.fence, Channel::Sms).unwrap();
    progress.record(progress.fence, retry("timeout"), at(0), &rules, 0.0).unwrap();
    assert_eq!(progress.claim(at(4), LEASE, &rules), Err(Refusal::NotDue));
    assert_eq!(progress.claim(at(5), LEASE, &rules), Ok(()));
}

/// Something that happens to an entry.
#[derive(Debug, Clone)]
enum Happening {
    Claim,
    Begin,
    HandBack,
    Record(usize),
    Lapse,
    Expire,
    Cancel,
    Redrive,
}

fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        4 => Just(Happening::Claim),
        4 => Just(Happening::Begin),
        1 => Just(Happening::HandBack),
        4 => (0usize..6).prop_map(Happening::Record),
        1 => Just(Happening::Lapse),
        1 => Just(Happening::Expire),
        1 => Just(Happening::Cancel),
        1 => Just(Happening::Redrive),
    ]
}

fn finding(index: usize) -> Finding {
    let cause = Cause::new("some", "");
    match index {
        0 => Finding::Sent,
        1 => Finding::Refused(cause),
        2 => Finding::OptedOut(cause),
        3 => Finding::Suppressed(cause),
        4 => Finding::Failed(cause),
        _ => retry("timeout"),
    }
}

proptest! {
    #[test]
    fn a_pause_keeps_its_bounds(
        tries in 1u32..=7,
        wish in proptest::option::of(0u64..1_000_000),
        slow: bool,
        chance in -1.0f64..=1.0,
    ) {
        let schedule = Schedule::default();
        let pause = Pause { retry_after: wish.map(Duration::from_secs), slow };
        let base = schedule.pauses[tries as usize - 1].max(if slow { SLOW_FLOOR } else { Duration::ZERO });
        let found = schedule.pause(tries, pause, chance).unwrap();
        let floor = if slow { SLOW_FLOOR } else { Duration::ZERO };
        let least = if wish.is_some() { base } else { base.mul_f64(0.799_999).max(floor) };
        let most = base.mul_f64(if wish.is_some() { 2.400_001 } else { 1.200_001 });
        prop_assert!(found >= least && found <= most && found <= schedule.longest(), "{found:?}");
    }

    #[test]
    fn whatever_happens_the_machine_keeps_its_word(
        happenings in proptest::collection::vec((happening(), 0u64..5_000, -1.0f64..=1.0), 0..60),
    ) {
        let rules = Rules::default();
        let mut progress = Progress::accepted(at(0), LIFE);
        let (mut now, mut fence, mut begins) = (at(0), 0, 0);
        for (happening, later_by, chance) in happenings {
            now = later(now, Duration::from_secs(later_by));
            let before = progress.clone();
            let made = match happening {
                Happening::Claim => progress.claim(now, LEASE, &rules),
                Happening::Begin => progress.begin(fence, Channel::Sms).inspect(|()| {
                    begins += u32::from(!before.lease.is_some_and(|lease| lease.begun));
                }),
                Happening::HandBack => progress.hand_back(fence, None),
                Happening::Record(index) => progress.record(fence, finding(index), now, &rules, chance),
                Happening::Lapse => progress.lapse(now, &rules, chance),
                Happening::Expire => {
                    progress.expire(now);
                    Ok(())
                }
                Happening::Cancel => progress.cancel(Cause::new("cancelled", ""), now),
                Happening::Redrive => progress.redrive(now, LIFE),
            };
            prop_assert!(made.is_ok() || progress == before, "a refused step changes nothing");
            prop_assert!(progress.fence >= before.fence);
            prop_assert_eq!(progress.attempts, begins);
            prop_assert_eq!(progress.lease.is_some(), progress.state == State::Sending);
            prop_assert_eq!(progress.ended_at.is_some(), progress.state.is_end());
            prop_assert!(before.state != State::Delivered || progress == before, "delivered is for ever");
            prop_assert!(progress.tries <= 8);
            if before.lease.is_some_and(|lease| lease.withdrawn) && progress.lease.is_none() {
                prop_assert!(matches!(progress.state, State::Delivered | State::Cancelled));
            }
            if progress.state == State::Sending {
                fence = progress.fence;
            }
        }
    }

    #[test]
    fn an_entry_that_always_fails_comes_to_its_end(
        findings in proptest::collection::vec(0usize..2, 40),
        channels in proptest::collection::vec(0usize..3, 40),
        chances in proptest::collection::vec(-1.0f64..=1.0, 40),
    ) {
        let rules = Rules::default();
        let mut progress = Progress::accepted(at(0), LIFE);
        let mut steps = 0;
        while !progress.state.is_end() {
            let now = progress.due_at;
            if progress.claim(now, LEASE, &rules).is_ok() && progress.state == State::Sending {
                // The policy never names a channel that has been tried; when none is left, it is the end.
                let free: Vec<Channel> =
                    Channel::ALL.into_iter().filter(|channel| !progress.tried.contains(channel)).collect();
                let fence = progress.fence;
                let Some(channel) = free.get(channels[steps] % free.len().max(1)) else {
                    progress.record(fence, finding(4), now, &rules, 0.0).unwrap();
                    break;
                };
                let channel = progress.channel.unwrap_or(*channel);
                progress.begin(fence, channel).unwrap();
                let outcome = if findings[steps] == 0 { retry("timeout") } else { finding(1) };
                progress.record(fence, outcome, now, &rules, chances[steps]).unwrap();
            }
            steps += 1;
            prop_assert!(steps <= 24, "eight attempts on each of three channels");
        }
    }
}
