//! `unbalanced-html`: tags, quotes and comments that do not fit together.

use super::super::template::prelude::*;
use crate::check::html::{Fault, Page, Part, Place, Stretch};

pub(crate) const RULE: Rule = Rule {
    code: "unbalanced-html",
    summary: "tags, quotes and comments that do not fit together",
    severity: Severity::Error,
    documentation: "\
## What it does

Follows the tags of an e-mail through its layout, blocks, includes, components and all branches: each element is closed, in the right order, whichever branch is taken; each tag has its `>`, each quote its partner, each comment its end. Elements that HTML lets one leave open (`<li>`, `<p>`, `<td>`) must be closed too. Blocks, loops and components leave open nothing that they opened. What only Outlook reads (`<!--[if mso]>`) is followed as Outlook does.

## Why it matters

Browsers guess what was meant, and mail programs guess differently: a cell too many breaks the whole table in one of them and in no preview.

## Example

```html
<td>{% if ready.item %}<b>{{ ready.item }}{% else %}{{ ready.number }}</b>{% endif %}</td>
```

## Instead

```html
<td>{% if ready.item %}<b>{{ ready.item }}</b>{% else %}{{ ready.number }}{% endif %}</td>
```

`{% if a %}<b>{% endif %}…{% if a %}</b>{% endif %}` is in order.
",
};

pub(crate) fn tell(page: &Page) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = page.faults.iter().map(diagnostic).collect();
    found.extend(page.faults_in_outlook.iter().map(|fault| {
        diagnostic(fault).with_note(None, "Outlook sees it so, which reads what stands in <!--[if mso]>")
    }));
    if page.faults.is_empty() {
        found.extend(styles(page));
    }
    found
}

fn at(place: Place, message: String, help: impl Into<String>) -> Diagnostic {
    Diagnostic::new(&RULE, place.location(), message, help.into())
}

fn diagnostic(fault: &Fault) -> Diagnostic {
    match fault {
        Fault::NeverClosed { open, before } => {
            let message = match &open.condition {
                Some(condition) => {
                    format!("`<{}>` is opened where `{condition}`, and never closed", open.name)
                }
                None => format!("`<{}>` is never closed", open.name),
            };
            let found = at(open.at, message, format!("write `</{}>` where it ends", open.name));
            match before {
                Some(by) => found.with_note(Some(by.location()), "it is still open here"),
                None => found,
            }
        }
        Fault::ClosesNothing { name, at: place } => at(
            *place,
            format!("`</{name}>` closes nothing: no `<{name}>` is open here"),
            format!("leave it out, or write `<{name}>` where it begins"),
        ),
        Fault::WrongNesting { name, at: place, inner } => at(
            *place,
            format!("`</{name}>` comes too early: `<{}>` inside of it is still open", inner.name),
            format!("close `<{}>` first", inner.name),
        )
        .with_note(Some(inner.at.location()), format!("`<{}>` is opened here", inner.name)),
        Fault::NoEnd { name, at: place } => {
            at(*place, format!("`<{name}>` has no end, so `</{name}>` closes nothing"), "leave it out")
        }
        Fault::SelfClosed { name, at: place } => at(
            *place,
            format!("`<{name}/>` stays open: in HTML `/>` ends nothing"),
            format!("write `<{name}></{name}>`"),
        ),
        Fault::TagNotEnded { name, at: place } => {
            at(*place, format!("the tag `{name}` has no `>`"), "write `>` where the tag ends")
        }
        Fault::Quote { name, at: place } => at(
            *place,
            format!("a quote is missing or too many at the value of `{name}`"),
            format!("write {name}=\"…\" with a quote on either side and a space behind it"),
        ),
        Fault::StrayQuote { name, at: place } => at(
            *place,
            format!("a quote stands in the tag `{name}` where no value begins"),
            "write the value as name=\"…\", or leave the quote out",
        ),
        Fault::CommentNotEnded { at: place } => {
            at(*place, "this comment has no end".to_owned(), "write `-->` where it ends")
        }
        of_branches => branching(of_branches),
    }
}

