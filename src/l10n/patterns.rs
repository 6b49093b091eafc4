//! Date and time patterns of CLDR 48 (package `cldr-dates-full` 48.2, `ca-gregorian.json`), for the languages whose
//! every style is compared with reference answers. ICU4X builds its patterns from skeletons, which in some of
//! them is not what `dateStyle` and `timeStyle` mean (Serbian days, Spanish and Bulgarian hours, Armenian order).

/// A language's patterns in the syntax of UTS #35.
#[derive(Debug)]
pub(super) struct Patterns {
    /// The language, as short as it can be said.
    pub(super) tag: &'static str,
    /// `dateStyle`: short, medium, long, full.
    pub(super) date: [&'static str; 4],
    /// `timeStyle`: short, medium.
    pub(super) time: [&'static str; 2],
    /// How a date of each style `{1}` and a time `{0}` stand together.
    pub(super) both: [&'static str; 4],
}

/// The patterns of a language, where it is one of those.
pub(super) fn patterns_of(tag: &str) -> Option<&'static Patterns> {
    PATTERNS.binary_search_by_key(&tag, |patterns| patterns.tag).ok().map(|at| &PATTERNS[at])
}

const PATTERNS: [Patterns; 24] = [
    Patterns {
        tag: "ar",
        date: ["d\u{200F}/M\u{200F}/y", "dd\u{200F}/MM\u{200F}/y", "d MMMM y", "EEEE، d MMMM y"],
        time: ["h:mm a", "h:mm:ss a"],
        both: ["{1}، {0}", "{1}، {0}", "{1} في {0}", "{1} في {0}"],
    },
    Patterns {
        tag: "ar-EG",
        date: ["d\u{200F}/M\u{200F}/y", "dd\u{200F}/MM\u{200F}/y", "d MMMM y", "EEEE، d MMMM y"],
        time: ["h:mm a", "h:mm:ss a"],
        both: ["{1}، {0}", "{1}، {0}", "{1} في {0}", "{1} في {0}"],
    },
    Patterns {
        tag: "az",
        date: ["dd.MM.yy", "d MMM y", "d MMMM y", "d MMMM y, EEEE"],
        time: ["HH:mm", "HH:mm:ss"],
        both: ["{1} {0}", "{1} {0}", "{1}/{0}", "{1}/{0}"],
    },
    Patterns {
        tag: "bg",
        date: [
            "d.MM.yy\u{202F}'г'.",
            "d.MM.y\u{202F}'г'.",
            "d MMMM y\u{202F}'г'.",
            "EEEE, d MMMM y\u{202F}'г'.",
        ],
        time: ["H:mm", "H:mm:ss"],
        both: ["{1}, {0}", "{1}, {0}", "{1} 'в' {0}", "{1} 'в' {0}"],
    },
    Patterns {
        tag: "cs",
        date: ["dd.MM.yy", "d. M. y", "d. MMMM y", "EEEE d. MMMM y"],
        time: ["H:mm", "H:mm:ss"],
        both: ["{1} {0}", "{1} {0}", "{1} 'v' {0}", "{1} 'v' {0}"],
    },
    Patterns {
        tag: "de",
        date: ["dd.MM.yy", "dd.MM.y", "d. MMMM y", "EEEE, d. MMMM y"],
        time: ["HH:mm", "HH:mm:ss"],
        both: ["{1}, {0}", "{1}, {0}", "{1} 'um' {0}", "{1} 'um' {0}"],
    },
    Patterns {
        tag: "en",
        date: ["M/d/yy", "MMM d, y", "MMMM d, y", "EEEE, MMMM d, y"],
        time: ["h:mm\u{202F}a", "h:mm:ss\u{202F}a"],
        both: ["{1}, {0}", "{1}, {0}", "{1} 'at' {0}", "{1} 'at' {0}"],
    },
    Patterns {
        tag: "en-GB",
        date: ["dd/MM/y", "d MMM y", "d MMMM y", "EEEE, d MMMM y"],
        time: ["HH:mm", "HH:mm:ss"],
        both: ["{1}, {0}", "{1}, {0}", "{1} 'at' {0}", "{1} 'at' {0}"],
    },
    Patterns {
        tag: "es",
        date: ["d/M/yy", "d MMM y", "d 'de' MMMM 'de' y", "EEEE, d 'de' MMMM 'de' y"],
        time: ["H:mm", "H:mm:ss"],
        both: ["{1}, {0}", "{1}, {0}", "{1} 'a' 'las' {0}", "{1}, {0}"],
    },
    Patterns {
        tag: "fr",
        date: ["dd/MM/y", "d MMM y", "d MMMM y", "EEEE d MMMM y"],
        time: ["HH:mm", "HH:mm:ss"],
        both: ["{1} {0}", "{1}, {0}", "{1} 'à' {0}", "{1} 'à' {0}"],
    },
    Patterns {
        tag: "he",
        date: ["d.M.y", "d בMMM y", "d בMMMM y", "EEEE, d בMMMM y"],
        time: ["H:mm", "H:mm:ss"],
        both: ["{1}, {0}", "{1}, {0}", "{1} בשעה {0}", "{1} בשעה {0}"],
    },
    Patterns {
        tag: "hi",
        date: ["d/M/yy", "d MMM y", "d MMMM y", "EEEE, d MMMM y"],
        time: ["h:mm a", "h:mm:ss a"],
        both: ["{1}, {0}", "{1}, {0}", "{1} को {0} बजे", "{1} को {0} बजे"],
    },
    Patterns {
        tag: "hu",
        date: ["y. MM. dd.", "y. MMM d.", "y. MMMM d.", "y. MMMM d., EEEE"],
        time: ["H:mm", "H:mm:ss"],
        both: ["{1} {0}", "{1} {0}", "{1} {0}", "{1} {0}"],
    },
    Patterns {
        tag: "hy",
        date: ["dd.MM.yy", "dd MMM, y թ.", "dd MMMM, y թ.", "y թ. MMMM d, EEEE"],
        time: ["HH:mm", "HH:mm:ss"],
        both: ["{1}, {0}", "{1}, {0}", "{1}, {0}", "{1}, {0}"],
    },
    Patterns {
        tag: "it",
        date: ["dd/MM/yy", "d MMM y", "d MMMM y", "EEEE d MMMM y"],
        time: ["HH:mm", "HH:mm:ss"],
        both: ["{1}, {0}", "{1}, {0}", "{1} 'alle' 'ore' {0}", "{1} 'alle' 'ore' {0}"],
    },
    Patterns {
        tag: "kk",
        date: ["dd.MM.yy", "y\u{202F}'ж'. dd MMM", "y\u{202F}'ж'. d MMMM", "y\u{202F}'ж'. d MMMM, EEEE"],
        time: ["HH:mm", "HH:mm:ss"],
        both: ["{1}, {0}", "{1}, {0}", "{1}, {0}", "{1}, {0}"],
    },
    Patterns {
        tag: "nl",
        date: ["dd-MM-y", "d MMM y", "d MMMM y", "EEEE d MMMM y"],
        time: ["HH:mm", "HH:mm:ss"],
        both: ["{1}, {0}", "{1}, {0}", "{1} 'om' {0}", "{1} 'om' {0}"],
    },
    Patterns {
        tag: "pl",
        date: ["d.MM.y", "d MMM y", "d MMMM y", "EEEE, d MMMM y"],
        time: ["HH:mm", "HH:mm:ss"],
        both: ["{1}, {0}", "{1}, {0}", "{1} {0}", "{1} {0}"],
    },
    Patterns {
        tag: "ro",
        date: ["dd.MM.y", "d MMM y", "d MMMM y", "EEEE, d MMMM y"],
        time: ["HH:mm", "HH:mm:ss"],
        both: ["{1}, {0}", "{1}, {0}", "{1} 'la' {0}", "{1} 'la' {0}"],
    },
    Patterns {
        tag: "ru",
        date: ["dd.MM.y", "d MMM y\u{202F}'г'.", "d MMMM y\u{202F}'г'.", "EEEE, d MMMM y\u{202F}'г'."],
        time: ["HH:mm", "HH:mm:ss"],
        both: ["{1}, {0}", "{1}, {0}", "{1} 'в' {0}", "{1} 'в' {0}"],
    },
    Patterns {
        tag: "sr",
        date: ["d. M. y.", "d. M. y.", "d. MMMM y.", "EEEE, d. MMMM y."],
        time: ["HH:mm", "HH:mm:ss"],
        both: ["{1} {0}", "{1} {0}", "{1} {0}", "{1} {0}"],
    },
    Patterns {
        tag: "sr-Latn",
        date: ["d. M. y.", "d. M. y.", "d. MMMM y.", "EEEE, d. MMMM y."],
        time: ["HH:mm", "HH:mm:ss"],
        both: ["{1} {0}", "{1} {0}", "{1} {0}", "{1} {0}"],
    },
    Patterns {
        tag: "tr",
        date: ["d.MM.y", "d MMM y", "d MMMM y", "d MMMM y EEEE"],
        time: ["HH:mm", "HH:mm:ss"],
        both: ["{1} {0}", "{1} {0}", "{1} {0}", "{1} {0}"],
    },
    Patterns {
        tag: "uk",
        date: ["dd.MM.yy", "d MMM y\u{202F}'р'.", "d MMMM y\u{202F}'р'.", "EEEE, d MMMM y\u{202F}'р'."],
        time: ["HH:mm", "HH:mm:ss"],
        both: ["{1}, {0}", "{1}, {0}", "{1} 'о' {0}", "{1} 'о' {0}"],
    },
];
