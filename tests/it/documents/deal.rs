//! Small deals for the tests of documents: rules and a profile as texts.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use proviso::assess::{Assessment, assess};
use proviso::intake;
use proviso::profile::{self, Profile};
use proviso::record::Record;
use proviso::report::{self, Manifest, Talks, Templates, View};
use proviso::rulebook::{PackTree, Rulebook, build};
use proviso::source::Source;
use proviso::syntax::parse;

/// A profile held against rules.
pub(crate) struct Deal {
    pub(crate) rulebook: Rulebook,
    pub(crate) profile: Profile,
    pub(crate) assessment: Assessment,
}

pub(super) fn manifest() -> Manifest {
    Manifest { proviso: "0.1.0".to_owned(), profile_hash: "ab".repeat(32) }
}

pub(super) fn built_in() -> Templates {
    Templates::new(BTreeMap::new()).unwrap()
}

impl Deal {
    /// From the files of one pack, by label and text, and a profile.
    pub(crate) fn new(files: &[(&str, &str)], profile: &str) -> Self {
        let parsed = files.iter().map(|(label, text)| {
            let (file, found) = parse(&Source::new(*label, *text));
            assert!(found.is_empty(), "{label}: {found:?}");
            file
        });
        let (rulebook, found) = build(&[PackTree { files: parsed.collect(), hash: "cd".repeat(32) }]);
        let rulebook = rulebook.unwrap_or_else(|| panic!("{found:?}"));
        let source = Source::new("deal.yaml", profile);
        let node = intake::yaml(&source).unwrap();
        let mut found = Vec::new();
        let header = profile::header(&source, &node, &mut found);
        let profile = profile::read(&source, &node, &header, &rulebook, None, &mut found);
        let profile = profile.unwrap_or_else(|| panic!("{found:?}"));
        let assessment = assess(&rulebook, &profile).unwrap();
        Self { rulebook, profile, assessment }
    }

    /// A bundled profile against the bundled pack, worked out once for all tests.
    pub(super) fn bundled(profile: &str) -> &'static Self {
        static DEALS: LazyLock<Vec<Deal>> = LazyLock::new(|| BUNDLED.map(Deal::read).into());
        &DEALS[BUNDLED.iter().position(|known| *known == profile).unwrap()]
    }

    /// A bundled profile against the bundled pack.
    pub(super) fn read(profile: &str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut paths: Vec<_> =
            fs::read_dir(root.join("rules/azure-openai")).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        let texts: Vec<(String, String)> = paths
            .iter()
            .filter(|path| path.extension().is_some_and(|extension| extension == "proviso"))
            .map(|path| {
                let name = path.file_name().unwrap().to_str().unwrap();
                (format!("azure-openai/{name}"), fs::read_to_string(path).unwrap())
            })
            .collect();
        let files: Vec<(&str, &str)> = texts.iter().map(|(label, text)| (label.as_str(), text.as_str())).collect();
        Self::new(&files, &fs::read_to_string(root.join("profiles").join(profile)).unwrap())
    }

    pub(super) fn view(&self) -> View {
        report::view(&self.rulebook, &self.profile, &self.assessment, &Talks::default(), &manifest())
    }

    pub(crate) fn gap_report(&self) -> String {
        report::documents(&self.view(), &built_in()).unwrap().gap_report
    }

    pub(crate) fn negotiation_plan(&self) -> String {
        let plan = report::plan(&self.rulebook, &self.profile, &self.assessment, &Talks::default(), &manifest());
        report::negotiation_plan(&plan, &built_in()).unwrap()
    }

    pub(crate) fn briefing(&self) -> String {
        let paper = |kind| {
            let (rulebook, profile, found) = (&self.rulebook, &self.profile, &self.assessment);
            report::papers(rulebook, profile, found, &manifest(), &Record::default(), &[kind], &built_in()).unwrap()
        };
        paper(report::PaperKind::Briefing).remove(0).markdown
    }

    pub(super) fn checklist(&self) -> String {
        report::documents(&self.view(), &built_in()).unwrap().checklist
    }

    pub(super) fn json(&self) -> String {
        report::json(&self.rulebook, &self.profile, &self.assessment, &manifest())
    }
}

/// Bundled profiles, of one pack each.
pub(super) const BUNDLED: [&str; 3] = ["lumen-labs.yaml", "northwind-bank.yaml", "quillstone-software.yaml"];
