//! Which tag of a template lacks its partner. Tera only says that a tag, or the end, came unexpectedly.

use super::tags::{Slip, Tag, tags};
use crate::l10n::place_of;
use crate::nearest::nearest;

/// What has an end: `{% if %}` … `{% endif %}`.
const PAIRED: [&str; 6] = ["if", "for", "block", "filter", "component", "raw"];
/// What stands alone, or between two of the others.
const SINGLE: [&str; 8] = ["elif", "else", "include", "extends", "set", "set_global", "break", "continue"];

/// A tag whose end has not come yet.
struct Open<'s> {
    at: usize,
    /// `if`, or the name of a component.
    name: &'s str,
    is_component: bool,
    has_else: bool,
}

/// The first slip in the tags of a template, of whatever kind.
pub(super) fn first_slip(source: &str) -> Option<Slip> {
    let (tags, broken) = tags(source);
    let mut blocks = Blocks { source, open: Vec::new() };
    let misfit = tags.iter().find_map(|tag| blocks.take(tag));
    misfit.or(broken).or_else(|| {
        let open = blocks.open.last()?;
        Some(blocks.still_open(open, "the end of the file", source.len()))
    })
}

struct Blocks<'s> {
    source: &'s str,
    open: Vec<Open<'s>>,
}

impl<'s> Blocks<'s> {
    fn take(&mut self, tag: &Tag<'s>) -> Option<Slip> {
        match (tag.word, tag.word.strip_prefix("end")) {
            ("<", _) => self.component(tag),
            ("</", _) => self.close(tag, component_name(tag.rest), true),
            ("else" | "elif", _) => self.otherwise(tag),
            ("set" | "set_global", _) => {
                let behind =
                    tag.rest.trim_start_matches(|char: char| char.is_ascii_alphanumeric() || char == '_');
                // Without a value, the text up to `endset` is the value.
                if !behind.trim_start().starts_with('=') {
                    self.open(tag, "set", false);
                }
                None
            }
            (word, _) if PAIRED.contains(&word) => {
                self.open(tag, word, false);
                None
            }
            (word, _) if SINGLE.contains(&word) => None,
            (_, Some(name)) if PAIRED.contains(&name) || name == "set" => self.close(tag, name, false),
            (word, _) => Some(self.unknown(tag, word)),
        }
    }

    fn open(&mut self, tag: &Tag<'s>, name: &'s str, is_component: bool) {
        self.open.push(Open { at: tag.at, name, is_component, has_else: false });
    }

    fn component(&mut self, tag: &Tag<'s>) -> Option<Slip> {
        let name = component_name(tag.rest);
        if !tag.rest.ends_with("/>") {
            self.open(tag, name, true);
            return None;
        }
        let message = format!("`<{name} … />` has no content, and so stands in {{{{ }}}}");
        Some(slip(tag, message, format!("write {{{{ <{name} … /> }}}}")))
    }

    fn close(&mut self, tag: &Tag<'s>, name: &str, is_component: bool) -> Option<Slip> {
        let fits = |open: &Open<'_>| open.name == name && open.is_component == is_component;
        let top = self.open.last();
        if top.is_some_and(fits) {
            self.open.pop();
            return None;
        }
        let closing = end_tag(name, is_component);
        if let Some(top) = top.filter(|_| self.open.iter().any(fits)) {
            return Some(self.still_open(top, &self.at_line(&closing, tag.at), tag.at));
        }
        let opening = start_tag(name, is_component);
        Some(match top {
            None => slip(
                tag,
                format!("this `{closing}` closes nothing: no `{opening}` is open here"),
                format!("take it out, or write the `{opening}` that it closes"),
            ),
            Some(top) => slip(
                tag,
                format!("this `{closing}` does not close {}, which is open here", self.of_line(top)),
                format!("write {} if that ends here, else take it out", end_tag(top.name, top.is_component)),
            ),
        })
    }

