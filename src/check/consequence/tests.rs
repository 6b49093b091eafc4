//! What follows from another finding.

mod order;
mod shipped;
mod slips;
