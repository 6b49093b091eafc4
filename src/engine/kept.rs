//! What is worked out once and kept: a shop has few sites, and its customers few languages. Each thread keeps its own,
//! so that none waits for another, and only of one snapshot. What is kept has a bound, since events name both.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::message::LanguageSource;
use crate::recipient::channel::Channel;
use crate::recipient::site::Site;
use crate::render::SiteValue;

/// So many sites, and so many wishes for languages.
const BOUND: usize = 256;
/// No domain is longer than this many bytes, nor are wishes that make sense. An event may write more, which is not kept.
const LONGEST: usize = 256;

/// Tells one snapshot from all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Serial(u64);

/// A site, and how the templates of each channel see it.
pub(super) struct KnownSite {
    pub(super) site: Site,
    values: [OnceCell<SiteValue>; Channel::ALL.len()],
}

/// What comes of a receiver's wishes for languages.
pub(super) struct Languages {
    /// What the event asks for.
    pub(super) requested: Arc<[String]>,
    /// The languages to try, in order: which of the catalog's it is, and who asked for it.
    pub(super) chain: Vec<(usize, Option<LanguageSource>)>,
}

#[derive(Default)]
struct Kept {
    of: Serial,
    sites: HashMap<String, Rc<KnownSite>>,
    languages: HashMap<String, Rc<Languages>>,
}

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::default();
    /// Room for the wishes that are looked up.
    static WISHES: Cell<String> = const { Cell::new(String::new()) };
}

impl Serial {
    /// One that no other snapshot has.
    pub(super) fn next() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        Self(LAST.fetch_add(1, Ordering::Relaxed) + 1)
    }
}

impl KnownSite {
    /// The site as templates of a channel see it.
    pub(super) fn value(&self, channel: Channel) -> &SiteValue {
        self.values[channel as usize].get_or_init(|| SiteValue::new(&self.site, channel))
    }
}

/// The site of this domain.
pub(super) fn site(of: Serial, domain: &str, find: impl FnOnce() -> Site) -> Rc<KnownSite> {
    kept(of, |kept| &mut kept.sites, domain, || KnownSite { site: find(), values: Default::default() })
}

/// The languages for these wishes: what the event asks for, and the site's.
pub(super) fn languages<'w>(
    of: Serial,
    requested: impl Iterator<Item = &'w str>,
    site: Option<&'w str>,
    find: impl FnOnce() -> Languages,
) -> Rc<Languages> {
    let mut wishes = WISHES.take();
    wishes.clear();
    for (mark, code) in requested.map(|code| ('e', code)).chain(site.map(|code| ('s', code))) {
        // Each with its length before it, so that no two lists of wishes look the same.
        wishes.push(mark);
        wishes.extend(char::from_u32(u32::try_from(code.len()).unwrap_or(0)));
        wishes.push_str(code);
    }
    let languages = kept(of, |kept| &mut kept.languages, &wishes, find);
    if wishes.capacity() <= LONGEST {
        WISHES.set(wishes);
    }
    languages
}

fn kept<T>(
    of: Serial,
    which: impl FnOnce(&mut Kept) -> &mut HashMap<String, Rc<T>>,
    key: &str,
    find: impl FnOnce() -> T,
) -> Rc<T> {
    if key.len() > LONGEST {
        return Rc::new(find());
    }
    KEPT.with_borrow_mut(|kept| {
        if kept.of != of {
            *kept = Kept { of, ..Kept::default() };
        }
        let known = which(kept);
        if let Some(value) = known.get(key) {
            return Rc::clone(value);
        }
        if known.len() == BOUND {
            known.clear();
        }
        let value = Rc::new(find());
        known.insert(key.to_owned(), Rc::clone(&value));
        value
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_kept_for_one_snapshot_and_never_grows_by_what_an_event_writes() {
        let (one, other) = (Serial::next(), Serial::next());
        let found = |of, key: &str, index| {
            let find = || Languages { requested: Arc::default(), chain: vec![(index, None)] };
            languages(of, [key].into_iter(), None, find).chain[0].0
        };
        assert_eq!((found(one, "a", 1), found(one, "a", 2)), (1, 1));
        assert_eq!((found(other, "a", 3), found(one, "a", 4)), (3, 4));
        let long = "x".repeat(LONGEST + 1);
        assert_eq!((found(one, &long, 5), found(one, &long, 6)), (5, 6));
        for key in 0..=BOUND {
            found(one, &key.to_string(), key);
        }
        assert!(KEPT.with_borrow(|kept| kept.languages.len()) <= BOUND);
        assert!(WISHES.take().capacity() <= LONGEST);
    }

    #[test]
    fn no_two_lists_of_wishes_are_taken_for_each_other() {
        let of = Serial::next();
        let lists: [(&[&str], Option<&str>); 6] = [
            (&["tr"], None),
            (&[], Some("tr")),
            (&["tr"], Some("de")),
            (&["tr", "de"], None),
            (&["t", "rde"], None),
            (&["tr\u{73}\u{2}de"], None),
        ];
        for (index, (requested, site)) in lists.into_iter().enumerate() {
            let find = || Languages { requested: Arc::default(), chain: vec![(index, None)] };
            let found = languages(of, requested.iter().copied(), site, find);
            assert_eq!(found.chain[0].0, index, "{requested:?} {site:?}");
        }
    }
}
