//! Branches that end within a tag: what the tag is whichever of them was taken.

use super::markup::{Attribute, Piece};
use super::state::{Mode, Tag, Within};

/// Where the reading stands behind two branches; `None` where they end in different places.
pub(super) fn merged<'a>(a: Mode<'a>, b: Mode<'a>) -> Option<Mode<'a>> {
    match (a, b) {
        (Mode::Tag(a), Mode::Tag(b)) => Some(Mode::Tag(Box::new(tag(*a, *b)?))),
        (a, b) if is_like(&a, &b) => Some(a),
        _ => None,
    }
}

/// Whether two places in HTML are of one kind.
pub(super) fn is_like(a: &Mode, b: &Mode) -> bool {
    match (a, b) {
        (Mode::Raw(a, _), Mode::Raw(b, _)) => a == b,
        (Mode::Tag(a), Mode::Tag(b)) => {
            a.name == b.name
                && a.closes == b.closes
                && (a.within == b.within || (a.within.may_end() && b.within.may_end()))
        }
        _ => std::mem::discriminant(a) == std::mem::discriminant(b),
    }
}

fn tag<'a>(a: Tag<'a>, b: Tag<'a>) -> Option<Tag<'a>> {
    if a.name != b.name || a.closes != b.closes {
        return None;
    }
    let within = match (a.within, b.within) {
        (a, b) if a == b => a,
        (a, b) if !a.may_end() || !b.may_end() => return None,
        (Within::Behind | Within::Name, _) | (_, Within::Behind | Within::Name) => Within::Behind,
        _ => Within::Between,
    };
    let slash = a.slash && b.slash;
    Some(Tag { attributes: attributes(a.attributes, b.attributes), within, slash, ..a })
}

fn attributes<'a>(a: Vec<Attribute<'a>>, b: Vec<Attribute<'a>>) -> Vec<Attribute<'a>> {
    let mut merged = Vec::with_capacity(a.len().max(b.len()));
    let mut b = b;
    for attribute in a {
        match b.iter().position(|other| other.name == attribute.name) {
            Some(found) => merged.push(either(attribute, b.remove(found))),
            None => merged.push(Attribute { always: false, ..attribute }),
        }
    }
    merged.extend(b.into_iter().map(|attribute| Attribute { always: false, ..attribute }));
    merged
}

fn either<'a>(a: Attribute<'a>, b: Attribute<'a>) -> Attribute<'a> {
    if a == b {
        return a;
    }
    let value = match (a.value, b.value) {
        (None, None) => None,
        (x, y) => Some(pieces(x.unwrap_or_default(), y.unwrap_or_default())),
    };
    Attribute { value, quoted: a.quoted && b.quoted, always: a.always && b.always, ..a }
}

/// What both begin with, and then what one or the other has.
fn pieces<'a>(mut a: Vec<Piece<'a>>, mut b: Vec<Piece<'a>>) -> Vec<Piece<'a>> {
    let alike = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let rest = vec![a.split_off(alike), b.split_off(alike)];
    if rest.iter().any(|pieces| !pieces.is_empty()) {
        a.push(Piece::Either(rest));
    }
    a
}
