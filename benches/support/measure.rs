//! Measures contenders in turns. Criterion measures one after the other, each for seconds; on a machine that is faster in one
//! second than in the next, that says more about the machine than about their ratio. Here each turn gives every contender
//! the same few bodies within milliseconds, and ratios are taken turn by turn.
#![allow(clippy::disallowed_methods, reason = "a measurement reads the clock")]

use std::time::{Duration, Instant};

/// Something that renders the body of a number.
pub(crate) struct Contender<'a> {
    pub(crate) name: &'static str,
    pub(crate) run: Box<dyn FnMut(usize) + 'a>,
}

/// What the turns gave.
pub(crate) struct Measured {
    names: Vec<&'static str>,
    /// For each turn, the nanoseconds per body of each contender.
    turns: Vec<Vec<f64>>,
}

/// Bodies before a turn that are not counted: they bring caches and branch predictors back to this contender.
const WARM_UP: usize = 2;
/// Turns that are not counted.
const FIRST: usize = 8;

/// How many bodies of this pool make a turn. A turn is short, a millisecond or so even of a slow contender: a longer one is
/// often interrupted by whatever else runs on the machine, and that would be counted.
pub(crate) fn turn_of(bodies: &[Vec<u8>]) -> usize {
    let bytes = bodies.iter().map(Vec::len).sum::<usize>() / bodies.len();
    (80_000 / bytes.max(1)).clamp(1, 32)
}

/// Measures contenders on a pool of some bodies, so many a turn, for some time.
pub(crate) fn in_turns(contenders: &mut [Contender], pool: usize, length: usize, time: Duration) -> Measured {
    let started = Instant::now();
    let mut turns = Vec::new();
    let mut turn = 0;
    while turns.len() < 5 || started.elapsed() < time {
        let mut took = vec![0.0; contenders.len()];
        // Each begins in its turn, so that none always follows the same other.
        for at in 0..contenders.len() {
            let which = (at + turn) % contenders.len();
            let run = &mut contenders[which].run;
            let first = turn * length;
            for body in first..first + WARM_UP {
                run((body + pool - WARM_UP) % pool);
            }
            let start = Instant::now();
            for body in first..first + length {
                run(body % pool);
            }
            took[which] = start.elapsed().as_secs_f64() * 1e9 / as_f64(length);
        }
        turn += 1;
        if turn > FIRST {
            turns.push(took);
        }
    }
    Measured { names: contenders.iter().map(|contender| contender.name).collect(), turns }
}

impl Measured {
    fn place(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|there| *there == name)
    }

    /// Nanoseconds a body: the median of the turns.
    pub(crate) fn nanoseconds(&self, name: &str) -> Option<f64> {
        let place = self.place(name)?;
        Some(median(self.turns.iter().map(|took| took[place]).collect()))
    }

    /// How much longer one takes than another: the median of the turns' ratios.
    pub(crate) fn ratio(&self, name: &str, other: &str) -> Option<f64> {
        let (place, other) = (self.place(name)?, self.place(other)?);
        Some(median(self.turns.iter().map(|took| took[place] / took[other]).collect()))
    }
}

/// The middle one.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values[values.len() / 2]
}

/// A small count as a number to divide by.
pub(crate) fn as_f64(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
