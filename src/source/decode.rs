//! Bytes → text: what a file must be before anything else looks at it.

use super::{Position, count};

/// Why bytes are no text that Proviso reads. The words for it are made in `diagnostic`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undecodable {
    /// More bytes than allowed.
    TooLarge {
        /// The size of the file, in bytes.
        bytes: usize,
        /// The greatest size allowed, in bytes.
        most: usize,
    },
    /// A document of Word, Excel or another office program, saved in its own format.
    Office,
    /// A PDF document.
    Pdf,
    /// Text in UTF-16, as Notepad's "Unicode" and Excel's "Unicode text" write it.
    Utf16,
    /// A byte that is part of no UTF-8 character.
    NotUtf8 {
        /// Where the byte is; columns count the characters before it.
        at: Position,
        /// The byte.
        byte: u8,
    },
    /// A zero byte, which no text holds.
    Zero {
        /// Where the byte is.
        at: Position,
    },
}

/// The text of a file: UTF-8, with or without a byte-order mark (which is dropped). Lines
/// that end in a carriage return alone, as old Macs wrote them, end in a line feed.
///
/// # Errors
///
/// When the file is larger than `most` bytes, is no text, or is text in another encoding.
///
/// ```
/// use proviso::source::{Undecodable, decode};
/// assert_eq!(decode(b"\xEF\xBB\xBFprofile: x", 100).as_deref(), Ok("profile: x"));
/// assert_eq!(decode(b"\xFF\xFEp\0", 100), Err(Undecodable::Utf16));
/// ```
pub fn decode(bytes: &[u8], most: usize) -> Result<String, Undecodable> {
    if bytes.len() > most {
        return Err(Undecodable::TooLarge { bytes: bytes.len(), most });
    }
    match bytes {
        [b'P', b'K', 3, 4, ..] | [0xD0, 0xCF, 0x11, 0xE0, ..] => return Err(Undecodable::Office),
        [b'%', b'P', b'D', b'F', b'-', ..] => return Err(Undecodable::Pdf),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => return Err(Undecodable::Utf16),
        _ => {}
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let byte = bytes.get(error.valid_up_to()).copied().unwrap_or_default();
        Undecodable::NotUtf8 { at: after(&String::from_utf8_lossy(good)), byte }
    })?;
    if let Some((before, _)) = text.split_once('\0') {
        return Err(Undecodable::Zero { at: after(before) });
    }
    Ok(with_line_feeds(text))
}

/// One sign for another of the same length, so that every place stays what it is.
fn with_line_feeds(text: &str) -> String {
    if !text.contains('\r') {
        return text.to_owned();
    }
    let next = text.chars().skip(1).map(Some).chain([None]);
    let end = |(letter, next)| if letter == '\r' && next != Some('\n') { '\n' } else { letter };
    text.chars().zip(next).map(end).collect()
}

/// The place of the character that follows a text.
fn after(text: &str) -> Position {
    let text = with_line_feeds(text);
    let last = text.rsplit('\n').next().unwrap_or_default();
    Position { line: count(text.matches('\n').count() + 1), column: count(last.chars().count() + 1) }
}

#[cfg(test)]
mod tests {
    use super::{Position, Undecodable, decode};

    #[test]
    fn places_count_lines_and_characters() {
        let bad = b"a: 1\n\xC3\x9Cml\xFFaut";
        let at = Position { line: 2, column: 4 };
        assert_eq!(decode(bad, 100), Err(Undecodable::NotUtf8 { at, byte: 0xFF }));
        let at = Position { line: 2, column: 2 };
        assert_eq!(decode("a\nü\0".as_bytes(), 100), Err(Undecodable::Zero { at }));
    }

    #[test]
    fn lines_may_end_in_every_way() {
        assert_eq!(decode(b"a\rb\r\rc\r", 100).as_deref(), Ok("a\nb\n\nc\n"));
        assert_eq!(decode(b"a\r\nb\rc\nd", 100).as_deref(), Ok("a\r\nb\nc\nd"));
        let at = Position { line: 3, column: 2 };
        assert_eq!(decode(b"a\rb\rc\0", 100), Err(Undecodable::Zero { at }));
    }

    #[test]
    fn the_limit_is_included_and_counts_the_mark() {
        assert_eq!(decode(b"1234", 4).as_deref(), Ok("1234"));
        assert_eq!(decode(b"12345", 4), Err(Undecodable::TooLarge { bytes: 5, most: 4 }));
    }

    #[test]
    fn other_documents_are_recognised() {
        assert_eq!(decode(b"PK\x03\x04rest", 100), Err(Undecodable::Office));
        assert_eq!(decode(b"%PDF-1.7", 100), Err(Undecodable::Pdf));
        assert_eq!(decode(b"\xFE\xFF\0p", 100), Err(Undecodable::Utf16));
        assert_eq!(decode(b"", 100).as_deref(), Ok(""));
    }
}
