//! What the benchmarks share: varied bodies, the engine under measurement, and what it is measured against.

#![allow(dead_code, reason = "what the benchmarks share is more than each of them needs")]

pub(crate) mod by_hand;
pub(crate) mod case;
pub(crate) mod catalog;
pub(crate) mod intake;
pub(crate) mod measure;
pub(crate) mod naive;
pub(crate) mod pool;
pub(crate) mod shuffled_json;
