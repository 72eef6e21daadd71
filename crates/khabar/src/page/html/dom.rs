//! A flat arena for html5ever: nodes in one vector, links as numbers, no recursion anywhere.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, LocalName, QualName, parse_document};

/// Number of a node; the document is 0.
pub type NodeId = u32;
const NONE: NodeId = u32::MAX;

/// Bytes given to the parser at a time; between them its work is looked at.
const CHUNK: usize = 16 << 10;
/// Most nodes of a page.
const NODES: usize = 400_000;
/// Most looks at an element's name while parsing: in a page a thousand deep every tag looks at all above it.
const WORK: u64 = 100_000_000;
/// What a piece of text counts for as work: «<<<<» comes in pieces of one character.
const TEXT: u64 = 50;
/// What an attribute counts for as work: a page has a million of them at most.
const ATTRIBUTE: u64 = 100;

/// What a node is.
#[derive(Debug)]
pub enum Data {
    /// The document, comments, and what else shows nothing.
    Hidden,
    /// An element.
    Element(Element),
    /// Text.
    Text(StrTendril),
}

/// An element's name and attributes.
#[derive(Debug)]
pub struct Element {
    /// Local name.
    pub name: LocalName,
    attrs: Vec<Attribute>,
}

impl Element {
    /// Its attributes.
    #[must_use]
    pub fn attrs(&self) -> &[Attribute] {
        &self.attrs
    }

    /// The value of an attribute.
    #[must_use]
    pub fn attr(&self, name: &str) -> Option<&str> {
        self.attrs.iter().find(|a| &*a.name.local == name).map(|a| &*a.value)
    }
}

#[derive(Debug)]
struct Node {
    parent: NodeId,
    first: NodeId,
    last: NodeId,
    prev: NodeId,
    next: NodeId,
    data: Data,
}

/// A parsed page.
#[derive(Debug, Default)]
pub struct Dom {
    nodes: Vec<Node>,
    is_cut: bool,
}

/// One step of a walk in document order.
#[derive(Debug, Clone, Copy)]
pub enum Step {
    /// A node is entered.
    Enter(NodeId),
    /// A node and all under it is done.
    Leave(NodeId),
}

impl Dom {
    /// Parses a page; any text is a page. What makes more nodes or more work than any page does is left off.
    #[must_use]
    pub fn parse(html: &str) -> Self {
        let sink = Sink::default();
        sink.add(Data::Hidden);
        let mut parser = parse_document(sink, html5ever::ParseOpts::default());
        let mut rest = html;
        while !rest.is_empty() {
            let mut end = CHUNK.min(rest.len());
            while !rest.is_char_boundary(end) {
                end += 1;
            }
            let (chunk, behind) = rest.split_at(end);
            parser.process(StrTendril::from(chunk));
            rest = behind;
            let sink = &parser.tokenizer.sink.sink;
            if sink.work.get() > WORK || sink.dom.borrow().nodes.len() > NODES {
                sink.dom.borrow_mut().is_cut = !rest.is_empty();
                break;
            }
        }
        parser.finish()
    }

    /// Whether the page was too large or too deep to be read to its end.
    #[must_use]
    pub const fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// What a node is.
    #[must_use]
    pub fn data(&self, id: NodeId) -> &Data {
        self.nodes.get(id as usize).map_or(&Data::Hidden, |n| &n.data)
    }

    /// The node around a node.
    #[must_use]
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.nodes.get(id as usize).map(|n| n.parent).filter(|&p| p != NONE)
    }

    /// Every node under `root`, entered and left, in document order.
    pub fn walk(&self, root: NodeId) -> impl Iterator<Item = Step> {
        let link = |id: NodeId, of: fn(&Node) -> NodeId| self.nodes.get(id as usize).map_or(NONE, of);
        let mut next = Some(Step::Enter(root));
        std::iter::from_fn(move || {
            let step = next?;
            next = match step {
                Step::Enter(id) => match link(id, |n| n.first) {
                    NONE => Some(Step::Leave(id)),
                    child => Some(Step::Enter(child)),
                },
                Step::Leave(id) if id == root => None,
                Step::Leave(id) => match link(id, |n| n.next) {
                    NONE => {
                        Some(Step::Leave(link(id, |n| n.parent))).filter(|_| link(id, |n| n.parent) != NONE)
                    }
                    sibling => Some(Step::Enter(sibling)),
                },
            };
            Some(step)
        })
    }

    /// The pieces of text under a node.
    pub fn texts(&self, root: NodeId) -> impl Iterator<Item = &str> {
        self.walk(root).filter_map(|step| match step {
            Step::Enter(id) => match self.data(id) {
                Data::Text(text) => Some(&**text),
                _ => None,
            },
            Step::Leave(_) => None,
        })
    }

    /// All text under a node, as it stands.
    #[must_use]
    pub fn text(&self, root: NodeId) -> String {
        self.texts(root).collect()
    }

    fn unlink(&mut self, id: NodeId) {
        let Some(node) = self.nodes.get_mut(id as usize) else { return };
        let (parent, prev, next) = (node.parent, node.prev, node.next);
        (node.parent, node.prev, node.next) = (NONE, NONE, NONE);
        match self.nodes.get_mut(prev as usize) {
            Some(n) => n.next = next,
            None => {
                if let Some(p) = self.nodes.get_mut(parent as usize) {
                    p.first = next;
                }
            }
        }
        match self.nodes.get_mut(next as usize) {
            Some(n) => n.prev = prev,
            None => {
                if let Some(p) = self.nodes.get_mut(parent as usize) {
                    p.last = prev;
                }
            }
        }
    }

    /// Puts a node under `parent`, before `before` or last.
    fn link(&mut self, parent: NodeId, id: NodeId, before: NodeId) {
        self.unlink(id);
        let prev = match self.nodes.get_mut(before as usize) {
            Some(n) => std::mem::replace(&mut n.prev, id),
            None => self.nodes.get_mut(parent as usize).map_or(NONE, |p| std::mem::replace(&mut p.last, id)),
        };
        match self.nodes.get_mut(prev as usize) {
            Some(n) => n.next = id,
            None => {
                if let Some(p) = self.nodes.get_mut(parent as usize) {
                    p.first = id;
                }
            }
        }
        if let Some(node) = self.nodes.get_mut(id as usize) {
            (node.parent, node.prev, node.next) = (parent, prev, before);
        }
    }
}

