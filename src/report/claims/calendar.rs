//! Last days as a calendar (RFC 5545): the same input gives the same bytes, so nothing in
//! it comes from a clock or from chance.

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::sla::reckon::Case;
use crate::value::show_date;

use super::words::{outcome, resources};
use super::{Told, names};

/// The longest line in bytes, its end left out.
const LONGEST_LINE: usize = 75;

/// A calendar with a day for each claim, and a reminder two weeks before.
pub fn calendar(told: &Told<'_>) -> String {
    let mut lines = Lines::default();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", CALENDAR, "CALSCALE:GREGORIAN"] {
        lines.add(line);
    }
    let mut claims: Vec<&Case> = told.claims().collect();
    claims.sort_by_key(|case| case.deadline.day);
    for case in claims {
        event(told, case, &mut lines);
    }
    let seal = seal(&lines.0);
    lines.add(&format!("{SEAL}{seal}"));
    lines.add("END:VCALENDAR");
    lines.0
}

/// The words by which a calendar of ours is known.
pub const CALENDAR: &str = "PRODID:-//Proviso//Service credits//EN";

/// The line with the hash of all lines before it, so that an edit shows.
const SEAL: &str = "X-PROVISO-SEAL:";

/// Whether nobody has edited a calendar since it was written.
pub fn is_whole_calendar(text: &str) -> bool {
    let text = text.replace("\r\n", "\n").replace('\n', "\r\n");
    let Some((before, after)) = text.split_once(SEAL) else { return false };
    after.trim_end() == format!("{}\r\nEND:VCALENDAR", seal(before))
}

fn seal(text: &str) -> String {
    Sha256::digest(text).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

fn event(told: &Told<'_>, case: &Case, lines: &mut Lines) {
    let Some((agreement, level)) = told.level(case) else { return };
    // An all-day event ends on the day after its last.
    let (Ok(next), Ok(stamp)) = (case.deadline.day.tomorrow(), case.bounds.last.tomorrow()) else { return };
    let day = |day: Date| day.strftime("%Y%m%d").to_string();
    let what = format!("{}, {}, {}", level.title, resources(case), case.bounds.shown());
    let mut says = vec![format!("The claim must have been received by {}.", agreement.claims_to)];
    if let Some(later) = case.deadline.later {
        says.push(format!("Another reading gives {}: do not rely on it.", show_date(later)));
    }
    if let Some(safe) = case.safe() {
        says.push(format!("Credit: {}.", outcome(safe)));
    }
    says.push(format!("Letter: {}.", names::file_name(told, case)));
    lines.add("BEGIN:VEVENT");
    lines.add(&format!("UID:{}@credit.proviso", names::mark(told, case)));
    lines.add(&format!("DTSTAMP:{}T000000Z", day(stamp)));
    lines.add(&format!("DTSTART;VALUE=DATE:{}", day(case.deadline.day)));
    lines.add(&format!("DTEND;VALUE=DATE:{}", day(next)));
    lines.add(&format!("SUMMARY:{}", plain(&format!("Last day to claim: {what}"))));
    lines.add(&format!("DESCRIPTION:{}", plain(&says.join("\n"))));
    lines.add("TRANSP:TRANSPARENT");
    lines.add("BEGIN:VALARM");
    lines.add("ACTION:DISPLAY");
    lines.add("TRIGGER:-P14D");
    lines.add(&format!("DESCRIPTION:{}", plain(&format!("Claim within two weeks: {what}"))));
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
