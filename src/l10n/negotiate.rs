//! Which of the languages that exist serves a language that was asked for.
//!
//! The policy, in this order: the tag itself; its fallbacks (`tr-CY`, `tr`); a region of the same language
//! in the same script (`en-AU` asked, only `en-GB` there). Scripts are compared by CLDR's likely subtags,
//! so `zh-TW` is never served by `zh-Hans`, nor `sr-Latn` by `sr`. One language is never served by
//! another, unless the configuration names it (`[engine.fallbacks]`).

use super::tag::LanguageTag;

/// The language of `available` that serves `requested`, if any does.
pub fn negotiate<'a>(requested: &LanguageTag, available: &'a [LanguageTag]) -> Option<&'a LanguageTag> {
    let fallbacks = requested.fallbacks();
    let direct = fallbacks.iter().find_map(|tag| available.iter().find(|there| *there == tag));
    direct.or_else(|| {
        // Sorted, so that the answer does not depend on the order of folders.
        let mut regions: Vec<_> = available.iter().filter(|there| there.same_language(requested)).collect();
        regions.sort_by_key(|there| (there.to_string().len(), there.to_string()));
        regions.first().copied()
    })
}

/// The languages to try for a list of wishes, in order and without repetition.
pub fn chain<'a>(wishes: &[LanguageTag], available: &'a [LanguageTag]) -> Vec<&'a LanguageTag> {
    let mut chain: Vec<&LanguageTag> = Vec::with_capacity(wishes.len());
    for wish in wishes {
        let Some(found) = negotiate(wish, available) else { continue };
        // A region that cannot say everything gives way to its language before another language is tried.
        let bases = found.fallbacks();
        let bases = bases.iter().filter_map(|base| available.iter().find(|there| *there == base));
        for tag in std::iter::once(found).chain(bases) {
            if !chain.contains(&tag) {
                chain.push(tag);
            }
        }
    }
    chain
}
