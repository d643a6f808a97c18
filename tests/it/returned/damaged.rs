//! Files that were damaged on their way are told, never a crash.

use std::sync::LazyLock;

use proptest::prelude::*;
use proviso::intake::{excel_file, word_file};
use proviso::record::{Document, Office, Record, read_checklist, read_list};

use super::office::{packed, parts};
use super::pack::Pack;

/// What is done to the bytes of a file or of one of its parts.
fn damage() -> impl Strategy<Value = Vec<(usize, usize, Vec<u8>)>> {
    let bytes = prop_oneof![
        3 => prop::collection::vec(any::<u8>(), 0..6),
        1 => prop::sample::select(vec![
            &b"<w:tbl>"[..], b"</w:tc>", b"<w:tr>", b"<c r=\"XFD1048577\">", b"<c r=\"A0\">", b"</row>", b"&#0;", b"&x;",
            b"\"", b"<!--", b"]]>", b"<w:gridSpan w:val=\"99999999999\"/>", b"<v>999999999999999999999</v>", b"r=\"ZZZZZZ1\"",
            b"t=\"s\"><v>4294967296</v>", b"<mergeCell ref=\"A1:XFD1048576\"/>",
        ]).prop_map(<[u8]>::to_vec),
    ];
    prop::collection::vec((any::<usize>(), 0_usize..40, bytes), 1..4)
}

fn damaged(mut bytes: Vec<u8>, damage: &[(usize, usize, Vec<u8>)]) -> Vec<u8> {
    for (at, length, put) in damage {
        let at = at % (bytes.len() + 1);
        let end = (at + length).min(bytes.len());
        bytes.splice(at..end, put.iter().copied());
    }
    bytes
}

static FILES: LazyLock<[Vec<u8>; 2]> = LazyLock::new(|| {
    let files = Pack::new().write(None);
    [files.word, files.excel]
});

fn try_all(bytes: &[u8]) {
    let record = Record::default();
    for (office, file) in [(Office::Word, word_file(bytes)), (Office::Excel, excel_file(bytes))] {
        if let Ok(file) = file {
            let _ = read_list(Document::Issues(office), &file, &record, "list");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn bytes_of_the_file(excel in any::<bool>(), damage in damage()) {
        try_all(&damaged(FILES[usize::from(excel)].clone(), &damage));
    }

    #[test]
    fn bytes_of_its_parts(excel in any::<bool>(), part in any::<prop::sample::Index>(), damage in damage()) {
        let mut parts = parts(&FILES[usize::from(excel)]);
        let part = part.index(parts.len());
        let content = std::mem::take(&mut parts[part].1);
        parts[part].1 = damaged(content, &damage);
        try_all(&packed(&parts));
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        try_all(&bytes);
        try_all(&[b"PK\x03\x04", bytes.as_slice()].concat());
    }

    #[test]
    fn any_checklist(text in "(<!-- proviso checklist 1 -->|<!-- p/a 0123abcd -->|outcome: |  - owner: |```|- \\[x\\]|#|\\PC|\n|\t){0,40}") {
        let _ = read_checklist(&format!("<!-- proviso checklist 1 -->\n{text}"), "checklist.md");
    }

    #[test]
    fn any_record(text in "(\\{|\\}|\"schema\"|\"proviso.record/1\"|:|,|\\[|\\]|\\PC){0,40}") {
        let _ = Record::read_text(&text, "record.json");
    }
}
