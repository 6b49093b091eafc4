//! The tree itself: who imports whom, and how long a file may be.

use std::path::{Path, PathBuf};

use crate::support::root;

/// Modules from low to high; one may use those before it and those beside it in the same row.
const LAYERS: [&[&str]; 15] = [
    &["nearest", "harmless", "section", "clock"],
    &["event", "money"],
    &["recipient", "l10n"],
    &["message", "catalog"],
    &["render"],
    &["outcome", "config"],
    &["analysis"],
    &["program"],
    &["engine"],
    &["check"],
    &["files", "outbox", "provider"],
    &["dispatch"],
    &["telemetry"],
    &["gateway"],
    &["cli"],
];

/// Modules above these read files, the environment or the clock.
const PURE: [&str; 16] = [
    "nearest",
    "harmless",
    "section",
    "event",
    "money",
    "recipient",
    "l10n",
    "message",
    "catalog",
    "render",
    "outcome",
    "config",
    "analysis",
    "program",
    "engine",
    "check",
];

/// What decides, in modules that otherwise touch the outside: these files do not.
const PURE_FILES: [&str; 5] = [
    "outbox/progress.rs",
    "outbox/schedule.rs",
    "outbox/finding.rs",
    "dispatch/bulkhead.rs",
    "dispatch/verdict.rs",
];

fn sources() -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    for folder in ["src", "tests"] {
        walk(&root().join(folder), &mut found);
    }
    found.sort();
    found
}

fn module_of(path: &Path) -> String {
    let below = path.strip_prefix(root().join("src")).unwrap();
    let first = below.components().next().unwrap().as_os_str().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// The crate's modules that a source names, but for what its documentation and unit tests say.
fn uses(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let mut found = Vec::new();
    for line in lines {
        for (at, _) in line.match_indices("crate::") {
            let rest = &line[at + "crate::".len()..];
            let end = rest.find(|char: char| !char.is_alphanumeric() && char != '_').unwrap_or(rest.len());
            found.push(rest[..end].to_owned());
        }
    }
    found
}

#[test]
fn lower_modules_know_nothing_of_higher_ones() {
    let mut wrong = Vec::new();
    for path in sources().iter().filter(|path| path.starts_with(root().join("src"))) {
        let module = module_of(path);
        if module == "lib" || module == "main" {
            continue;
        }
        let own = layer(&module).unwrap_or_else(|| panic!("`{module}` has no layer: add it to LAYERS"));
        for used in uses(&std::fs::read_to_string(path).unwrap()) {
            // Re-exports of `lib.rs` (types) belong to their module; only modules are judged here.
            if layer(&used).is_some_and(|there| there > own) {
                wrong.push(format!("{} uses {used}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_core_touches_nothing_outside() {
    const OUTSIDE: [&str; 9] = [
        "std::fs",
        "std::env",
        "std::net",
        "SystemTime",
        "Instant::now",
        "Timestamp::now",
        "Zoned::now",
        "rand::",
        "chance()",
    ];
    for path in sources().iter().filter(|path| path.starts_with(root().join("src"))) {
        let decides = PURE_FILES.iter().any(|file| path.ends_with(file));
        if !decides && !PURE.contains(&module_of(path).as_str()) {
            continue;
        }
        let text = std::fs::read_to_string(path).unwrap();
        for outside in OUTSIDE {
            assert!(!text.contains(outside), "{} uses {outside}", path.display());
        }
    }
}

#[test]
fn no_file_outgrows_four_hundred_lines() {
    for path in sources() {
        let lines = std::fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= 400, "{} has {lines} lines", path.display());
    }
}
