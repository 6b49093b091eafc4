//! Environment variables that stand in for keys.

/// Puts `TELLAL_SECTION__KEY=value` in the place of `[section] key`. A value that reads as TOML (a number, a
/// list) is taken as such, else as a string.
pub(crate) fn apply(table: &mut toml::Table, environment: impl IntoIterator<Item = (String, String)>) {
    for (name, value) in environment {
        let Some(path) = name.strip_prefix("TELLAL_") else { continue };
        let steps: Vec<String> = path.split("__").map(str::to_lowercase).collect();
        let [sections @ .., key] = steps.as_slice() else { continue };
        if sections.is_empty() {
            continue;
        }
        let parsed: Option<toml::Table> =
            if is_secret(sections, key) { None } else { format!("value = {value}").parse().ok() };
        let value = parsed.and_then(|mut table| table.remove("value")).unwrap_or(toml::Value::String(value));
        let mut place = &mut *table;
        for section in sections {
            let entry =
                place.entry(section.clone()).or_insert_with(|| toml::Value::Table(toml::Table::new()));
            if !entry.is_table() {
                *entry = toml::Value::Table(toml::Table::new());
            }
            place = entry.as_table_mut().expect("made a table just above");
        }
        place.insert(key.clone(), value);
    }
}

/// A secret is text, whatever it looks like: `007` and `1e5` are no numbers, and quotes are part of it.
fn is_secret(sections: &[String], key: &str) -> bool {
    matches!(key, "password" | "token") || sections.last().is_some_and(|section| section == "secrets")
}