/// Faults between the parts of a template.
fn branching(fault: &Fault) -> Diagnostic {
    match fault {
        Fault::OneBranchOpens { open, branches } => at(
            open.at,
            format!("`<{}>` is left open in one branch of an `if` and not in the other", open.name),
            format!("write `</{}>` in the same branch, or `<{}>` in both", open.name, open.name),
        )
        .with_note(Some(branches.location()), "this `if`"),
        Fault::OneBranchCloses { open, at: place, branches } => at(
            *place,
            format!("`</{}>` is in one branch of an `if` and not in the other", open.name),
            format!("write `</{}>` in both, or behind the `if`", open.name),
        )
        .with_note(Some(open.at.location()), format!("`<{}>` is opened here", open.name))
        .with_note(Some(branches.location()), "this `if`"),
        Fault::ClosedAnyway { open, at: place } => {
            let condition = open.condition.as_deref().unwrap_or_default();
            at(
                *place,
                format!("`</{}>` is always there, but `<{}>` only where `{condition}`", open.name, open.name),
                format!("write {{% if {condition} %}}</{}>{{% endif %}}", open.name),
            )
            .with_note(Some(open.at.location()), format!("`<{}>` is opened here", open.name))
        }
        Fault::StretchOpens { open, of, start } => at(
            open.at,
            format!("`<{}>` is left open at the end of {}", open.name, describe(*of)),
            format!("write `</{}>` before that", open.name),
        )
        .with_note(Some(start.location()), "it begins here"),
        Fault::StretchCloses { open, at: place, of, start } => at(
            *place,
            format!("`</{}>` closes an element from outside of {}", open.name, describe(*of)),
            "close it outside, where it was opened",
        )
        .with_note(Some(open.at.location()), format!("`<{}>` is opened here", open.name))
        .with_note(Some(start.location()), "it begins here"),
        Fault::BranchesDiffer { branches } => at(
            *branches,
            "one way through this ends within a tag, and another does not".to_owned(),
            "begin and end the tag on the same side of it",
        ),
        _ => unreachable!("the caller has told all other faults"),
    }
}

fn describe(of: Stretch) -> &'static str {
    match of {
        Stretch::Loop => "the loop",
        Stretch::Block => "the block",
        Stretch::Filter => "the filter",
        Stretch::Component => "the component",
    }
}

/// Quotes within `style="…"`, such as those around the name of a font.
fn styles(page: &Page) -> Vec<Diagnostic> {
    let styles = page.elements.iter().filter_map(|element| element.attribute("style"));
    let open = styles.flat_map(|style| style.values().into_iter().filter_map(|value| open_quote(&value)));
    open.map(|place| {
        at(place, "this quote in a style has no partner".to_owned(), "write it on either side of the name")
    })
    .collect()
}

fn open_quote<'a>(value: &[Part<'a>]) -> Option<Place<'a>> {
    let mut open: Option<(char, Place<'a>)> = None;
    for part in value {
        let Part::Text { text, at } = part else { continue };
        for (index, char) in text.char_indices().filter(|(_, char)| matches!(char, '"' | '\'')) {
            match open {
                Some((quote, _)) if quote == char => open = None,
                Some(_) => {}
                None => {
                    let start = at.start + index;
                    open = Some((char, Place { start, end: start + 1, ..*at }));
                }
            }
        }
    }
    open.map(|(_, place)| place)
}

#[cfg(test)]
mod tests {
    use crate::catalog::Sources;
    use crate::check::html::tests::{check_table, findings, lines};

