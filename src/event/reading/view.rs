//! What a template sees of a reading.

use super::super::EventKind;
use super::plan::{Children, Kind, Plan};
use super::reads::{Branch, Reads};

/// The fields that templates of one event and channel read, with their places.
#[derive(Debug, Default)]
pub(crate) struct View {
    /// Those of `payload`, under their own names.
    pub(crate) payload: Vec<Member>,
    /// Those of `receiver_user`.
    pub(crate) user: Vec<Member>,
    /// What they read besides: `site`, `language`, …
    pub(crate) globals: Vec<&'static str>,
}

/// A field that a template reads.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) slot: usize,
    pub(crate) below: Below,
}

/// What a template reads below a field.
#[derive(Debug, Clone)]
pub(crate) enum Below {
    /// It is a text, a decimal number that is kept as text, or JSON that the contract leaves open.
    Nothing,
    /// It is a whole number.
    Number,
    /// Fields of an object.
    Fields(Vec<Member>),
    /// Fields of each item.
    Items(Vec<Member>),
}

impl View {
    /// What `reads` says of an event. `None` where a whole object of the contract is read, so that nothing may be
    /// left out.
    pub(crate) fn new(
        plan: &Plan,
        event: EventKind,
        reads: &Reads,
        globals: impl IntoIterator<Item = &'static str>,
    ) -> Option<Self> {
        let of = |name: &str| -> Option<Vec<Member>> {
            match (plan.root.find(name.as_bytes()).map(|node| &node.kind), reads.branch(name)) {
                (Some(Kind::Object(children)), Some(branch)) => fields(children, branch),
                _ => Some(Vec::new()),
            }
        };
        let mut payload = of("payload")?;
        payload.retain(|member| event.payload().fields().iter().any(|field| field.name == member.name));
        let globals = globals.into_iter().collect();
        Some(Self { payload, user: of("receiver_user")?, globals })
    }
}

fn fields(children: &Children, branch: &Branch) -> Option<Vec<Member>> {
    if branch.whole {
        let all = children.nodes.iter();
        let all =
            all.map(|node| Member { name: node.name.to_string(), slot: node.slot, below: Below::Nothing });
        return children.complete.then(|| all.collect());
    }
    let mut members = Vec::new();
    for (name, below) in &branch.fields {
        let node = children.find(name.as_bytes())?;
        let below = match &node.kind {
            Kind::Object(children) => Below::Fields(fields(children, below)?),
            Kind::Items(items) if below.whole => return None,
            Kind::Items(items) => match &below.items {
                Some(item) => Below::Items(fields(&items.item, item)?),
                None => Below::Items(Vec::new()),
            },
            Kind::Integer => Below::Number,
            _ => Below::Nothing,
        };
        members.push(Member { name: name.clone(), slot: node.slot, below });
    }
    Some(members)
}
