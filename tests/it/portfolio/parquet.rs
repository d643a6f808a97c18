//! Parquet in and out.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use parquet::column::writer::ColumnWriter;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::record::Row;
use parquet::schema::parser::parse_message_type;
use proptest::prelude::*;
use proviso::intake::Columns;

use crate::command::{proviso, root, snapshot};

/// Two deals: what is known of them in columns of all kinds.
fn deals(path: &Path) {
    let schema = "message deals {
        REQUIRED BYTE_ARRAY profile (STRING);
        OPTIONAL INT32 as_of (DATE);
        OPTIONAL BYTE_ARRAY packs (STRING);
        OPTIONAL BYTE_ARRAY industry (STRING);
        OPTIONAL BOOLEAN health;
        OPTIONAL group cost { OPTIONAL BYTE_ARRAY low (STRING); OPTIONAL BYTE_ARRAY high (STRING); }
        OPTIONAL group criticality (LIST) { REPEATED group list { REQUIRED BYTE_ARRAY element (STRING); } }
        OPTIONAL BYTE_ARRAY notice (STRING);
        OPTIONAL DOUBLE weight;
    }";
    // Names with dots and dashes are no words of that language.
    let schema = schema.to_owned();
    let parsed = parse_message_type(&schema).unwrap();
    let renamed = [
        ("as_of", "as-of"),
        ("industry", "company.industry"),
        ("health", "data.health"),
        ("cost", "usage.monthly-cost"),
        ("criticality", "workload.criticality"),
        ("notice", "change.notice"),
        ("weight", "#weight"),
    ];
    let fields = parsed.get_fields().iter().map(|field| {
        let name = renamed.iter().find(|(from, _)| *from == field.name()).map_or(field.name(), |(_, to)| to);
        Arc::new(named(field, name))
    });
    let schema =
        parquet::schema::types::Type::group_type_builder("deals").with_fields(fields.collect()).build().unwrap();
    let mut writer = SerializedFileWriter::new(File::create(path).unwrap(), Arc::new(schema), Arc::default()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let mut at = 0;
    while let Some(mut column) = group.next_column().unwrap() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).into()).collect::<Vec<_>>();
        match (at, column.untyped()) {
            (0, ColumnWriter::ByteArrayColumnWriter(to)) => {
                to.write_batch(&words(&["Alpha", "Beta, Inc."]), None, None)
            }
            (1, ColumnWriter::Int32ColumnWriter(to)) => to.write_batch(&[20_778, 20_778], Some(&[1, 1]), None),
            (2, ColumnWriter::ByteArrayColumnWriter(to)) => {
                to.write_batch(&words(&["azure-openai", "[azure-openai]"]), Some(&[1, 1]), None)
            }
            (3, ColumnWriter::ByteArrayColumnWriter(to)) => to.write_batch(&words(&["banking"]), Some(&[1, 0]), None),
            (4, ColumnWriter::BoolColumnWriter(to)) => to.write_batch(&[true, false], Some(&[1, 1]), None),
            (5, ColumnWriter::ByteArrayColumnWriter(to)) => to.write_batch(&words(&["USD 50k"]), Some(&[2, 0]), None),
            (6, ColumnWriter::ByteArrayColumnWriter(to)) => to.write_batch(&words(&["USD 80k"]), Some(&[2, 0]), None),
            (7, ColumnWriter::ByteArrayColumnWriter(to)) => {
                to.write_batch(&words(&["business-critical", "mission-critical"]), Some(&[2, 2, 0]), Some(&[0, 1, 0]))
            }
            (8, ColumnWriter::ByteArrayColumnWriter(to)) => {
                to.write_batch(&words(&["14 days", "silent"]), Some(&[1, 1]), None)
            }
            (9, ColumnWriter::DoubleColumnWriter(to)) => to.write_batch(&[0.5], Some(&[0, 1]), None),
            _ => panic!("column {at}"),
        }
        .unwrap();
        column.close().unwrap();
        at += 1;
    }
    group.close().unwrap();
    writer.close().unwrap();
}

/// The same field under another name.
fn named(field: &parquet::schema::types::Type, name: &str) -> parquet::schema::types::Type {
    use parquet::schema::types::Type;
    let info = field.get_basic_info();
    let build = if field.is_primitive() {
        Type::primitive_type_builder(name, field.get_physical_type())
            .with_logical_type(info.logical_type_ref().cloned())
            .with_repetition(info.repetition())
            .build()
    } else {
        Type::group_type_builder(name)
            .with_logical_type(info.logical_type_ref().cloned())
            .with_repetition(info.repetition())
            .with_fields(field.get_fields().to_vec())
            .build()
    };
    build.unwrap()
}

