//! What the benchmarks share: varied bodies, the engine under measurement, and what it is measured against.

pub(crate) mod by_hand;
pub(crate) mod case;
pub(crate) mod catalog;
pub(crate) mod measure;
pub(crate) mod naive;
pub(crate) mod pool;
pub(crate) mod shuffled_json;
