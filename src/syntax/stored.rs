//! A tree as bytes. The bundled packs are read when the program is built (build.rs), so
//! that a run only recalls them.

use crate::source::Source;

use super::tree::{Declaration, File};

/// The tree of a file as bytes; they go with this build of Proviso and no other.
pub fn store(file: &File) -> Option<Vec<u8>> {
    postcard::to_allocvec(&file.declarations).ok()
}

/// The tree of a file from its bytes; nothing where they are not the bytes of a tree.
///
/// ```
/// use proviso::source::Source;
/// use proviso::syntax::{parse, stored};
/// let source = Source::new("house.proviso", "define vital as workload.criticality is high\n");
/// let bytes = stored::store(&parse(&source).0).unwrap();
/// let file = stored::recall(&source, &bytes).unwrap();
/// assert_eq!(file.declarations[0].name.node, "vital");
/// assert!(stored::recall(&source, &bytes[1..]).is_none());
/// ```
pub fn recall(source: &Source, bytes: &[u8]) -> Option<File> {
    let declarations: Vec<Declaration> = postcard::from_bytes(bytes).ok()?;
    Some(File { source: source.clone(), declarations })
}