    #[test]
    fn each_element_is_closed_in_its_turn() {
        check_table(&[
            ("<p>Hello", &["1:1 unbalanced-html: `<p>` is never closed"]),
            ("<ul><li>a<li>b</li></ul>", &["1:5 unbalanced-html: `<li>` is never closed"]),
            ("<div><b>x</div>", &["1:6 unbalanced-html: `<b>` is never closed"]),
            ("x</p>", &["1:2 unbalanced-html: `</p>` closes nothing: no `<p>` is open here"]),
            (
                "<b><i>x</b></i>",
                &["1:8 unbalanced-html: `</b>` comes too early: `<i>` inside of it is still open"],
            ),
            ("a<br></br>", &["1:6 unbalanced-html: `<br>` has no end, so `</br>` closes nothing"]),
            (
                "<div/>a</p>",
                &[
                    "1:1 unbalanced-html: `<div/>` stays open: in HTML `/>` ends nothing",
                    "1:8 unbalanced-html: `</p>` closes nothing: no `<p>` is open here",
                ],
            ),
            (
                "<table><tr><td>a</td></td></tr></table>",
                &["1:22 unbalanced-html: `</td>` closes nothing: no `<td>` is open here"],
            ),
            ("<title>a", &["1:1 unbalanced-html: `<title>` is never closed"]),
            ("<P>a<BR/>b</p><ul><li>a</li><li>b</li></ul><hr>", &[]),
            ("<style>a > b { color: red } </b></style><title><b></title>", &[]),
            ("<!doctype html><!-- <p> --><p>1 < 2 & 3 <4</p>", &[]),
        ]);
    }

    #[test]
    fn tags_quotes_and_comments_have_an_end() {
        check_table(&[
            (
                "<p class=\"a>b</p>",
                &["1:4 unbalanced-html: a quote is missing or too many at the value of `class`"],
            ),
            (
                "<p class=\"a id=\"b\">c</p>",
                &["1:4 unbalanced-html: a quote is missing or too many at the value of `class`"],
            ),
            (
                "<p class=a\" id=\"b\">c</p>",
                &["1:4 unbalanced-html: a quote is missing or too many at the value of `class`"],
            ),
            ("<p \"a\">c</p>", &["1:4 unbalanced-html: a quote stands in the tag `p` where no value begins"]),
            ("<p <b>c</b></p>", &["1:1 unbalanced-html: the tag `p` has no `>`"]),
            ("<p>c</p", &["1:5 unbalanced-html: the tag `p` has no `>`"]),
            ("<!-- <p>c</p>", &["1:1 unbalanced-html: this comment has no end"]),
            (
                "<p style=\"font:'Segoe UI, serif\">c</p>",
                &["1:16 unbalanced-html: this quote in a style has no partner"],
            ),
            ("<p title=\"a > b\" class='it\"s' id = x hidden>c</p >", &[]),
        ]);
    }

    #[test]
    fn all_branches_leave_the_same_open() {
        check_table(&[
            (
                "<i>{% if order.notes %}<b>x{% else %}y</b>{% endif %}</i>",
                &[
                    "1:24 unbalanced-html: `<b>` is left open in one branch of an `if` and not in the other",
                    "1:39 unbalanced-html: `</b>` closes nothing: no `<b>` is open here",
                ],
            ),
            (
                "<p>{% if order.notes %}x</p>{% else %}y{% endif %}",
                &["1:25 unbalanced-html: `</p>` is in one branch of an `if` and not in the other"],
            ),
            (
                "{% if order.notes %}<b>{% endif %}x</b>",
                &["1:36 unbalanced-html: `</b>` is always there, but `<b>` only where `order.notes`"],
            ),
            (
                "{% if order.notes %}<b>{% endif %}x",
                &["1:21 unbalanced-html: `<b>` is opened where `order.notes`, and never closed"],
            ),
            (
                "<p {% if order.notes %}class=\"a{% endif %}>x</p>",
                &["1:24 unbalanced-html: a quote is missing or too many at the value of `class`"],
            ),
            (
                "{% if order.notes %}<i{% else %}<b{% endif %} id=\"x\">a</i>",
                &["1:21 unbalanced-html: the tag `i` has no `>`"],
            ),
            ("{% if order.notes %}<b>{% endif %}x{% if order.notes %}</b>{% endif %}", &[]),
            (
                "{% if order.notes %}<p class=\"a\">{% elif order.number %}<p>{% else %}<p id=\"c\">{% endif %}x</p>",
                &[],
            ),
            (
                "<p{% if order.notes %} class=\"a\"{% endif %} style=\"{% if order.notes %}a:b{% else %}c:d{% endif %};\">x</p>",
                &[],
            ),
        ]);
    }