const SAME: &str = "profile,as-of,packs,company.industry,data.health,usage.monthly-cost,workload.criticality,change.notice\n\
    Alpha,2026-11-21,azure-openai,banking,yes,USD 50k..USD 80k,\"[business-critical, mission-critical]\",14 days\n\
    \"Beta, Inc.\",2026-11-21,[azure-openai],,no,,,silent\n";

#[test]
fn it_says_the_same_as_csv() {
    let folder = tempfile::tempdir().unwrap();
    deals(&folder.path().join("deals.parquet"));
    std::fs::write(folder.path().join("deals.csv"), SAME).unwrap();
    let run = |name: &str| proviso(folder.path(), &["portfolio", name, "--format", "json-lines"]);
    let expected = run("deals.csv");
    assert_eq!((expected.code, expected.said.as_str()), (0, ""));
    assert_eq!(run("deals.parquet"), expected);
    let csv = |name: &str| proviso(folder.path(), &["portfolio", name, "--format", "csv"]).result;
    assert_eq!(csv("deals.parquet"), csv("deals.csv"));
}

#[test]
fn a_row_that_is_left_out_is_told_by_its_number() {
    let folder = tempfile::tempdir().unwrap();
    deals(&folder.path().join("deals.parquet"));
    let run = proviso(folder.path(), &["portfolio", "deals.parquet", "--rules", "hipaa", "--as-of", "21.11.2026"]);
    assert_eq!(run.code, 2);
    std::fs::write(folder.path().join("no.parquet"), "PAR1 but not really PAR1").unwrap();
    let no = proviso(folder.path(), &["portfolio", "no.parquet"]);
    let print = proviso(folder.path(), &["portfolio", "deals.parquet", "--format", "parquet"]);
    std::fs::write(folder.path().join("more.proviso"), "pack more {\n    title \"More\"\n    version \"1\"\n}\n")
        .unwrap();
    let mistaken = proviso(folder.path(), &["portfolio", "deals.parquet", "--rules", "nowhere"]);
    assert_eq!((no.code, print.code, mistaken.code), (2, 2, 2));
    snapshot("portfolio/parquet.txt", &format!("===== no\n{}===== print\n{}", no.said, print.said));
}

/// What is written as Parquet is what is written as text.
#[test]
fn tables_come_out_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("overview");
    let args = ["portfolio", "profiles", "--format", "parquet", "--out", out.to_str().unwrap()];
    let run = proviso(root(), &args);
    assert_eq!((run.code, run.said.lines().count()), (0, 4), "{}", run.said);
    let csv = proviso(root(), &["portfolio", "profiles", "--format", "csv"]).result;
    let rows = read(&out.join("matrix.parquet"));
    let mut lines = csv.lines();
    let head: Vec<&str> = lines.next().unwrap().split(',').collect();
    assert_eq!(rows.len(), 9);
    for (row, line) in rows.iter().zip(lines) {
        let cells: Vec<(&String, String)> =
            row.get_column_iter().map(|(name, field)| (name, field.to_string().trim_matches('"').to_owned())).collect();
        assert_eq!(cells.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), head);
        assert_eq!(cells.into_iter().map(|(_, cell)| cell).collect::<Vec<_>>().join(","), line);
    }
    let lines = proviso(root(), &["portfolio", "profiles", "--format", "json-lines"]).result;
    let told: usize = lines.lines().map(|line| line.matches("\"id\":").count()).sum();
    assert_eq!(read(&out.join("findings.parquet")).len(), told);
}

fn read(path: &Path) -> Vec<Row> {
    let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    reader.get_row_iter(None).unwrap().map(Result::unwrap).collect()
}

proptest! {
    /// A damaged file is an error, never a panic.
    #[test]
    fn damage_is_told(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>(), cuts in any::<bool>()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deals.parquet");
        deals(&path);
        let mut bytes = std::fs::read(&path).unwrap();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if cuts {
            bytes.truncate(cut.index(bytes.len()));
        }
        std::fs::write(&path, &bytes).unwrap();
        if let Ok(parts) = Columns::new("deals.parquet", File::open(&path).unwrap()) {
            for part in parts.take(10) {
                let _ = part.map(|part| part.text().len());
            }
        }
    }
}
