//! "Did you mean": the known name that is most like a misspelt one.

/// The nearest of several names, where one is near enough to be meant.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = name.chars().count();
    known
        .into_iter()
        .map(|candidate| (strsim::osa_distance(name, candidate), candidate))
        .filter(|(distance, _)| *distance > 0 && *distance <= (length / 3).max(1))
        .min()
        .map(|(_, candidate)| candidate)
}
