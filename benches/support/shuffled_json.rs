//! Writes JSON as different shops' servers do: fields in any order, with or without spaces and escapes.

use fastrand::Rng;
use serde_json::Value;

/// Writes a value with each object's fields in an order of its own.
pub(crate) fn shuffled(value: &Value, rng: &mut Rng) -> String {
    let mut writer = Writer { out: String::new(), spaced: rng.bool(), ascii: rng.bool(), rng };
    writer.value(value);
    writer.out
}

struct Writer<'a> {
    out: String,
    /// Python's `json.dumps` puts a space behind each comma and colon.
    spaced: bool,
    /// And by default writes ASCII only.
    ascii: bool,
    rng: &'a mut Rng,
}

impl Writer<'_> {
    fn value(&mut self, value: &Value) {
        match value {
            Value::Object(map) => {
                let mut fields: Vec<_> = map.iter().collect();
                self.rng.shuffle(&mut fields);
                self.list('{', '}', &fields, |writer, (name, value)| {
                    writer.text(name);
                    writer.mark(':');
                    writer.value(value);
                });
            }
            Value::Array(items) => self.list('[', ']', items, Self::value),
            Value::String(text) => self.text(text),
            other => self.out.push_str(&other.to_string()),
        }
    }

    fn list<T>(&mut self, open: char, close: char, items: &[T], write: impl Fn(&mut Self, &T)) {
        self.out.push(open);
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                self.mark(',');
            }
            write(self, item);
        }
        self.out.push(close);
    }

    fn mark(&mut self, mark: char) {
        self.out.push(mark);
        if self.spaced {
            self.out.push(' ');
        }
    }

    fn text(&mut self, text: &str) {
        let quoted = Value::from(text).to_string();
        for char in quoted.chars() {
            if self.ascii && !char.is_ascii() {
                for unit in char.encode_utf16(&mut [0; 2]) {
                    self.out.push_str(&format!("\\u{unit:04x}"));
                }
            } else {
                self.out.push(char);
            }
        }
    }
}