    /// `else` or `elif`.
    fn otherwise(&mut self, tag: &Tag<'s>) -> Option<Slip> {
        let is_else = tag.word == "else";
        if let (true, Some(condition)) = (is_else, tag.rest.strip_prefix("if ")) {
            let message = "`else if` is one word here".to_owned();
            return Some(slip(tag, message, format!("write {{% elif {} %}}", condition.trim())));
        }
        let takes = |open: &Open<'_>| {
            !open.is_component && !open.has_else && (open.name == "if" || is_else && open.name == "for")
        };
        let word = format!("{{% {} %}}", tag.word);
        let Some(top) = self.open.last_mut() else {
            let message = format!("this `{word}` belongs to no `{{% if %}}`: none is open here");
            return Some(slip(tag, message, "take it out, or write the {% if … %} above it".to_owned()));
        };
        if takes(top) {
            top.has_else = is_else;
            return None;
        }
        let top = self.open.last()?;
        if self.open.iter().any(takes) {
            return Some(self.still_open(top, &self.at_line(&word, tag.at), tag.at));
        }
        let message = if top.has_else {
            format!("this `{word}` comes after the `{{% else %}}` of {}", self.of_line(top))
        } else {
            format!("this `{word}` belongs to no `{{% if %}}`: {} is open here", self.of_line(top))
        };
        let help = if top.has_else {
            "keep one {% else %}, the last; each case before it is an {% elif … %}"
        } else {
            "take it out, or write the {% if … %} above it"
        };
        Some(slip(tag, message, help.to_owned()))
    }

    fn unknown(&self, tag: &Tag<'_>, word: &str) -> Slip {
        let ends = PAIRED.into_iter().chain(["set"]).map(|name| format!("end{name}"));
        let known: Vec<String> = PAIRED.into_iter().chain(SINGLE).map(str::to_owned).chain(ends).collect();
        let top = self.open.last().filter(|_| word.starts_with("end"));
        let help = match (top, nearest(word, known.iter().map(String::as_str))) {
            (_, Some(near)) => format!("did you mean {{% {near} %}}?"),
            (Some(top), None) => format!("write {}", end_tag(top.name, top.is_component)),
            (None, None) => {
                "the tags are if, elif, else, for, set, block, include, extends, filter, component; a value stands \
                 in {{ }}"
                    .to_owned()
            }
        };
        let message = match word {
            "" => "a tag begins with a word such as if, for or set".to_owned(),
            word => format!("there is no tag `{word}`"),
        };
        slip(tag, message, help)
    }

    fn still_open(&self, open: &Open<'_>, until: &str, seen: usize) -> Slip {
        let end = end_tag(open.name, open.is_component);
        let message = format!("{} is still open at {until}", self.of_line(open));
        Slip { at: open.at, seen, message, help: format!("write {end} where it ends") }
    }

    fn of_line(&self, open: &Open<'_>) -> String {
        let name = start_tag(open.name, open.is_component);
        format!("`{name}` of line {}", place_of(self.source, open.at).0)
    }

    fn at_line(&self, tag: &str, at: usize) -> String {
        format!("`{tag}` in line {}", place_of(self.source, at).0)
    }
}

fn slip(tag: &Tag<'_>, message: String, help: String) -> Slip {
    Slip { at: tag.at, seen: tag.at, message, help }
}

fn component_name(rest: &str) -> &str {
    let is_name = |char: char| char.is_ascii_alphanumeric() || char == '_' || char == '.';
    &rest[..rest.find(|char| !is_name(char)).unwrap_or(rest.len())]
}

fn start_tag(name: &str, is_component: bool) -> String {
    if is_component { format!("<{name}>") } else { format!("{{% {name} %}}") }
}

fn end_tag(name: &str, is_component: bool) -> String {
    if is_component { format!("{{% </{name}> %}}") } else { format!("{{% end{name} %}}") }
}

