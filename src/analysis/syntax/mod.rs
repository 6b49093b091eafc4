//! The syntax tree of a Tera template. Tera keeps its own private, and the walk needs to see every path.
//!
//! What is read here is what Tera 2 accepts; the catalog has had Tera parse each template before. A template
//! that Tera refuses is a finding of its own and has no tree.

mod expression;
mod lexer;
mod parser;

use std::ops::Range;

pub(crate) use lexer::Unreadable;
pub(crate) use parser::parse;

/// Bytes of a template's text.
pub(crate) type Span = Range<usize>;

/// A template, taken apart.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Template {
    /// The template that it extends.
    pub(crate) parent: Option<(String, Span)>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) components: Vec<Component>,
    /// `{# … #}` with the marks.
    pub(crate) comments: Vec<Span>,
}

/// A piece of a template's body.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    /// Text that goes out as it stands, after white space control has had its say.
    Text {
        text: String,
        span: Span,
    },
    /// `{{ … }}`, or a component with a body in `{% … %}`.
    Print {
        value: Expression,
        span: Span,
    },
    /// `{% if … %}`; `elif` is an `If` alone in `otherwise`. `span` is the condition's tag.
    If {
        condition: Expression,
        then: Vec<Node>,
        otherwise: Vec<Node>,
        span: Span,
    },
    For(Box<For>),
    /// `{% set name = … %}` and `{% set_global … %}`.
    Set {
        name: String,
        value: Expression,
        global: bool,
        span: Span,
    },
    /// `{% set name %}…{% endset %}`.
    Capture {
        name: String,
        filters: Vec<Call>,
        body: Vec<Node>,
        global: bool,
        span: Span,
    },
    Include {
        path: String,
        span: Span,
    },
    Block {
        name: String,
        body: Vec<Node>,
        span: Span,
    },
    /// `{% filter … %}…{% endfilter %}`.
    Filtered {
        filters: Vec<Call>,
        body: Vec<Node>,
        span: Span,
    },
    Break,
    Continue,
}

/// `{% for … %}`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct For {
    pub(crate) key: Option<String>,
    pub(crate) value: String,
    pub(crate) target: Expression,
    pub(crate) body: Vec<Node>,
    pub(crate) otherwise: Vec<Node>,
    /// The tag.
    pub(crate) span: Span,
}

/// `{% component name(…) %}…{% endcomponent %}`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Component {
    pub(crate) name: String,
    pub(crate) parameters: Vec<Parameter>,
    /// `...rest` takes whatever else is passed.
    pub(crate) rest: Option<String>,
    pub(crate) body: Vec<Node>,
    /// The name.
    pub(crate) span: Span,
}

/// One parameter of a component.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    /// `@name` takes the caller's variable.
    pub(crate) implicit: bool,
    /// `name: string`.
    pub(crate) kind: Option<String>,
    pub(crate) default: Option<Expression>,
    pub(crate) span: Span,
}

/// An expression and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Expression {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
}

/// What an expression is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    Text(String),
    Integer(i64),
    Float(f64),
    Boolean(bool),
    /// `none`
    None,
    /// A variable, or `loop` as such.
    Name(String),
    /// `of.name`, `of?.name`. `span` of the name alone in `at`.
    Field {
        of: Box<Expression>,
        name: String,
        optional: bool,
        at: Span,
    },
    /// `of[index]`
    Item {
        of: Box<Expression>,
        index: Box<Expression>,
        optional: bool,
    },
    /// `of[start:end:step]`
    Slice {
        of: Box<Expression>,
        start: Option<Box<Expression>>,
        end: Option<Box<Expression>>,
        step: Option<Box<Expression>>,
        optional: bool,
    },
    /// `value | name(…)`
    Filter {
        of: Box<Expression>,
        call: Call,
    },
    /// `value is name(…)`
    Test {
        of: Box<Expression>,
        call: Call,
    },
    Function(Call),
    /// `then if condition else otherwise`
    Choice {
        condition: Box<Expression>,
        then: Box<Expression>,
        otherwise: Box<Expression>,
    },
    Not(Box<Expression>),
    Negative(Box<Expression>),
    Binary {
        operator: Operator,
        left: Box<Expression>,
        right: Box<Expression>,
    },
    List(Vec<Entry>),
    Map(Vec<(Option<String>, Expression)>),
    /// `[value for name in target if condition]`
    Comprehension(Box<Comprehension>),
    /// `<name a={…} />`, or with a body.
    Component(Box<ComponentCall>),
}

/// `[value for name in target if condition]`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Comprehension {
    pub(crate) value: Expression,
    pub(crate) key: Option<String>,
    pub(crate) name: String,
    pub(crate) target: Expression,
    pub(crate) condition: Option<Expression>,
}

/// A call of a component.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ComponentCall {
    pub(crate) call: Call,
    /// `{...map}`: more arguments than can be seen.
    pub(crate) spread: Vec<Expression>,
    pub(crate) body: Option<Vec<Node>>,
}

/// An item of a list; `...list` spreads another.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub(crate) spread: bool,
    pub(crate) value: Expression,
}

/// A name with named arguments: of a function, filter, test or component.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Call {
    pub(crate) name: String,
    pub(crate) arguments: Vec<Argument>,
    /// The name.
    pub(crate) span: Span,
}

/// One named argument.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Argument {
    pub(crate) name: String,
    pub(crate) value: Expression,
    /// The name.
    pub(crate) span: Span,
}

/// What stands between two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Multiply,
    Divide,
    FloorDivide,
    Modulo,
    Plus,
    Minus,
    Power,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
    And,
    Or,
    Join,
    In,
}

impl Operator {
    /// Whether it says how two values compare.
    pub(crate) fn is_comparison(self) -> bool {
        matches!(
            self,
            Self::Less
                | Self::LessOrEqual
                | Self::Greater
                | Self::GreaterOrEqual
                | Self::Equal
                | Self::NotEqual
                | Self::In
        )
    }
}

impl Call {
    /// The argument of this name.
    pub(crate) fn argument(&self, name: &str) -> Option<&Argument> {
        self.arguments.iter().find(|argument| argument.name == name)
    }
}
