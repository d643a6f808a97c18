//! Dates that duties wait for: they are asked for after what settles something.

use super::deal::Deal;

const RULES: &str = "\
pack house \"House\" {
    version   \"1\"
    vendor    \"Acme\"
    owners    it \"IT\", legal \"Legal\"
    phases    prepare \"Prepare\" < run \"In operation\"
    documents contract
}
source guide \"A guide\" { kind advisory   as-of 2026-01-01 }
fact big \"Much is used\" { type yes-no   ask \"Is much used?\"   owner it }
fact renewal \"Renewal\" { type date or never   ask \"When is the renewal?\"   owner legal }
fact audit \"Audit\" { type date   ask \"When is the audit?\"   owner it }
fact start \"Start\" { type date   ask \"When did it start?\"   owner it }
term end \"End\" { type date   better higher   ask \"When does it end?\" }
mitigation watch \"Watch it\" { risk trouble   when big   do \"Watch.\"   owner it   phase prepare   from guide \"One\" }
risk trouble \"Trouble\" { severity low   from guide \"One\"   pitfall \"It hurts.\" }
duty end-in-time \"Decide in time\" { by us   severity high   due 90 days before renewal   do \"Decide.\"   owner legal   phase run   from guide \"One\" }
duty prepare \"Prepare the audit\" { by us   severity low   due 30 days before audit   do \"Prepare.\"   owner it   phase run   from guide \"One\" }
duty report-it \"Report on the audit\" { by us   severity low   due 30 days after audit   do \"Report.\"   owner it   phase run   from guide \"One\" }
duty review \"Review\" { by us   when big   severity low   due every 3 months after start   do \"Review.\"   owner it   phase run   from guide \"One\" }
duty leave \"Leave\" { by us   due on end   severity low   do \"Leave.\"   owner it   phase run   from guide \"One\" }
";

fn deal(facts: &str) -> Deal {
    let profile = format!("profile: Deal\nas-of: 2026-11-21\npacks: [house]\n{facts}\n");
    Deal::new(&[("house/house.proviso", RULES)], &profile)
}

/// The names that are asked for, in order, each with what it is said to settle.
fn asked(facts: &str) -> Vec<(String, String)> {
    let report = deal(facts).gap_report();
    let Some((_, questions)) = report.split_once("## Not decided yet") else { return Vec::new() };
    let rows = questions.lines().skip_while(|line| !line.starts_with("|---")).skip(1);
    rows.take_while(|line| line.starts_with('|'))
        .map(|row| {
            let cells: Vec<&str> = row.split(" | ").collect();
            (cells[0].trim_start_matches("| ").to_owned(), cells[2].to_owned())
        })
        .collect()
}

#[test]
fn days_come_after_what_settles_something() {
    let expected = [
        ("Is much used?", "2 alone · medium"),
        ("When is the renewal?", "the day of a duty · high"),
        ("When is the audit?", "the days of 2 duties · low"),
        ("When does it end?", "the day of a duty · low"),
        ("When did it start?", "the day of a duty · low"),
    ];
    let asked = asked("");
    let asked: Vec<(&str, &str)> = asked.iter().map(|(ask, settles)| (ask.as_str(), settles.as_str())).collect();
    assert_eq!(asked, expected);
}

/// A date that is given is not asked for, nor one of a duty that is not owed, is done or
/// waits for nothing.
#[test]
fn a_day_is_asked_for_where_a_duty_needs_it() {
    let asked = |facts: &str| asked(facts).into_iter().map(|(ask, _)| ask).collect::<Vec<_>>();
    assert_eq!(
        asked("facts: { big: no, renewal: never, audit: 2027-01-01..2027-03-01 }\ndraft: { status: reviewed }"),
        Vec::<String>::new()
    );
    assert_eq!(asked("facts: { big: no, renewal: 2027-01-01 }\ndone: [prepare, leave]"), ["When is the audit?"]);
    assert_eq!(asked("facts: { big: yes, renewal: never }\ndone: [prepare, report-it, leave]"), ["When did it start?"]);
}

#[test]
fn the_checklist_asks_for_days() {
    let checklist = deal("facts: { big: no }").checklist();
    assert!(
        checklist.contains("Find out: When is the audit?") && checklist.contains("gives the day of: Prepare the audit"),
        "{checklist}"
    );
}
