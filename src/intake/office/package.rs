//! The parts of an office file, unpacked under a limit.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::{COPY, Unreadable};

/// The largest file, in bytes.
const MOST_BYTES: usize = 32 << 20;
/// The most parts, and the most bytes they unpack to together.
const MOST_PARTS: usize = 4_096;
const MOST_UNPACKED: u64 = 64 << 20;

/// An office file that is being read.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Unreadable> {
        if bytes.len() > MOST_BYTES {
            return Err(Unreadable::TooLarge);
        }
        if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            return Err(Unreadable::Protected);
        }
        if !bytes.starts_with(b"PK") {
            return Err(Unreadable::NotOffice);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
        if archive.len() > MOST_PARTS {
            return Err(Unreadable::TooLarge);
        }
        Ok(Self { archive, left: MOST_UNPACKED })
    }

    /// The names of all parts, in the order of the alphabet.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            self.archive.file_names().filter_map(Result::ok).map(|name| name.into_owned()).collect();
        names.sort();
        names
    }

    /// The text of a part; none where there is no such part.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        let text = String::from_utf8(bytes).map_err(|_| Unreadable::Damaged)?;
        Ok(Some(match text.strip_prefix('\u{feff}') {
            Some(text) => text.to_owned(),
            None => text,
        }))
    }

    fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Unreadable> {
        let Some(at) = self.archive.index_for_name(name) else { return Ok(None) };
        let part = self.archive.by_index(at).map_err(|_| Unreadable::Damaged)?;
        let mut bytes = Vec::new();
        // One byte more, to see that there are too many.
        part.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| Unreadable::Damaged)?;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.left = self.left.checked_sub(length).ok_or(Unreadable::TooLarge)?;
        Ok(Some(bytes))
    }

    /// The mark of the copy, among the keywords of the file.
    pub(super) fn mark(&mut self) -> Result<String, Unreadable> {
        let core = self.text("docProps/core.xml")?.unwrap_or_default();
        let after = core.split_once(COPY).map(|(_, after)| after).unwrap_or_default();
        Ok(after.chars().take_while(char::is_ascii_hexdigit).collect())
    }

    /// How often a sign occurs in the parts whose names begin so.
    pub(super) fn count(&mut self, begins: &[&str], sign: &str) -> Result<usize, Unreadable> {
        let wanted = |name: &String| name.ends_with(".xml") && begins.iter().any(|begin| name.starts_with(begin));
        let names: Vec<String> = self.names().into_iter().filter(wanted).collect();
        let mut count = 0;
        for name in names {
            count += self.text(&name)?.map_or(0, |text| text.matches(sign).count());
        }
        Ok(count)
    }
}
