//! Days as a calendar (RFC 5545): the same input gives the same bytes, so nothing in it
//! comes from a clock or from chance.

use jiff::civil::Date;
use sha2::{Digest, Sha256};

/// The longest line in bytes, its end left out.
const LONGEST_LINE: usize = 75;

/// A day to keep in mind.
pub(super) struct Event {
    /// By which calendars know it again.
    pub(super) uid: String,
    /// The day that what it says was known.
    pub(super) stamp: Date,
    /// The day.
    pub(super) day: Date,
    /// What it is about, on one line.
    pub(super) summary: String,
    /// More about it.
    pub(super) description: String,
    /// What is said two weeks before.
    pub(super) reminder: String,
}

/// The line with the hash of all lines before it, so that an edit shows.
const SEAL: &str = "X-PROVISO-SEAL:";

/// A calendar of all-day events, sealed; `product` is the words by which calendars of a
/// kind are known.
pub(super) fn calendar(product: &str, events: &[Event]) -> String {
    let mut lines = Lines::default();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", product, "CALSCALE:GREGORIAN"] {
        lines.add(line);
    }
    events.iter().for_each(|event| add(event, &mut lines));
    let seal = seal(&lines.0);
    lines.add(&format!("{SEAL}{seal}"));
    lines.add("END:VCALENDAR");
    lines.0
}

/// Whether nobody has edited a calendar since it was written.
pub(super) fn is_whole(text: &str) -> bool {
    let text = text.replace("\r\n", "\n").replace('\n', "\r\n");
    let Some((before, after)) = text.split_once(SEAL) else { return false };
    after.trim_end() == format!("{}\r\nEND:VCALENDAR", seal(before))
}

fn seal(text: &str) -> String {
    Sha256::digest(text).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

fn add(event: &Event, lines: &mut Lines) {
    // An all-day event ends on the day after its last.
    let Ok(next) = event.day.tomorrow() else { return };
    let day = |day: Date| day.strftime("%Y%m%d").to_string();
    lines.add("BEGIN:VEVENT");
    lines.add(&format!("UID:{}", event.uid));
    lines.add(&format!("DTSTAMP:{}T000000Z", day(event.stamp)));
    lines.add(&format!("DTSTART;VALUE=DATE:{}", day(event.day)));
    lines.add(&format!("DTEND;VALUE=DATE:{}", day(next)));
    lines.add(&format!("SUMMARY:{}", plain(&event.summary)));
    lines.add(&format!("DESCRIPTION:{}", plain(&event.description)));
    lines.add("TRANSP:TRANSPARENT");
    lines.add("BEGIN:VALARM");
    lines.add("ACTION:DISPLAY");
    lines.add("TRIGGER:-P14D");
    lines.add(&format!("DESCRIPTION:{}", plain(&event.reminder)));
    lines.add("END:VALARM");
    lines.add("END:VEVENT");
}

/// A text with the signs that mean something in a calendar escaped, and without those
/// that may not stand in one.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => plain.extend(['\\', c]),
            '\n' => plain.push_str("\\n"),
            c if c.is_control() => {}
            c => plain.push(c),
        }
    }
    plain
}

/// Lines, folded where they are too long.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn add(&mut self, line: &str) {
        let mut width = 0;
        for c in line.chars() {
            if width + c.len_utf8() > LONGEST_LINE {
                self.0.push_str("\r\n ");
                width = 1;
            }
            self.0.push(c);
            width += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}
