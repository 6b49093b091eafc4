//! The marketers' guides: every example in them is rendered, and says what the guide says it does.
//!
//! A fenced block `ftl` adds messages (to English, or to `language=…`), `jinja` is a template, and the `text`
//! block after it is what comes out. The words behind `jinja` choose: `event=`, `channel=`, `language=`.

use tellal::{Body, Channel, Config, Engine, Outcome};

use crate::support::{fixture, force, read, shipped_sources};

#[derive(Debug, Clone, Default)]
struct Block {
    info: String,
    text: String,
}

impl Block {
    fn kind(&self) -> &str {
        self.info.split_whitespace().next().unwrap_or_default()
    }

    fn option(&self, name: &str, default: &str) -> String {
        let found = self.info.split_whitespace().find_map(|word| word.strip_prefix(&format!("{name}=")));
        found.unwrap_or(default).to_owned()
    }
}

fn blocks(markdown: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut open: Option<Block> = None;
    for line in markdown.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(_), Some(block)) => {
                found.push(std::mem::take(block));
                open = None;
            }
            (Some(info), None) => open = Some(Block { info: info.trim().to_owned(), text: String::new() }),
            (None, Some(block)) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "an unclosed block");
    found
}

/// Renders every example of a guide; returns how many there were.
fn check(path: &str) -> usize {
    let mut messages: Vec<Block> = Vec::new();
    let mut template: Option<Block> = None;
    let mut count = 0;
    for block in blocks(&read(path)) {
        match block.kind() {
            "ftl" => messages.push(block),
            "jinja" => template = Some(block),
            "text" => {
                if let Some(template) = template.take() {
                    check_example(path, &template, &messages, &block.text);
                    count += 1;
                }
            }
            _ => {}
        }
    }
    assert!(template.is_none(), "{path}: a template without its text");
    count
}

fn check_example(path: &str, template: &Block, messages: &[Block], expected: &str) {
    let event = template.option("event", "order_delivered");
    let language = template.option("language", "en");
    let channel = Channel::from_name(&template.option("channel", "sms")).unwrap();
    let file = if channel == Channel::Email { "email.html".to_owned() } else { format!("{channel}.txt") };
    let text = template.text.trim_end_matches('\n').to_owned();
    let mut sources = shipped_sources().template(format!("{event}/{file}"), text);
    for (index, block) in messages.iter().enumerate() {
        let language = block.option("language", "en");
        sources = sources.locale(format!("{language}/guide-{index}.ftl"), block.text.clone());
    }
    let engine = Engine::new(&sources, Config::default()).unwrap_or_else(|error| panic!("{path}: {error}"));
    let fixture = fixture(&template.option("fixture", &event));
    let said = match engine.preview(fixture.as_bytes(), &force(&language, channel)) {
        Outcome::Message(message) => match message.body {
            Body::Email(email) => email.html,
            other => other.text().to_owned(),
        },
        Outcome::Error(error) => format!("error: {}", error.message),
        other => panic!("{path}: {other:?}"),
    };
    assert_eq!(said.trim(), expected.trim(), "{path}, of the template:\n{}", template.text);
}

#[test]
fn the_template_guide_says_what_happens() {
    assert!(check("templates/README.md") >= 15);
}

#[test]
fn the_locale_guide_says_what_happens() {
    assert!(check("locales/README.md") >= 10);
}
