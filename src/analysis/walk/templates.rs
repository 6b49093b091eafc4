//! All templates of a catalog, parsed.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::analysis::syntax::{Component, Node, Span, Template, Unreadable, parse};
use crate::catalog::Sources;

/// As many components inside each other Tera writes, and no more. Layouts and includes have no such limit; they only
/// may not come back to themselves.
pub(crate) const MAX_COMPONENTS: usize = 20;

/// Parsed templates by their path below `templates/`.
#[derive(Debug, Default)]
pub(crate) struct Templates {
    parsed: BTreeMap<String, (Arc<str>, Template)>,
    /// Templates that could not be read.
    pub(crate) unreadable: Vec<(String, Unreadable)>,
    components: BTreeMap<String, (String, usize)>,
}

impl Templates {
    pub(crate) fn parse(sources: &Sources) -> Self {
        let mut all = Self::default();
        for (path, text) in sources.templates() {
            match parse(text) {
                Ok(template) => {
                    for (index, component) in template.components.iter().enumerate() {
                        all.components.insert(component.name.clone(), (path.clone(), index));
                    }
                    all.parsed.insert(path.clone(), (Arc::clone(text), template));
                }
                Err(unreadable) => all.unreadable.push((path.clone(), unreadable)),
            }
        }
        all
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Template)> {
        self.parsed.iter().map(|(path, (_, template))| (path.as_str(), template))
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.parsed.contains_key(path)
    }

    pub(crate) fn get(&self, path: &str) -> Option<&Template> {
        self.parsed.get(path).map(|(_, template)| template)
    }

    pub(crate) fn text(&self, path: &str) -> &str {
        self.parsed.get(path).map_or("", |(text, _)| text)
    }

    pub(crate) fn nodes(&self, path: &str) -> &[Node] {
        self.get(path).map_or(&[], |template| &template.nodes)
    }

    pub(crate) fn parent(&self, path: &str) -> Option<&(String, Span)> {
        self.get(path)?.parent.as_ref()
    }

    /// A template and the layouts around it, the outermost last. Where these go in a circle, the last one still has a
    /// parent.
    pub(crate) fn lineage<'t>(&'t self, path: &'t str) -> Vec<&'t str> {
        let mut lineage = vec![path];
        while let Some((parent, _)) = self.parent(lineage[lineage.len() - 1]) {
            if lineage.contains(&parent.as_str()) {
                break;
            }
            lineage.push(parent);
        }
        lineage
    }

    pub(crate) fn component(&self, name: &str) -> Option<(&str, &Component)> {
        let (path, index) = self.components.get(name)?;
        Some((path, self.get(path)?.components.get(*index)?))
    }

    /// The body of a block of a template, wherever it stands in it, and the block's place.
    pub(crate) fn block(&self, path: &str, name: &str) -> Option<(&[Node], &Span)> {
        find_block(self.nodes(path), name)
    }

    pub(super) fn block_names(&self, path: &str) -> Vec<&str> {
        let mut names = Vec::new();
        each_block(self.nodes(path), &mut |name, _| names.push(name));
        names
    }

    /// The blocks that a template fills for its layout.
    pub(super) fn top_blocks(&self, path: &str) -> Vec<(String, Span)> {
        let top = self.nodes(path).iter().filter_map(|node| match node {
            Node::Block { name, span, .. } => Some((name.clone(), span.clone())),
            _ => None,
        });
        top.collect()
    }
}

fn find_block<'n>(nodes: &'n [Node], name: &str) -> Option<(&'n [Node], &'n Span)> {
    nodes.iter().find_map(|node| match node {
        Node::Block { name: there, body, span } if there == name => Some((body.as_slice(), span)),
        Node::Block { body, .. } | Node::Capture { body, .. } | Node::Filtered { body, .. } => {
            find_block(body, name)
        }
        Node::If { then, otherwise, .. } => find_block(then, name).or_else(|| find_block(otherwise, name)),
        _ => None,
    })
}

fn each_block<'n>(nodes: &'n [Node], see: &mut impl FnMut(&'n str, &'n Span)) {
    for node in nodes {
        match node {
            Node::Block { name, body, span } => {
                see(name, span);
                each_block(body, see);
            }
            Node::Capture { body, .. } | Node::Filtered { body, .. } => each_block(body, see),
            Node::If { then, otherwise, .. } => {
                each_block(then, see);
                each_block(otherwise, see);
            }
            _ => {}
        }
    }
}
