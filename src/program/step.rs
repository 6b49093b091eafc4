//! What a program is made of.

use fluent_bundle::types::FluentNumber;

use crate::event::Member;
use crate::l10n::{DateStyle, Function, MoneyDisplay, NumberOptions, TimeStyle};
use crate::render::FactId;

/// A place for a value that is worked out once and read more than once.
pub(super) type Register = usize;

/// The options of a function, by their names.
pub(super) type Options = Box<[(Box<str>, Word)]>;

/// Steps in their order.
pub(super) type Steps = Box<[Step]>;

/// One thing that a program does.
#[derive(Debug)]
pub(super) enum Step {
    /// Writes what never varies, escaped already where that is wanted.
    Text(String),
    /// Writes a value of a template.
    Print { value: Expression, escape: bool },
    /// Writes a value of a sentence.
    Say { word: Word, isolate: bool, escape: bool },
    /// A sentence whose isolates stand inside each other, so that only the whole of it tells which are needed.
    Resolve { steps: Steps, escape: bool },
    /// `{% if … %}`
    If { condition: Expression, then: Steps, otherwise: Steps },
    /// A choice that a sentence makes: the first variant whose key fits, else the one with the star.
    Choose { by: Word, variants: Box<[(Key, Steps)]>, default: usize },
    /// Works a value out. One that is said, an argument of `t()`, must be there, and be neither object nor list.
    Set { register: Register, value: Expression, said: bool },
    /// `{% for … %}`
    Each(Box<Each>),
}

/// `{% for … %}`
#[derive(Debug)]
pub(super) struct Each {
    pub(super) list: Expression,
    pub(super) item: Register,
    pub(super) index: Register,
    pub(super) length: Register,
    pub(super) body: Steps,
    pub(super) otherwise: Steps,
}

/// What a variant of a sentence is for.
#[derive(Debug)]
pub(super) enum Key {
    Name(Box<str>),
    Number(FluentNumber),
}

/// A value in a sentence.
#[derive(Debug)]
pub(super) enum Word {
    /// `$total`
    Fact(FactId),
    /// An argument that `t()` was given.
    Register(Register),
    Text(Box<str>),
    Number(FluentNumber),
    /// `NUMBER($n, minimumFractionDigits: 1)`
    Call {
        function: Function,
        of: Box<Word>,
        named: Options,
    },
}

/// A value of a template.
#[derive(Debug)]
pub(super) enum Expression {
    Undefined,
    Boolean(bool),
    Integer(i64),
    Text(Box<str>),
    /// What steps write.
    Written(Steps),
    Register(Register),
    /// `ready.total`
    Ready(FactId),
    /// A field of the payload.
    Payload(Member),
    /// `receiver_user`
    User(Box<[Member]>),
    /// `site`, of which only fields are ever looked at.
    Site,
    /// `site.logo_url`
    SiteField(Box<str>),
    Global(Global),
    /// `of.name`, `of?.name`
    Field {
        of: Box<Expression>,
        name: Box<str>,
        optional: bool,
    },
    /// `list[:end]`
    Head {
        list: Box<Expression>,
        end: usize,
    },
    Not(Box<Expression>),
    /// `left and right`: the first of them that is false, else the last.
    And(Box<[Expression; 2]>),
    /// `left or right`: the first of them that is true, else the last.
    Or(Box<[Expression; 2]>),
    /// `then if condition else otherwise`
    Choice(Box<[Expression; 3]>),
    Binary {
        operator: Operator,
        of: Box<[Expression; 2]>,
    },
    /// `value is defined`
    Defined(Box<Expression>),
    Filter {
        filter: Filter,
        of: Box<Expression>,
    },
}

/// What a template sees beside the event.
#[derive(Debug, Clone, Copy)]
pub(super) enum Global {
    From,
    To,
    SiteDomain,
    Language,
    Direction,
}

/// What stands between two values.
#[derive(Debug, Clone, Copy)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Plus,
    Minus,
}

/// `value | filter`, with options that never vary.
#[derive(Debug)]
pub(super) enum Filter {
    Length,
    Money {
        currency: Box<Expression>,
        display: Option<MoneyDisplay>,
    },
    Moment {
        date: Option<DateStyle>,
        time: Option<TimeStyle>,
    },
    Number(NumberOptions),
    Percent(NumberOptions),
    Shorten(usize),
    Url,
    /// `default(value=…)`
    Default(Box<Expression>),
    /// `safe`, which makes a text of any value.
    Safe,
}
