//! "Did you mean": the known name that is most like a misspelt one.

/// The nearest of several names, where one is near enough to be meant.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_of(name, known).first().copied()
}

/// All names that are as near as the nearest, in alphabetical order.
pub(crate) fn nearest_of<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let length = name.chars().count();
    let mut near: Vec<(usize, &str)> = known
        .into_iter()
        .map(|candidate| (strsim::osa_distance(name, candidate), candidate))
        .filter(|(distance, _)| *distance > 0 && *distance <= (length / 3).max(1))
        .collect();
    near.sort_unstable();
    near.dedup();
    let least = near.first().map_or(0, |(distance, _)| *distance);
    near.into_iter().take_while(|(distance, _)| *distance == least).map(|(_, candidate)| candidate).collect()
}

/// The one of several names that a misspelt one surely means: it is a slip or two away, and no other is.
pub(crate) fn surely_meant<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let slips = (name.chars().count() / 3).clamp(1, 2);
    let mut near = known.into_iter().filter(|candidate| {
        let distance = strsim::osa_distance(name, candidate);
        distance > 0 && distance <= slips
    });
    let first = near.next()?;
    near.all(|other| other == first).then_some(first)
}
