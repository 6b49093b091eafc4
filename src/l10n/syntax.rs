//! What Fluent's parser refuses, with the place to look at and the remedy.

use fluent_syntax::parser::{ErrorKind, ParserError};

use super::resource::{LanguageFault, place_of};

/// A fault of the parser for those who write the file.
pub(super) fn syntax_fault(file: &str, text: &str, error: &ParserError) -> LanguageFault {
    let slice = error.slice.clone().unwrap_or_default();
    let entry = text.get(slice.clone()).unwrap_or_default();
    let id = entry.split(['=', '\n']).next().unwrap_or_default().trim();
    let within = if error.slice.is_none() {
        String::new()
    } else {
        format!(", in `{id}` of line {}", place_of(text, slice.start).0)
    };
    let there = There { text, start: slice.start, at: error.pos.start };
    let (at, help) = there.remedy(&error.kind, entry);
    let (line, column) = place_of(text, at);
    let message = format!("not Fluent syntax: {}{within}", error.kind);
    LanguageFault { file: file.to_owned(), line, column, message, help }
}

/// Where the parser stopped.
struct There<'t> {
    text: &'t str,
    /// Where the entry that it could not read begins.
    start: usize,
    at: usize,
}

impl There<'_> {
    /// The byte to look at, and what to do.
    fn remedy(&self, kind: &ErrorKind, entry: &str) -> (usize, String) {
        let help = match kind {
            ErrorKind::ExpectedToken('}') => return self.unclosed_brace(),
            ErrorKind::ExpectedToken('=') => return self.no_equals_sign(),
            ErrorKind::ExpectedCharRange { range } if range == "a-zA-Z" => return self.no_name(),
            ErrorKind::ExpectedToken(']') => "a form's name is one word or number in brackets, such as [one]",
            ErrorKind::ExpectedToken(')') => "close the `(` with `)`",
            ErrorKind::ExpectedToken('"') | ErrorKind::UnterminatedStringLiteral => {
                "close the quotes inside the braces"
            }
            ErrorKind::ExpectedToken(' ') => "write a space behind the `#` of a note",
            ErrorKind::ExpectedCharRange { range } if range.contains('\n') || range.contains("\\n") => {
                "begin a new line behind `->`, and one for each form"
            }
            ErrorKind::ExpectedMessageField { .. } | ErrorKind::ExpectedTermField { .. } => {
                "write a text behind the `=`; lines that go on with it are indented"
            }
            ErrorKind::ForbiddenCallee => "a function has capital letters: NUMBER, MONEY or DATETIME",
            ErrorKind::MissingDefaultVariant if entry.contains("[other]") => {
                "put a star before the last form: `*[other]`"
            }
            ErrorKind::MissingDefaultVariant => "add a line `*[other] …` for all else, above the `}`",
            ErrorKind::MissingValue => {
                let before = self.text.get(..self.at).unwrap_or_default();
                let form = before.rfind('[').unwrap_or(self.at);
                return (form, "write a text behind the form's name in brackets".to_owned());
            }
            ErrorKind::MultipleDefaultVariants => "keep one star, before the form for all else: `*[other]`",
            ErrorKind::MessageReferenceAsSelector | ErrorKind::MessageAttributeAsSelector => {
                "choose by a value, with its dollar sign: { $item_count ->"
            }
            ErrorKind::TermReferenceAsSelector => "choose by an attribute of the term: { -club.gender ->",
            ErrorKind::TermAttributeAsPlaceable => {
                "print the term itself, { -club }: its attributes can only be chosen by"
            }
            ErrorKind::PositionalArgumentFollowsNamed => {
                "write the value first: NUMBER($share, style: \"percent\")"
            }
            ErrorKind::DuplicatedNamedArgument(_) => "name each option once",
            ErrorKind::UnknownEscapeSequence(_) => {
                "after a backslash only \\, \" and uXXXX can stand; write a backslash as \\\\"
            }
            ErrorKind::InvalidUnicodeEscapeSequence(_) => {
                "write four digits or letters A to F behind \\u: \\u00A0"
            }
            ErrorKind::UnbalancedClosingBrace => "a `}` too many; write `{ \"}\" }` if it is meant",
            ErrorKind::ExpectedInlineExpression => return (self.at, self.no_value()),
            ErrorKind::ExpectedLiteral => {
                "the value of an option is a number or stands in quotes: display: \"code\""
            }
            _ => "choose by a value: { $item_count ->",
        };
        (self.at, help.to_owned())
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// A `{` that nobody closes, or more in it than one value.
    fn unclosed_brace(&self) -> (usize, String) {
        let line = self.rest().lines().next().unwrap_or_default();
        let closes = line.find('}').is_some_and(|close| !line[..close].contains('{'));
        if closes && !self.rest().starts_with('\n') {
            let help = "one value stands in braces: close them before this, or take it out";
            return (self.at, help.to_owned());
        }
        let mut open = Vec::new();
        let mut in_quotes = false;
        for (at, char) in self.text.get(self.start..self.at).unwrap_or_default().char_indices() {
            match char {
                '"' if !open.is_empty() => in_quotes = !in_quotes,
                '\n' => in_quotes = false,
                '{' if !in_quotes => open.push(self.start + at),
                '}' if !in_quotes => {
                    open.pop();
                }
                _ => {}
            }
        }
        (open.pop().unwrap_or(self.at), "close this `{` with a `}`".to_owned())
    }

    fn no_equals_sign(&self) -> (usize, String) {
        let line = self.rest().lines().next().unwrap_or_default();
        let help = if line.starts_with([':', '-']) {
            "write `=` between the name and the text"
        } else if line.split_once('=').is_some_and(|(name, _)| !name.contains(['{', '.', ',', '!'])) {
            "a name is one word of the letters a to z, digits, - and _"
        } else {
            return (
                self.start,
                "indent the line if it goes on with the text above; else give it `name = `".to_owned(),
            );
        };
        (self.at, help.to_owned())
    }

    /// A name is wanted, and something else is there.
    fn no_name(&self) -> (usize, String) {
        if self.at > self.start {
            let help = match self.rest().chars().next() {
                Some(' ') => "write the name right behind the sign, without a space",
                _ => "a name begins with one of the letters a to z",
            };
            return (self.at, help.to_owned());
        }
        let line = self.rest().lines().next().unwrap_or_default();
        let indent = line.len() - line.trim_start().len();
        let help = match line.trim_start().chars().next() {
            _ if line[..indent].contains('\t') => "indent with spaces: a tab means nothing here".to_owned(),
            Some('.') if indent > 0 && line.contains('=') => {
                "write a text behind the `=` of the attribute".to_owned()
            }
            Some('.') if indent > 0 => "an attribute is written `.name = text`".to_owned(),
            Some(sign @ ('*' | '[' | '.')) => {
                format!("a line cannot begin with it: write `{{ \"{sign}\" }}`")
            }
            Some('}') => "a `}` too many; write `{ \"}\" }` if it is meant".to_owned(),
            _ if indent > 0 => "begin the line with a name, without spaces before it: name = text".to_owned(),
            _ => "a name begins with one of the letters a to z; a text that goes on is indented".to_owned(),
        };
        (self.at + indent, help)
    }

    /// Nothing that could be printed stands in the braces.
    fn no_value(&self) -> String {
        let entry = self.text.get(self.start..self.at).unwrap_or_default();
        let placeable = &entry[entry.rfind('{').unwrap_or(0)..];
        match self.rest().chars().next() {
            Some('}') if placeable.contains('(') => "close the `(` with `)`".to_owned(),
            Some('}') => "write a value between the braces: { $number }".to_owned(),
            Some(curly @ ('“' | '”' | '„' | '‘' | '’' | '«' | '»' | '\'')) => {
                format!("use straight quotes: write \" instead of {curly}")
            }
            _ => "in braces stands a value such as { $number }, a message's name or a text in quotes"
                .to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::resource::parse_resource;

    /// Line, column and remedy of each fault of a file.
    fn told(text: &str) -> String {
        let faults = parse_resource("locales/en/a.ftl", text).err().unwrap_or_default();
        let told: Vec<String> =
            faults.iter().map(|fault| format!("{}:{} {}", fault.line, fault.column, fault.help)).collect();
        told.join("\n")
    }

    #[test]
    fn each_fault_of_the_parser_has_a_remedy_of_its_own() {
        let all = [
            ("a = Hello { $name\nb = Bye\n", "1:11 close this `{` with a `}`"),
            (
                "a = { $name number }\n",
                "1:13 one value stands in braces: close them before this, or take it out",
            ),
            ("a = A }\n", "1:7 a `}` too many; write `{ \"}\" }` if it is meant"),
            ("a = { $n ->\n    [one] x\n}\n", "3:1 add a line `*[other] …` for all else, above the `}`"),
            (
                "a = { $n ->\n    [one] x\n    [other] y\n}\n",
                "4:1 put a star before the last form: `*[other]`",
            ),
            (
                "a = { $n ->\n   *[one] x\n   *[other] y\n}\n",
                "3:5 keep one star, before the form for all else: `*[other]`",
            ),
            (
                "a = { $n ->\n    [one]\n   *[other] y\n}\n",
                "2:5 write a text behind the form's name in brackets",
            ),
            (
                "a = { $n -> [one] x\n   *[other] y\n}\n",
                "1:13 begin a new line behind `->`, and one for each form",
            ),
            (
                "a = A\ngoes on\n",
                "2:1 indent the line if it goes on with the text above; else give it `name = `",
            ),
            ("order delivered = A\n", "1:7 a name is one word of the letters a to z, digits, - and _"),
            ("a: A\n", "1:2 write `=` between the name and the text"),
            ("a =\n", "1:1 write a text behind the `=`; lines that go on with it are indented"),
            ("-a =\nb = B\n", "1:1 write a text behind the `=`; lines that go on with it are indented"),
            ("a = A\n\tgoes on\n", "2:2 indent with spaces: a tab means nothing here"),
            ("a = A\n    .subject\n", "2:5 an attribute is written `.name = text`"),
            ("a = A\n    .subject =\n", "2:5 write a text behind the `=` of the attribute"),
            ("a = A\n    *b\n", "2:5 a line cannot begin with it: write `{ \"*\" }`"),
            ("a = A\n}\n", "2:1 a `}` too many; write `{ \"}\" }` if it is meant"),
            ("  a = A\n", "1:3 begin the line with a name, without spaces before it: name = text"),
            ("ş = A\n", "1:1 a name begins with one of the letters a to z; a text that goes on is indented"),
            ("- a = A\n", "1:2 write the name right behind the sign, without a space"),
            ("a = { \"b }\n", "1:11 close the quotes inside the braces"),
            ("a = { “b” }\n", "1:7 use straight quotes: write \" instead of “"),
            ("a = { }\n", "1:7 write a value between the braces: { $number }"),
            ("a = { number($x) }\n", "1:17 a function has capital letters: NUMBER, MONEY or DATETIME"),
            (
                "a = { MONEY($x, display: $y) }\n",
                "1:26 the value of an option is a number or stands in quotes: display: \"code\"",
            ),
            (
                "a = { MONEY(display: \"code\", $x) }\n",
                "1:32 write the value first: NUMBER($share, style: \"percent\")",
            ),
            ("a = { MONEY($x }\n", "1:16 close the `(` with `)`"),
            (
                "a = { b ->\n   *[other] y\n}\n",
                "1:9 choose by a value, with its dollar sign: { $item_count ->",
            ),
            ("a = { -b ->\n   *[other] y\n}\n", "1:10 choose by an attribute of the term: { -club.gender ->"),
            ("#a\n", "1:2 write a space behind the `#` of a note"),
        ];
        let wrong = all.iter().filter(|(text, expected)| told(text) != *expected);
        let wrong: Vec<String> = wrong.map(|(text, _)| format!("{text}{}", told(text))).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn what_can_be_read_is_no_fault() {
        let text = "# A note\na = A { $b }\n    goes on\n    .c = { \"{\" }\n-d = { $n ->\n    [one] x\n   *[other] y\n}\n";
        assert_eq!(told(text), "");
    }
}
