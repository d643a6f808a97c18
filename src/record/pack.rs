//! The manifest of a briefing pack: which files Proviso wrote and how they were, so that a
//! file that somebody has edited, or put there, is known for what it is.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The name of the form. Names and types under it are never changed or taken away; new ones
/// may be added.
const SCHEMA: &str = "proviso.pack/1";

/// The files of a pack, each with the hash it had when it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackManifest {
    /// By path inside the pack. More than one hash stands there while the pack is being
    /// written: a run that ends half-way leaves files that are still known.
    files: BTreeMap<String, BTreeSet<String>>,
}

/// What a file is to Proviso that stands where one is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// As Proviso wrote it.
    Ours,
    /// Written by Proviso, and edited since.
    Edited,
    /// Somebody else's.
    Foreign,
}

#[derive(Serialize, Deserialize)]
struct Document {
    schema: String,
    proviso: String,
    #[serde(rename = "as-of")]
    as_of: String,
    profile: Hashed,
    packs: Vec<Pack>,
    files: Vec<File>,
}

#[derive(Serialize, Deserialize)]
struct Hashed {
    name: String,
    sha256: String,
}

#[derive(Serialize, Deserialize)]
struct Pack {
    id: String,
    version: String,
    sha256: String,
}

#[derive(Serialize, Deserialize)]
struct File {
    file: String,
    sha256: String,
    /// What it was, or will be, while it is being written.
    #[serde(default, rename = "or", skip_serializing_if = "Vec::is_empty")]
    or: Vec<String>,
}

/// What a pack was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeFrom {
    /// The version of Proviso.
    pub proviso: String,
    /// The day it speaks for, as year-month-day.
    pub as_of: String,
    /// The file of the profile, and its hash.
    pub profile: (String, String),
    /// Id, version and hash of each rule pack.
    pub packs: Vec<(String, String, String)>,
}

impl PackManifest {
    /// From its text; nothing where it is no manifest.
    pub fn read(text: &str) -> Option<Self> {
        let document: Document = serde_json::from_str(text).ok()?;
        if document.schema != SCHEMA {
            return None;
        }
        let files = document.files.into_iter();
        Some(Self {
            files: files.map(|file| (file.file, file.or.into_iter().chain([file.sha256]).collect())).collect(),
        })
    }

    /// What a file is that stands at a path.
    ///
    /// ```
    /// use proviso::record::{PackManifest, Standing};
    /// let mut pack = PackManifest::default();
    /// pack.wrote("internal/briefing.docx", b"as it was");
    /// assert_eq!(pack.standing("internal/briefing.docx", b"as it was"), Standing::Ours);
    /// assert_eq!(pack.standing("internal/briefing.docx", b"edited"), Standing::Edited);
    /// assert_eq!(pack.standing("internal/mine.docx", b"mine"), Standing::Foreign);
    /// ```
    pub fn standing(&self, path: &str, bytes: &[u8]) -> Standing {
        match self.files.get(path) {
            Some(hashes) if hashes.contains(&hash(bytes)) => Standing::Ours,
            Some(_) => Standing::Edited,
            None => Standing::Foreign,
        }
    }

    /// Whether Proviso wrote a file at a path.
    pub fn knows(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Notes that a file is about to be written: both its old and its new form are ours
    /// until [`wrote`](Self::wrote) says that it is there.
    pub fn will_write(&mut self, path: &str, bytes: &[u8]) {
        self.files.entry(path.to_owned()).or_default().insert(hash(bytes));
    }

    /// Notes that a file has been written.
    pub fn wrote(&mut self, path: &str, bytes: &[u8]) {
        self.files.insert(path.to_owned(), BTreeSet::from([hash(bytes)]));
    }

    /// The manifest as a text.
    pub fn text(&self, made: &MadeFrom) -> String {
        let file = |(path, hashes): (&String, &BTreeSet<String>)| {
            let mut hashes = hashes.iter().cloned();
            File { file: path.clone(), sha256: hashes.next().unwrap_or_default(), or: hashes.collect() }
        };
        let pack = |(id, version, sha256): &(String, String, String)| Pack {
            id: id.clone(),
            version: version.clone(),
            sha256: sha256.clone(),
        };
        let document = Document {
            schema: SCHEMA.to_owned(),
            proviso: made.proviso.clone(),
            as_of: made.as_of.clone(),
            profile: Hashed { name: made.profile.0.clone(), sha256: made.profile.1.clone() },
            packs: made.packs.iter().map(pack).collect(),
            files: self.files.iter().map(file).collect(),
        };
        // Names and texts alone: writing them does not fail.
        serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
    }
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
