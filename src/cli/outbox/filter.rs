//! Which entries are meant.

use clap::Args;
use jiff::{Span, Timestamp};

use super::{CannotRun, Desk, receiver};
use crate::clock::{Clock, SystemClock};
use crate::event::EventKind;
use crate::nearest::nearest;
use crate::outbox::{Filter, State};

/// Which entries are meant; what is left out does not matter.
#[derive(Debug, Args)]
pub(super) struct Which {
    #[arg(long = "state", value_name = "STATE", value_parser = parse_state, help = help_of_state(|_| true))]
    states: Vec<State>,
    /// Of this event, such as `order_delivered`
    #[arg(long, value_name = "EVENT", value_parser = parse_event)]
    event: Option<EventKind>,
    /// Of this order
    #[arg(long, value_name = "NUMBER")]
    order: Option<String>,
    /// To this phone number; one without a country code is read in the regions of `[site]` and `[sites]`
    #[arg(long, value_name = "NUMBER")]
    phone: Option<String>,
    /// Accepted before this moment (2026-01-31T12:00:00Z), or longer ago than this (30d, 12h)
    #[arg(long, value_name = "WHEN", value_parser = parse_moment)]
    before: Option<Timestamp>,
}

impl Which {
    pub(super) fn filter(&self, desk: &Desk) -> Result<Filter, CannotRun> {
        let receiver =
            self.phone.as_deref().map(|number| receiver::phone(number, &desk.config)).transpose()?;
        Ok(Filter {
            states: self.states.clone(),
            event: self.event,
            order_number: self.order.clone(),
            receiver,
            before: self.before,
            ..Filter::default()
        })
    }

    /// As [`Self::filter`], of entries in states in which they can be changed at all. `refuse` says of another why not.
    pub(super) fn filter_of(
        &self,
        desk: &Desk,
        can_be_meant: fn(State) -> bool,
        refuse: fn(State) -> String,
    ) -> Result<Filter, CannotRun> {
        let mut filter = self.filter(desk)?;
        if let Some(state) = filter.states.iter().find(|state| !can_be_meant(**state)) {
            return Err(CannotRun::Usage(refuse(*state)));
        }
        if filter.states.is_empty() {
            filter.states = states(can_be_meant);
        }
        Ok(filter)
    }

    /// Whether every entry is meant.
    pub(super) fn is_everything(&self) -> bool {
        let Self { states, event, order, phone, before } = self;
        states.is_empty() && event.is_none() && order.is_none() && phone.is_none() && before.is_none()
    }
}

/// What `--state` says of itself where entries in these states can be meant.
pub(super) fn help_of_state(can_be_meant: fn(State) -> bool) -> String {
    let names: Vec<&str> = states(can_be_meant).into_iter().map(State::as_str).collect();
    format!("In one of these states: {}. May be repeated", names.join(", "))
}

fn states(can_be_meant: fn(State) -> bool) -> Vec<State> {
    State::ALL.into_iter().filter(|state| can_be_meant(*state)).collect()
}

fn parse_state(name: &str) -> Result<State, String> {
    State::from_name(name).ok_or_else(|| unknown(name, &State::ALL.map(State::as_str)))
}

fn parse_event(name: &str) -> Result<EventKind, String> {
    EventKind::from_name(name).ok_or_else(|| unknown(name, &EventKind::ALL.map(EventKind::as_str)))
}

fn unknown(name: &str, known: &[&str]) -> String {
    match nearest(name, known.iter().copied()) {
        Some(near) => format!("there is none of this name; did you mean {near}?"),
        None => format!("there are {}", known.join(", ")),
    }
}

/// A moment, or how long ago it was.
pub(super) fn parse_moment(text: &str) -> Result<Timestamp, String> {
    if let Ok(moment) = text.parse() {
        return Ok(moment);
    }
    let span: Span =
        text.parse().map_err(|_| "expected 2026-01-31T12:00:00Z, or how long ago: 30d, 12h".to_owned())?;
    let relative = jiff::SpanRelativeTo::days_are_24_hours();
    let seconds = span.total((jiff::Unit::Second, relative)).map_err(|error| error.to_string())?;
    let by = std::time::Duration::try_from_secs_f64(seconds)
        .map_err(|_| "expected a time that is past".to_owned())?;
    Ok(crate::clock::earlier(SystemClock.now(), by))
}
