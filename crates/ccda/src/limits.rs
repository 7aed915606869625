//! The bounds of this crate, each with its reason. Beyond one of them a value says so; nothing grows.

/// How much of a document is ever held at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most text (names, attributes and content) of one entry, or of the header. What has more is
    /// reported as damaged and skipped.
    pub tree_bytes: usize,
    /// Most elements, attributes and pieces of text of one of them.
    pub tree_nodes: usize,
    /// Most text of the head of one section (its code, title and authors).
    pub head_bytes: usize,
    /// Most elements, attributes and pieces of text of it.
    pub head_nodes: usize,
    /// Most attributes of one element.
    pub attributes: usize,
    /// Longest tag, comment or CDATA section that is read.
    pub markup_bytes: usize,
    /// How deep elements may be nested.
    pub depth: usize,
    /// Most narrative text of the open sections that is kept, so that a code finds its words.
    pub narrative_bytes: usize,
    /// Most ids in it.
    pub narrative_ids: usize,
    /// How far the first document is searched for before the bytes are taken for something else.
    pub preamble_bytes: u64,
    /// Most prefixes that are bound to namespaces at one place.
    pub prefixes: usize,
    /// Longest name of an element, id of the narrative or prefix.
    pub name_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            // An organizer with all results of a stay has some hundred KB; what has more is an
            // image that was put into an observation.
            tree_bytes: 8 << 20,
            tree_nodes: 200_000,
            // Of each open section there is one. A head has some dozens of elements.
            head_bytes: 256 << 10,
            head_nodes: 5_000,
            // The data type with the most (PQ in a value, with namespaces) has about ten.
            attributes: 256,
            // An attribute holds a code or a name; long comments are passed over in any case.
            markup_bytes: 1 << 20,
            // The deepest published documents have 25 levels.
            depth: 200,
            // A narrative repeats what the entries say; whole notes stay below a mebibyte.
            narrative_bytes: 4 << 20,
            narrative_ids: 100_000,
            // Mail headers and banners of gateways are shorter than this.
            preamble_bytes: 64 << 10,
            // Documents bind four or five, validators' samples ten.
            prefixes: 64,
            // The longest name of CDA has 30 letters; ids are made of UUIDs and table cells.
            name_bytes: 512,
        }
    }
}