    #[test]
    fn loops_close_what_they_open() {
        let list = |body: &str| {
            format!(
                "{{% if order.orderitem_set %}}<i>{{% for item in order.orderitem_set %}}{body}{{% endfor %}}</i>{{% endif %}}"
            )
        };
        check_table(&[
            (&list("<b>x"), &["1:69 unbalanced-html: `<b>` is left open at the end of the loop"]),
            (&list("x</i>"), &["1:70 unbalanced-html: `</i>` closes an element from outside of the loop"]),
            (&list("<b>x</b>"), &[]),
            (&list("x</i><i>"), &[]),
        ]);
    }

    #[test]
    fn layouts_blocks_includes_and_components_fit_together() {
        let told = |email: &str| {
            let sources = Sources::new()
                .template("_shared/layout.html", "<div>{% block a %}{% endblock %}</div>")
                .template("_shared/open.html", "<table><tr><td>")
                .template("_shared/close.html", "</td></tr></table>")
                .template(
                    "_shared/parts.html",
                    "{% component box() %}<p>{{ body }}</p>{% endcomponent box %}",
                )
                .template("order_delivered/email.html", email);
            lines(&sources, &findings(&sources, &["en"]))
        };
        let none: &[&str] = &[];
        let block = |body: &str| {
            format!("{{% extends \"_shared/layout.html\" %}}{{% block a %}}{body}{{% endblock %}}")
        };
        assert_eq!(
            told(&block("<b>x")),
            ["1:49 unbalanced-html: `<b>` is left open at the end of the block"]
        );
        assert_eq!(
            told(&block("x</div>")),
            ["1:50 unbalanced-html: `</div>` closes an element from outside of the block"]
        );
        assert_eq!(
            told(&block("{% <box> %}<b>x{% </box> %}")),
            ["1:60 unbalanced-html: `<b>` is never closed"]
        );
        assert_eq!(told(&block("{% <box> %}<b>x</b>{% </box> %}")), none);
        let around = |end: &str| format!("{{% include \"_shared/open.html\" %}}x{{% include \"{end}\" %}}");
        assert_eq!(told(&around("_shared/close.html")), none);
        assert_eq!(
            told("{% include \"_shared/open.html\" %}x"),
            [
                "_shared/open.html:1:1 unbalanced-html: `<table>` is never closed",
                "_shared/open.html:1:8 unbalanced-html: `<tr>` is never closed",
                "_shared/open.html:1:12 unbalanced-html: `<td>` is never closed",
            ]
        );
    }

    #[test]
    fn outlook_reads_its_own_comments() {
        check_table(&[
            (
                "<!--[if mso]><table><tr><td><![endif]--><p>x</p><!--[if mso]></td></tr></table><![endif]-->",
                &[],
            ),
            (
                "<!--[if mso]><table><tr><td><![endif]--><p>x</p><!--[if mso]></td></table><![endif]-->",
                &["1:21 unbalanced-html: `<tr>` is never closed"],
            ),
            ("<!--[if !mso]><!--><p>x</p><!--<![endif]--><!--[if gte mso 9]><b>y</b><![endif]-->", &[]),
            ("<!--[if lt mso 12]><b><![endif]-->", &[]),
        ]);
    }
}
