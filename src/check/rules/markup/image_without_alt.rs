//! `image-without-alt`: a picture without words in its place.

use super::super::template::prelude::*;
use crate::check::html::Page;

pub(crate) const RULE: Rule = Rule {
    code: "image-without-alt",
    summary: "a picture without words in its place",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds `<img>` without `alt`. An empty one is fine for a picture that only decorates.

## Why it matters

Many mail programs show pictures only when asked, and some customers hear their mail read out: they get the file's name, or nothing.

## Example

```html
<img src=\"{{ picture.image | url }}\">
```

## Instead

```html
<img src=\"{{ picture.image | url }}\" alt=\"{{ ready.product }}\">
```
",
};

pub(crate) fn tell(page: &Page) -> Vec<Diagnostic> {
    let images = page.elements.iter().filter(|element| element.name == "img");
    let found = images.filter_map(|image| {
        let message = match image.attribute("alt") {
            None => "this picture has no `alt`",
            Some(alt) if !alt.always => "this picture has an `alt` on one branch only",
            Some(_) => return None,
        };
        let help = "say what it shows: alt=\"…\"; alt=\"\" where it only decorates".to_owned();
        Some(Diagnostic::new(&RULE, image.at.location(), message.to_owned(), help))
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use crate::check::html::tests::check_table;

    #[test]
    fn pictures_have_words() {
        check_table(&[
            ("<img src=\"https://x.example/a.png\">", &["1:1 image-without-alt: this picture has no `alt`"]),
            (
                "<img src=\"https://x.example/a.png\" {% if order.notes %}alt=\"x\"{% endif %}>",
                &["1:1 image-without-alt: this picture has an `alt` on one branch only"],
            ),
            ("<img src=\"https://x.example/a.png\" alt=\"\">", &[]),
            (
                "<img src=\"https://x.example/a.png\" {% if order.notes %}alt=\"x\"{% else %}alt=\"\"{% endif %}>",
                &[],
            ),
        ]);
    }
}
