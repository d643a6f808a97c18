//! The pack of a bank in a folder, worked in as people do.

use std::fs;
use std::path::{Path, PathBuf};

use super::office::parts;
use crate::command::{Ran, proviso, root};

pub(super) struct Deal {
    pub(super) folder: tempfile::TempDir,
}

impl Deal {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["northwind-bank.yaml", "northwind-outages.csv", "northwind-deployments.csv"] {
            fs::copy(root().join("profiles").join(name), folder.path().join(name)).unwrap();
        }
        Self { folder }
    }

    pub(super) fn place(&self, name: &str) -> PathBuf {
        self.folder.path().join("pack").join(name)
    }

    pub(super) fn change(&self, name: &str, change: impl Fn(Vec<u8>) -> Vec<u8>) {
        let place = self.place(name);
        fs::write(&place, change(fs::read(&place).unwrap())).unwrap();
    }

    pub(super) fn change_text(&self, name: &str, change: impl Fn(String) -> String) {
        self.change(name, |bytes| change(String::from_utf8(bytes).unwrap()).into_bytes());
    }

    pub(super) fn brief(&self, more: &[&str]) -> Ran {
        let arguments = [&["brief", "northwind-bank.yaml", "--out", "pack"], more].concat();
        let ran = proviso(self.folder.path(), &arguments);
        assert_eq!(ran.code, 0, "{}", ran.said);
        ran
    }

    pub(super) fn record(&self, more: &[&str]) -> Ran {
        proviso(self.folder.path(), &[&["record", "pack"], more].concat())
    }

    /// Every file of the pack with its bytes.
    pub(super) fn all(&self) -> Vec<(String, Vec<u8>)> {
        let mut open = vec![self.folder.path().join("pack")];
        let mut files = Vec::new();
        while let Some(next) = open.pop() {
            for entry in fs::read_dir(next).unwrap() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => open.push(path),
                    false => files.push((relative(&path, self.folder.path()), fs::read(&path).unwrap())),
                }
            }
        }
        files.sort();
        files
    }

    /// The same, where there is a pack.
    pub(super) fn all_or_none(&self) -> Option<Vec<(String, Vec<u8>)>> {
        self.place("").exists().then(|| self.all())
    }

    /// All texts that the other side gets, archives unpacked.
    pub(super) fn counterparty(&self) -> String {
        let unpacked = |(name, bytes): &(String, Vec<u8>)| match name.ends_with("x") {
            true => parts(bytes).into_iter().flat_map(|(_, content)| content).collect(),
            false => bytes.clone(),
        };
        let all = self.all();
        let theirs = all.iter().filter(|(name, _)| name.contains("counterparty"));
        theirs.map(|file| String::from_utf8_lossy(&unpacked(file)).into_owned()).collect()
    }
}

fn relative(path: &Path, folder: &Path) -> String {
    path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/")
}

pub(super) const WORD: &str = "counterparty/issues-list.docx";
pub(super) const EXCEL: &str = "counterparty/issues-list.xlsx";
pub(super) const CHECKLIST: &str = "internal/checklist.md";

pub(super) fn after_item(checklist: &str, id: &str, lines: &str) -> String {
    let item = checklist.lines().find(|line| line.contains(&format!("<!-- {id} "))).unwrap();
    checklist.replacen(item, &format!("{item}\n{lines}"), 1)
}