/// The components that a template defines.
pub(super) fn components(source: &str) -> impl Iterator<Item = &str> {
    let definitions = tags(source).0.into_iter().filter(|tag| tag.word == "component");
    definitions.map(|tag| component_name(tag.rest)).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(source: &str) -> String {
        first_slip(source).map_or_else(String::new, |slip| {
            let (line, column) = place_of(source, slip.at);
            format!("{line}:{column}: {} | {}", slip.message, slip.help)
        })
    }

    #[test]
    fn what_is_still_open_is_told_where_it_opens() {
        for (source, expected) in [
            (
                "a\n {% if x %}{% for y in z %}{% endfor %}\n",
                "2:2: `{% if %}` of line 2 is still open at the end of the file | write {% endif %} where it ends",
            ),
            (
                "{% block b %}\n{% for a in c %}\n{% if x %}\n{% endfor %}{% endblock %}",
                "3:1: `{% if %}` of line 3 is still open at `{% endfor %}` in line 4 | write {% endif %} where it ends",
            ),
            (
                "{% block b %}\n{% <details> %}\n{{ <row a={1} /> }}\n{% endblock %}",
                "2:1: `<details>` of line 2 is still open at `{% endblock %}` in line 4 | \
                 write {% </details> %} where it ends",
            ),
            (
                "{% <details> %}\n{% if x %}\n{% </details> %}",
                "2:1: `{% if %}` of line 2 is still open at `{% </details> %}` in line 3 | \
                 write {% endif %} where it ends",
            ),
            (
                "{% if a %}{% if b %}x{% else %}y\n{% else %}z{% endif %}",
                "1:11: `{% if %}` of line 1 is still open at `{% else %}` in line 2 | write {% endif %} where it ends",
            ),
            (
                "{% set x %}a",
                "1:1: `{% set %}` of line 1 is still open at the end of the file | write {% endset %} where it ends",
            ),
        ] {
            assert_eq!(told(source), expected, "{source}");
        }
    }

    #[test]
    fn what_closes_nothing_is_told() {
        for (source, expected) in [
            (
                "a {% endif %}",
                "1:3: this `{% endif %}` closes nothing: no `{% if %}` is open here | \
                 take it out, or write the `{% if %}` that it closes",
            ),
            (
                "{% if x %}\na {% endfor %}",
                "2:3: this `{% endfor %}` does not close `{% if %}` of line 1, which is open here | \
                 write {% endif %} if that ends here, else take it out",
            ),
            (
                "a {% </details> %}",
                "1:3: this `{% </details> %}` closes nothing: no `<details>` is open here | \
                 take it out, or write the `<details>` that it closes",
            ),
            (
                "{% else %}",
                "1:1: this `{% else %}` belongs to no `{% if %}`: none is open here | \
                 take it out, or write the {% if … %} above it",
            ),
            (
                "{% block b %}{% elif x %}{% endblock %}",
                "1:14: this `{% elif %}` belongs to no `{% if %}`: `{% block %}` of line 1 is open here | \
                 take it out, or write the {% if … %} above it",
            ),
            (
                "{% if a %}{% else %}{% else %}{% endif %}",
                "1:21: this `{% else %}` comes after the `{% else %}` of `{% if %}` of line 1 | \
                 keep one {% else %}, the last; each case before it is an {% elif … %}",
            ),
        ] {
            assert_eq!(told(source), expected, "{source}");
        }
    }

    #[test]
    fn a_tag_that_does_not_exist_is_told_with_what_is_meant() {
        assert_eq!(told("{% iff x %}"), "1:1: there is no tag `iff` | did you mean {% if %}?");
        assert_eq!(
            told("{% if x %}{% elseif y %}"),
            "1:11: there is no tag `elseif` | did you mean {% elif %}?"
        );
        assert_eq!(told("{% if x %}{% end if %}"), "1:11: there is no tag `end` | write {% endif %}");
        assert_eq!(
            told("{% if x %}{% else if y %}"),
            "1:11: `else if` is one word here | write {% elif y %}"
        );
        assert!(told("{% ready.number %}").ends_with("a value stands in {{ }}"));
        assert_eq!(
            told("{% <row a={1} /> %}"),
            "1:1: `<row … />` has no content, and so stands in {{ }} | write {{ <row … /> }}"
        );
    }

    #[test]
    fn what_is_in_order_is_not_told() {
        for source in [
            "{%- if x -%}{% elif y %}{% else %}{% endif %}{% for a in b %}{% else %}{% endfor %}",
            "{% set a = 1 %}{% set b | upper %}x{% endset %}{% filter upper %}y{% endfilter %}{% include \"a\" %}",
            "{% component a(b) {\"c\": 1} %}{% <d.e f=\"/>\"> %}{% </d.e> %}{% endcomponent a %}",
            "{% raw %}{% if %}{% endraw %}{% block a %}{% endblock a %}{% extends \"a\" %}",
        ] {
            assert_eq!(told(source), "", "{source}");
        }
        assert_eq!(
            components("{% component a(b) %}{% endcomponent a %}{% component c.d() %}").collect::<Vec<_>>(),
            ["a", "c.d"]
        );
    }
}