/// A handle of the parser: the node, and an element's name, which the parser asks for often.
#[derive(Debug, Clone)]
struct Handle {
    id: NodeId,
    name: Option<Rc<QualName>>,
}

impl Handle {
    const fn nameless(id: NodeId) -> Self {
        Self { id, name: None }
    }
}

#[derive(Debug, Default)]
struct Sink {
    dom: RefCell<Dom>,
    work: Cell<u64>,
}

impl Sink {
    fn add(&self, data: Data) -> NodeId {
        let mut dom = self.dom.borrow_mut();
        dom.nodes.push(Node { parent: NONE, first: NONE, last: NONE, prev: NONE, next: NONE, data });
        dom.nodes.len() as NodeId - 1
    }

    fn insert(&self, parent: NodeId, child: NodeOrText<Handle>, before: NodeId) {
        match child {
            NodeOrText::AppendNode(node) => self.dom.borrow_mut().link(parent, node.id, before),
            NodeOrText::AppendText(text) => {
                self.work.set(self.work.get() + TEXT);
                let neighbour = {
                    let dom = self.dom.borrow();
                    match dom.nodes.get(before as usize) {
                        Some(n) => n.prev,
                        None => dom.nodes.get(parent as usize).map_or(NONE, |p| p.last),
                    }
                };
                let mut dom = self.dom.borrow_mut();
                if let Some(Node { data: Data::Text(there), .. }) = dom.nodes.get_mut(neighbour as usize) {
                    there.push_tendril(&text);
                    return;
                }
                drop(dom);
                let id = self.add(Data::Text(text));
                self.dom.borrow_mut().link(parent, id, before);
            }
        }
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Dom;
    type ElemName<'a> = &'a QualName;

    fn finish(self) -> Dom {
        self.dom.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle::nameless(0)
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> &'a QualName {
        static UNNAMED: std::sync::LazyLock<QualName> =
            std::sync::LazyLock::new(|| QualName::new(None, html5ever::ns!(), LocalName::from("")));
        self.work.set(self.work.get() + 1);
        target.name.as_deref().unwrap_or(&UNNAMED)
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> Handle {
        self.work.set(self.work.get() + ATTRIBUTE * attrs.len() as u64);
        let id = self.add(Data::Element(Element { name: name.local.clone(), attrs }));
        Handle { id, name: Some(Rc::new(name)) }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        Handle::nameless(self.add(Data::Hidden))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        Handle::nameless(self.add(Data::Hidden))
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert(parent.id, child, NONE);
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        prev_element: &Handle,
        child: NodeOrText<Handle>,
    ) {
        let has_parent = self.dom.borrow().nodes.get(element.id as usize).is_some_and(|n| n.parent != NONE);
        if has_parent { self.append_before_sibling(element, child) } else { self.append(prev_element, child) }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        self.work.set(self.work.get() + 1);
        x.id == y.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, new_node: NodeOrText<Handle>) {
        let parent = self.dom.borrow().nodes.get(sibling.id as usize).map_or(NONE, |n| n.parent);
        self.insert(parent, new_node, sibling.id);
    }

    fn add_attrs_if_missing(&self, target: &Handle, attrs: Vec<Attribute>) {
        let mut dom = self.dom.borrow_mut();
        if let Some(Node { data: Data::Element(element), .. }) = dom.nodes.get_mut(target.id as usize) {
            for attr in attrs {
                if element.attrs.iter().all(|a| a.name != attr.name) {
                    element.attrs.push(attr);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.dom.borrow_mut().unlink(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut dom = self.dom.borrow_mut();
        while let Some(child) = dom.nodes.get(node.id as usize).map(|n| n.first).filter(|&c| c != NONE) {
            dom.link(new_parent.id, child, NONE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_in_document_order() {
        let dom = Dom::parse("<p>أول<b>ثان</b><table>خارج<tr><td>داخل</table>");
        assert_eq!(dom.text(0), "أولثانخارجداخل");
    }

    #[test]
    fn deep_nesting_needs_no_stack() {
        let dom = Dom::parse(&"<div>".repeat(100_000));
        assert!(dom.is_cut() && dom.walk(0).count() > 10_000);
    }
}
