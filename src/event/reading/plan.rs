//! What to read of every event, worked out once for a catalog: a tree of the fields that somebody reads, each with
//! its place in the reading.

use std::sync::OnceLock;

use super::super::{EventKind, PayloadKind, RECEIVER_USER, Shape};
use super::known::{Known, KnownOfItem};
use super::reads::{Branch, Reads};

/// A plan of reading. The fields of all events are in one tree, since an event's name may come last in its JSON.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(super) root: Children,
    /// How many places a reading has before its items.
    pub(super) width: usize,
}

/// A field that is read.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) name: Box<str>,
    pub(super) slot: usize,
    pub(super) kind: Kind,
}

/// What a field holds, and what is read of it.
#[derive(Debug)]
pub(super) enum Kind {
    Text,
    Integer,
    Boolean,
    /// A decimal number.
    Amount,
    /// The value of a choice, as text or as a number.
    Code,
    /// The code of a currency.
    Currency,
    /// JSON as it is.
    Anything,
    Object(Children),
    Items(Items),
    /// A list of objects that is only held to the contract.
    Checked(Items),
}

/// A list of objects: a row for each, with a column for each field.
#[derive(Debug)]
pub(super) struct Items {
    pub(super) width: usize,
    pub(super) item: Children,
}

/// The fields of an object that are read.
#[derive(Debug)]
pub(super) struct Children {
    pub(super) nodes: Vec<Node>,
    /// The first node of each bucket of names, from 1; most buckets are empty, so most names that nobody reads are told
    /// by one look.
    buckets: Box<[u8; 256]>,
    /// The next node of the same bucket, from 1.
    next: Vec<u8>,
    /// The places that must not stay empty.
    pub(super) required: Vec<usize>,
    /// Whether these are all the fields that the contract has for the object.
    pub(super) complete: bool,
}

impl Plan {
    /// A plan for what templates read of any event, and for what tellal reads itself.
    pub(crate) fn new(templates: &Reads, known: &[Known]) -> Self {
        Self::build(templates, Build { known, checks: false, next: Known::ALL.len(), in_item: false })
    }

    /// A plan for what must not be at fault, whoever reads it, and for what tells whom an event is for and which order
    /// it is about. An event that can be read by it is one that [`Notification::parse`](super::Notification::parse)
    /// reads.
    pub(crate) fn of_contract() -> &'static Self {
        static PLAN: OnceLock<Plan> = OnceLock::new();
        const KNOWN: &[Known] = &[
            Known::User,
            Known::UserEmail,
            Known::OrderEmail,
            Known::AddressEmail,
            Known::AddressCountry,
            Known::OrderNumber,
            Known::OwnItems,
            Known::TrackingNumber,
            Known::ShippingCompany,
            Known::CancellationType,
            Known::CheckoutUrl,
        ];
        PLAN.get_or_init(|| {
            let build = Build { known: KNOWN, checks: true, next: Known::ALL.len(), in_item: false };
            Self::build(&Reads::default(), build)
        })
    }

    fn build(templates: &Reads, mut build: Build) -> Self {
        let mut nodes: Vec<Node> = [Known::From, Known::To, Known::Event, Known::SiteDomain]
            .into_iter()
            .map(|known| Node { name: known.path().into(), slot: known as usize, kind: Kind::Text })
            .collect();
        let user =
            build.node("receiver_user", "receiver_user", RECEIVER_USER, templates.branch("receiver_user"));
        nodes.push(user);
        nodes.push(build.payload(templates.branch("payload")));
        Self { root: Children::new(nodes, Vec::new()), width: build.next }
    }

    /// A plan for all that tellal itself may read.
    pub(crate) fn of_all_known() -> &'static Self {
        static PLAN: OnceLock<Plan> = OnceLock::new();
        PLAN.get_or_init(|| Self::new(&Reads::default(), Known::ALL))
    }

    /// The places that an event of this kind cannot do without, besides those below them.
    pub(super) fn required(payload: PayloadKind) -> &'static [Known] {
        match payload {
            PayloadKind::Order => &[Known::Order],
            PayloadKind::ProductAlert => &[Known::Product],
            PayloadKind::Cancellation => &[Known::Order, Known::CancellationType],
            PayloadKind::PartialShipment => {
                &[Known::Order, Known::TrackingNumber, Known::ShippingCompany, Known::OwnItems]
            }
            PayloadKind::CheckoutUrl => &[Known::CheckoutUrl],
        }
    }
}

impl Children {
    fn new(mut nodes: Vec<Node>, required: Vec<usize>) -> Self {
        // The contract has some sixty fields an object. A template that names hundreds more sees the event as a whole,
        // since its view lacks a field.
        nodes.truncate(usize::from(u8::MAX) - 1);
        let (mut buckets, mut next) = (Box::new([0; 256]), vec![0; nodes.len()]);
        for (at, node) in nodes.iter().enumerate() {
            let first = &mut buckets[bucket(node.name.as_bytes())];
            next[at] = *first;
            *first = u8::try_from(at + 1).expect("at most 254 nodes, as they were cut just above");
        }
        Self { nodes, buckets, next, required, complete: false }
    }

    /// The field of this name, if it is read.
    #[inline]
    pub(super) fn find(&self, name: &[u8]) -> Option<&Node> {
        match self.buckets[bucket(name)] {
            0 => None,
            first => self.find_from(first, name),
        }
    }

    fn find_from(&self, mut at: u8, name: &[u8]) -> Option<&Node> {
        while at > 0 {
            let node = &self.nodes[usize::from(at) - 1];
            if node.name.as_bytes() == name {
                return Some(node);
            }
            at = self.next[usize::from(at) - 1];
        }
        None
    }
}

