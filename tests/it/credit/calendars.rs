//! The calendar of last days, read back by a reader that others have made (RFC 5545).

use icalendar::parser::{Component, read_calendar, unfold};

use crate::command::proviso;

/// What a property says.
fn value(component: &Component<'_>, name: &str) -> String {
    let found: Vec<_> = component.properties.iter().filter(|property| property.name == name).collect();
    assert_eq!(found.len(), 1, "{name} once in {component:?}");
    found[0].val.as_str().to_owned()
}

fn parameter(component: &Component<'_>, name: &str, of: &str) -> Option<String> {
    let property = component.find_prop(name)?;
    let parameter = property.params.iter().find(|parameter| parameter.key == of)?;
    Some(parameter.val.as_ref()?.as_str().to_owned())
}

/// Names with every sign that means something in a calendar, long ones, and other scripts.
#[test]
fn others_read_what_we_write() {
    let names = [
        r"pay, rent; or \n\ leave: BEGIN:VEVENT",
        "Zahlungsverkehr für Köln, Düsseldorf und die übrigen Geschäftsstellen am Rhein",
        "東京の支払いシステムと請求システムと在庫管理システムと人事システム",
        "plain",
    ];
    let mut log = "start,end,level,resource,fees,disks\n".to_owned();
    for (at, name) in names.iter().enumerate() {
        let day = at + 3;
        let name = name.replace('"', "\"\"");
        log.push_str(&format!(
            "2026-05-0{day}T09:00Z,2026-05-0{day}T20:00Z,single-instance,\"{name}\",USD 900,premium\n"
        ));
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("log.csv"), log).unwrap();
    let run = proviso(folder.path(), &["credit", "--incidents", "log.csv", "--ics", "last.ics"]);
    assert_eq!(run.code, 0, "{}", run.said);
    let text = std::fs::read_to_string(folder.path().join("last.ics")).unwrap();
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
    let whole = unfold(&text);
    let calendar = read_calendar(&whole).unwrap();
    let of_calendar = Component { name: "VCALENDAR".into(), properties: calendar.properties, components: Vec::new() };
    assert_eq!(value(&of_calendar, "VERSION"), "2.0");
    assert_eq!(value(&of_calendar, "CALSCALE"), "GREGORIAN");
    assert!(value(&of_calendar, "PRODID").contains("Proviso"));
    assert_eq!(calendar.components.len(), names.len());
    let mut ids = Vec::new();
    for event in &calendar.components {
        assert_eq!(event.name, "VEVENT");
        ids.push(value(event, "UID"));
        assert_eq!(value(event, "DTSTAMP"), "20260601T000000Z");
        for (date, day) in [("DTSTART", "20260731"), ("DTEND", "20260801")] {
            assert_eq!(value(event, date), day);
            assert_eq!(parameter(event, date, "VALUE").as_deref(), Some("DATE"));
        }
        assert!(value(event, "DESCRIPTION").lines().count() > 2, "{event:?}");
        let [alarm] = event.components.as_slice() else { panic!("{event:?}") };
        assert_eq!(alarm.name, "VALARM");
        assert_eq!((value(alarm, "ACTION"), value(alarm, "TRIGGER")), ("DISPLAY".to_owned(), "-P14D".to_owned()));
        assert!(!value(alarm, "DESCRIPTION").is_empty());
    }
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), names.len());
    let mut read: Vec<String> = calendar.components.iter().map(|event| value(event, "SUMMARY")).collect();
    let mut written: Vec<String> =
        names.iter().map(|name| format!("Last day to claim: A single virtual machine, {name}, May 2026")).collect();
    read.sort_unstable();
    written.sort_unstable();
    assert_eq!(read, written);
}
