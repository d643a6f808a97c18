//! The recorded run: what was measured, and on which machine.

use std::fs;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// The recorded run.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Run {
    pub machine: Machine,
    pub evaluation: Vec<Evaluation>,
    pub command: Vec<Command>,
    pub start: Option<Start>,
    pub parsing: Option<Parsing>,
    pub recheck: Option<Recheck>,
    pub peers: Vec<Contest>,
}

/// Where it ran.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Machine {
    pub processor: String,
    pub cores: usize,
    pub memory_gib: u64,
}

/// How much work there was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Size {
    pub profiles: usize,
    pub rules: usize,
    /// Facts and terms.
    pub names: usize,
}

impl Size {
    /// Every rule is held against every profile.
    pub fn decisions(&self) -> f64 {
        self.profiles as f64 * self.rules as f64
    }
}

/// Evaluation alone, on one core, over batches that were filled before.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Evaluation {
    #[serde(flatten)]
    pub size: Size,
    /// So many profiles go in one walk.
    pub lanes: usize,
    pub seconds: f64,
    pub decisions_per_second: f64,
}

/// The whole command, from a table in a file to a table that is written.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Command {
    #[serde(flatten)]
    pub size: Size,
    pub input: Input,
    pub jobs: usize,
    pub megabytes: f64,
    /// Of all processors, for the program and for the system.
    pub processor_seconds: f64,
    pub seconds: f64,
    pub peak_mib: f64,
    /// Findings for each second of a processor.
    pub findings_per_second: f64,
    /// The part of the processor's time that evaluation alone takes.
    pub evaluation_share: f64,
}

/// How deals are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Input {
    Csv,
    JsonLines,
}

/// `proviso assess` on a bundled profile, from nothing to its documents.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Start {
    pub profile: String,
    pub rules: usize,
    pub milliseconds: f64,
    pub peak_mib: f64,
}

/// Rules read from text.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Parsing {
    pub megabytes: f64,
    /// Text to tree.
    pub megabytes_per_second: f64,
    /// Text to rulebook: names, types and ladders as well.
    pub whole_megabytes_per_second: f64,
}

/// `proviso check` before and after one line was edited.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Recheck {
    pub rules: usize,
    pub before_milliseconds: f64,
    pub after_milliseconds: f64,
}

/// All that did the same work, with the same answers.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Contest {
    pub rules: usize,
    pub names: usize,
    pub rows: Vec<Contestant>,
}

/// One of them.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Contestant {
    pub name: String,
    pub how: String,
    pub profiles: usize,
    pub decisions_per_second: f64,
    /// How many times faster Proviso's evaluation alone is.
    pub ratio: f64,
}

/// The folder of the product.
pub fn product() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Where pictures and numbers stand.
pub fn folder() -> PathBuf {
    product().join("docs/performance")
}

impl Run {
    /// What is recorded, or nothing.
    pub fn recorded() -> Self {
        let text = fs::read_to_string(folder().join("run.json")).unwrap_or_else(|_| "{}".to_owned());
        serde_json::from_str(&text).expect("docs/performance/run.json is a recorded run")
    }

    /// Writes it down.
    pub fn record(&self) {
        let text = serde_json::to_string_pretty(self).expect("a run") + "\n";
        fs::create_dir_all(folder()).expect("a place for the run");
        fs::write(folder().join("run.json"), text).expect("a place for the run");
    }
}

impl Machine {
    /// This one.
    pub fn here() -> Self {
        let told = |file: &str, key: &str| {
            let text = fs::read_to_string(file).unwrap_or_default();
            let told = text.lines().find_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix(':'));
            told.unwrap_or_default().trim().to_owned()
        };
        let kib: u64 = told("/proc/meminfo", "MemTotal").trim_end_matches(" kB").parse().unwrap_or_default();
        Self {
            processor: told("/proc/cpuinfo", "model name"),
            cores: std::thread::available_parallelism().map_or(1, Into::into),
            memory_gib: kib.div_ceil(1 << 20),
        }
    }
}

/// Three digits that count, so that a record does not pretend to more.
pub fn rounded(value: f64) -> f64 {
    format!("{value:.2e}").parse().unwrap_or(value)
}