/// The bucket of a name, by its length, its edges and its middle.
#[inline]
fn bucket(name: &[u8]) -> usize {
    let [first, .., last] = name else { return 0 };
    let middle = usize::from(name[name.len() / 2]);
    let mixed = usize::from(*first) ^ usize::from(*last) << 2 ^ middle << 4 ^ name.len() << 3;
    (mixed ^ mixed >> 8) % 256
}

/// Builds nodes and hands out places.
struct Build<'a> {
    known: &'a [Known],
    /// Whether to read whatever can be at fault.
    checks: bool,
    next: usize,
    /// Whether places are columns of an item.
    in_item: bool,
}

impl Build<'_> {
    fn payload(&mut self, branch: Option<&Branch>) -> Node {
        let mut fields: Vec<(&'static str, &'static Shape)> = Vec::new();
        for event in EventKind::ALL {
            for field in event.payload().fields() {
                if !fields.iter().any(|(name, _)| *name == field.name) {
                    fields.push((field.name, field.shape));
                }
            }
        }
        let mut nodes = Vec::new();
        for (name, shape) in fields {
            let below = branch.and_then(|branch| branch.fields.get(name));
            let path = format!("payload.{name}");
            let always = ["order", "product", "order_items"].contains(&name);
            if always || below.is_some() || self.is_known(&path) {
                nodes.push(self.node(name, &path, shape, below));
            }
        }
        let slot = self.slot("payload");
        Node { name: "payload".into(), slot, kind: Kind::Object(Children::new(nodes, Vec::new())) }
    }

    fn node(&mut self, name: &str, path: &str, shape: &'static Shape, branch: Option<&Branch>) -> Node {
        let slot = self.slot(path);
        let kind = match shape {
            Shape::Text => Kind::Text,
            Shape::Integer => Kind::Integer,
            Shape::Boolean => Kind::Boolean,
            Shape::Amount => Kind::Amount,
            Shape::Currency => self.choice(path, Kind::Currency, branch),
            Shape::Choice(_) => self.choice(path, Kind::Code, branch),
            Shape::Object(_) => Kind::Object(self.object(path, shape, branch)),
            Shape::List(item @ Shape::Object(_)) if !self.in_item => Kind::Items(self.items(item, branch)),
            Shape::List(item @ Shape::Object(_)) if self.checks => Kind::Checked(self.items(item, branch)),
            Shape::List(_) | Shape::Anything => Kind::Anything,
        };
        Node { name: name.into(), slot, kind }
    }

    fn object(&mut self, path: &str, shape: &'static Shape, branch: Option<&Branch>) -> Children {
        let (mut nodes, mut required) = (Vec::new(), Vec::new());
        for name in shape.field_names() {
            let Some(field) = shape.field(name) else { continue };
            let below = branch.and_then(|branch| branch.fields.get(name));
            let path = format!("{path}.{name}");
            let is_checked = field.required || (self.checks && field.shape.can_be_at_fault());
            if below.is_some() || is_checked || self.is_known(&path) {
                let node = self.node(name, &path, field.shape, below);
                if field.required {
                    required.push(node.slot);
                }
                nodes.push(node);
            }
        }
        // What the contract does not name is kept as it is.
        for (name, below) in branch.iter().flat_map(|branch| &branch.fields) {
            if shape.field(name).is_none() {
                nodes.push(self.node(name, &format!("{path}.{name}"), &Shape::Anything, Some(below)));
            }
        }
        Children::new(nodes, required)
    }

    /// `{value, label}`
    fn choice(&mut self, path: &str, kind: Kind, branch: Option<&Branch>) -> Kind {
        let value = Node { name: "value".into(), slot: self.slot(&format!("{path}.value")), kind };
        let required = vec![value.slot];
        let mut nodes = vec![value];
        let label = format!("{path}.label");
        let reads_label = |branch: &Branch| branch.whole || branch.fields.contains_key("label");
        let complete = branch.is_some_and(reads_label) || self.is_known(&label);
        if complete {
            nodes.push(Node { name: "label".into(), slot: self.slot(&label), kind: Kind::Text });
        }
        Kind::Object(Children { complete, ..Children::new(nodes, required) })
    }

    fn items(&mut self, item: &'static Shape, branch: Option<&Branch>) -> Items {
        let outer = std::mem::replace(&mut self.next, KnownOfItem::ALL.len());
        let was_in_item = std::mem::replace(&mut self.in_item, true);
        let below = branch.and_then(|branch| branch.items.as_deref());
        let children = self.object("", item, below);
        let width = std::mem::replace(&mut self.next, outer);
        self.in_item = was_in_item;
        Items { width, item: children }
    }

    /// Whether tellal itself reads a field, or something below it.
    fn is_known(&self, path: &str) -> bool {
        if self.in_item {
            KnownOfItem::ALL.iter().any(|(_, known)| is_at_or_below(known, in_item(path)))
        } else {
            self.known.iter().any(|known| is_at_or_below(known.path(), path))
        }
    }

    /// The place of a field: a fixed one for what tellal itself knows, else the next that is free.
    fn slot(&mut self, path: &str) -> usize {
        let fixed = if self.in_item {
            KnownOfItem::ALL
                .iter()
                .find(|(_, known)| in_item(path) == *known)
                .map(|(known, _)| *known as usize)
        } else {
            Known::ALL.iter().find(|known| known.path() == path).map(|known| *known as usize)
        };
        fixed.unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        })
    }
}

/// The path of a field from the item on; while a plan is built, it begins with a dot.
fn in_item(path: &str) -> &str {
    path.strip_prefix('.').unwrap_or(path)
}

fn is_at_or_below(known: &str, path: &str) -> bool {
    known.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
