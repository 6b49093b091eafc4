//! `--fix`: what is mended, and what is left alone.

use tellal::Sources;
use tellal::check::{Diagnostic, Edit, Fix, apply_fixes};

use super::{Tree, finding, place};

const FILE: &str = "templates/order_delivered/sms.txt";
const TEXT: &str = "one two three";

fn fixing(edits: &[(&str, &str)]) -> Diagnostic {
    let mut found = finding("failing-message", FILE, TEXT, edits[0].0, "x");
    let edits = edits
        .iter()
        .map(|(marked, text)| Edit { location: place(FILE, TEXT, marked), text: (*text).to_owned() })
        .collect();
    found.fix = Some(Fix { title: "mend it".to_owned(), edits });
    found
}

fn fixed(found: &[Diagnostic]) -> (usize, String) {
    let sources = Sources::new().template("order_delivered/sms.txt", TEXT);
    let mut fixed = apply_fixes(&sources, found);
    (fixed.mended, fixed.files.remove(FILE).unwrap_or_default())
}

#[test]
fn fixes_of_several_places_are_made_at_once() {
    let found = [fixing(&[("three", "3")]), fixing(&[("one", "1"), ("two", "2")])];
    assert_eq!(fixed(&found), (2, "1 2 3".to_owned()));
}

#[test]
fn of_two_fixes_of_one_place_the_first_is_made() {
    let found =
        [fixing(&[("one two", "1")]), fixing(&[("two", "2"), ("three", "3")]), fixing(&[("three", "drei")])];
    assert_eq!(fixed(&found), (2, "1 drei".to_owned()));
    let same = [fixing(&[("two", "2")]), fixing(&[("two", "2")])];
    assert_eq!(fixed(&same), (2, "one 2 three".to_owned()));
}

#[test]
fn a_fix_that_does_not_fit_the_text_is_not_made() {
    let mut beyond = fixing(&[("three", "3")]);
    beyond.fix.as_mut().unwrap().edits[0].location.span = 8..99;
    let mut elsewhere = fixing(&[("three", "3")]);
    elsewhere.fix.as_mut().unwrap().edits[0].location.file = "templates/none".to_owned();
    let of_itself = fixing(&[("one two", "1"), ("two", "2")]);
    assert_eq!(fixed(&[beyond, elsewhere, of_itself]), (0, String::new()));
}

#[test]
fn files_are_mended_and_looked_at_again() {
    let text = "\u{FEFF}{# tellal: allow failing-message: old #}\r\n{{ t(id=\"a\") }}\r\n";
    let tree = Tree::new(&[
        (FILE, text),
        ("locales/en/a.ftl", "# tellal: allow failing-mesage: old\na = Your order { $number } is here.\n"),
    ]);
    let (status, told) = tree.run(&[]);
    assert!(status == 1 && told.ends_with("2 warnings in 2 files; 2 can be mended by --fix\n"), "{told}");
    let output = tree.check(&["--fix"]);
    assert_eq!(super::text(&output.stderr), format!("mended 2 in locales/en/a.ftl, {FILE}\n"));
    assert_eq!(tree.read(FILE), "\u{FEFF}{{ t(id=\"a\") }}\r\n");
    // The code is right now, and so it is seen that the comment allows nothing.
    assert_eq!(output.status.code(), Some(1));
    let again = tree.check(&["--fix"]);
    assert_eq!(again.status.code(), Some(0));
    assert_eq!(tree.read("locales/en/a.ftl"), "a = Your order { $number } is here.\n");
    assert_eq!(super::text(&tree.check(&["--fix"]).stderr), "", "nothing is left to mend");
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let tree = Tree::new(&[("real.txt", "{# tellal: allow failing-message: old #}\n{{ t(id=\"a\") }}\n")]);
    std::fs::set_permissions(tree.path("real.txt"), std::fs::Permissions::from_mode(0o640)).unwrap();
    std::fs::remove_file(tree.path(FILE)).unwrap();
    symlink(tree.path("real.txt"), tree.path(FILE)).unwrap();
    assert_eq!(tree.run(&["--fix"]).0, 0);
    assert_eq!(tree.read("real.txt"), super::SMS);
    assert!(tree.path(FILE).is_symlink());
    let mode = std::fs::metadata(tree.path("real.txt")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    let left: Vec<_> =
        std::fs::read_dir(tree.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "nothing is left beside it: {left:?}");
}
