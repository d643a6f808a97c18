//! Findings of `check` in SARIF 2.1.0, the form that editors and code hosts read:
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.

use serde::Serialize;

use crate::diagnostic::{Code, Diagnostic, Label};

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    /// How the run went, where there is something to say of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    invocations: Vec<Invocation<'a>>,
    /// Columns count characters, not UTF-16 units.
    column_kind: &'static str,
    results: Vec<Finding<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation<'a> {
    execution_successful: bool,
    tool_execution_notifications: [Notification<'a>; 1],
}

#[derive(Serialize)]
struct Notification<'a> {
    level: &'static str,
    message: Words<'a>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Kind>,
}

#[derive(Serialize)]
struct Kind {
    id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: Vec<Location<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Words<'a>>,
}

#[derive(Serialize)]
struct Words<'a> {
    text: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

/// Findings as a SARIF log of one run, in the order given. Advice follows the message, a
/// line for each. `not_decided`, what could not be told of the rules, is a notification.
pub fn sarif(found: &[Diagnostic], not_decided: Option<&str>) -> String {
    let mut kinds: Vec<Code> = found.iter().map(|found| found.code).collect();
    kinds.sort_by_key(|code| code.as_str());
    kinds.dedup();
    let results = found.iter().map(|found| finding(found, &kinds)).collect();
    let rules = kinds.iter().map(|code| Kind { id: code.as_str() }).collect();
    let notify = |text| Invocation {
        execution_successful: true,
        tool_execution_notifications: [Notification { level: "note", message: Words { text } }],
    };
    let invocations = not_decided.map(notify).into_iter().collect();
    let driver = Driver { name: "proviso", version: env!("CARGO_PKG_VERSION"), rules };
    super::written(&Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run { tool: Tool { driver }, invocations, column_kind: "unicodeCodePoints", results }],
    })
}

fn finding<'a>(found: &'a Diagnostic, kinds: &[Code]) -> Finding<'a> {
    let mut locations = found.labels.iter().map(location);
    let lines: Vec<&str> = std::iter::once(&found.message).chain(&found.help).map(String::as_str).collect();
    Finding {
        rule_id: found.code.as_str(),
        rule_index: kinds.iter().position(|kind| *kind == found.code).unwrap_or_default(),
        level: super::level(found),
        message: Message { text: lines.join("\n") },
        locations: locations.next().into_iter().collect(),
        related_locations: locations.collect(),
    }
}

fn location(label: &Label) -> Location<'_> {
    let (start, end) = super::ends(label);
    Location {
        physical_location: Physical {
            artifact_location: Artifact { uri: uri(label.place.source.name()) },
            region: Region {
                start_line: start.line,
                start_column: start.column,
                end_line: end.line,
                end_column: end.column,
            },
        },
        message: (!label.text.is_empty()).then_some(Words { text: &label.text }),
    }
}

/// A path as a URI reference: separators are slashes, and every byte that may not stand
/// in a path is written by its number.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'\\' => uri.push('/'),
            b'/' | b'.' | b'-' | b'_' | b'~' => uri.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("rules\\our house/a.proviso"), "rules/our%20house/a.proviso");
        assert_eq!(uri("übung.yaml"), "%C3%BCbung.yaml");
    }
}
