//! Answers in people's own words, and how the profile writes them.

use proviso::diagnostic::Diagnostic;
use proviso::intake::yaml;
use proviso::profile::{Answer, NoAnswer, answer, header};
use proviso::rulebook::Rulebook;
use proviso::source::Source;

use crate::profiles::rulebook;

fn answered(rulebook: &Rulebook, head: &str, name: &str, said: &str) -> Result<Answer, NoAnswer> {
    let source = Source::new("deal.yaml", format!("profile: Acme\n{head}"));
    let header = header(&source, &yaml(&source).unwrap(), &mut Vec::new());
    answer(rulebook, &header, rulebook.find_name(name).unwrap(), said)
}

#[test]
fn as_the_profile_writes_them() {
    let rulebook = rulebook();
    for (name, said, written) in [
        ("data.personal", "Y", "yes"),
        ("data.personal", "No.", "no"),
        ("data.personal", "2", "no"),
        ("support.tier", "standard", "standard"),
        ("support.tier", " Developer ", "developer"),
        ("support.tier", "4", "unified"),
        ("support.tier", "Unified", "unified"),
        ("support.tier", "Unified, the costliest", "unified"),
        ("support.tier", "1 or 3", "[basic, standard]"),
        ("support.tier", "basic, developer or standard", "[basic, developer, standard]"),
        ("support.tier", "at least 3", "standard.."),
        ("support.tier", "2 to 3", "developer..standard"),
        ("support.tier", "..2", "..developer"),
        ("company.industry", "health care", "health-care"),
        ("company.industry", "banking or other", "[banking, other]"),
        ("company.regulations", "none", "[]"),
        ("company.regulations", "1, 3", "[gdpr, dora]"),
        ("company.regulations", "GDPR and hipaa", "[gdpr, hipaa]"),
        ("company.regulations", "includes 1", "{ includes: [gdpr] }"),
        ("company.regulations", "at least 1, 2 but not 3", "{ includes: [gdpr, hipaa], excludes: [dora] }"),
        ("company.regulations", "not dora", "{ excludes: [dora] }"),
        ("company.regulations", "[dora]", "[dora]"),
        ("commitment.macc-annual", "USD 3M..5M", "USD 3M..5M"),
        ("commitment.macc-annual", "500k", "500k"),
        ("commitment.macc-annual", "at least 3M", "3M.."),
        ("commitment.macc-annual", "USD 3M to 5M", "USD 3M..5M"),
        ("commitment.macc-annual", "3M - 5M", "3M..5M"),
        ("commitment.macc-annual", "1M or 2M", "[1M, 2M]"),
        ("commitment.macc-annual", "unlimited", "unlimited"),
        ("usage.teams", "12", "12"),
        ("usage.teams", "10 to 20", "10..20"),
        ("agreement.discount", "5%..10%", "5%..10%"),
        ("agreement.renewal", "2027-06-30", "2027-06-30"),
        ("data.retention", "30 days or 60 days", "[30 days, 60 days]"),
        ("company.motto", "We win", "We win"),
        ("company.motto", "Win: always # and more", "\"Win: always # and more\""),
        ("company.motto", "\"why\"", "\"why\""),
        ("company.motto", "say \"hi\"", "\"say \\\"hi\\\"\""),
        ("company.motto", "null", "\"null\""),
        ("change.notice", "silent", "silent"),
        ("change.notice", "Not addressed.", "silent"),
        ("change.notice", "60 days in e-mail", "{ value: 60 days, in: e-mail }"),
        ("change.notice", "60 days, only in an E-mail", "{ value: 60 days, in: e-mail }"),
        ("change.notice", "it refers to Schedule 2: notices", "{ by-reference: \"Schedule 2: notices\" }"),
        ("change.notice", "{ value: 60 days, in: amendment }", "{ value: 60 days, in: amendment }"),
        ("data.use", "3 in amendment", "{ value: barred, in: amendment }"),
        ("audit.kinds", "1 in amendment", "{ value: [reports], in: amendment }"),
    ] {
        let answer = answered(&rulebook, "currency: USD\n", name, said);
        let answer = answer.unwrap_or_else(|wrong| panic!("{name}: {said}: {:?}", messages(&wrong.found)));
        assert_eq!(answer.written, written, "{name}: {said}");
    }
}

fn messages(found: &[Diagnostic]) -> Vec<&str> {
    found.iter().map(|found| found.message.as_str()).collect()
}

#[test]
fn what_is_no_answer() {
    let rulebook = rulebook();
    for (name, said, message, meant) in [
        ("data.personal", "perhaps", "`perhaps` is neither yes nor no", None),
        (
            "data.personal",
            "silent",
            "`data.personal` is a fact about the company, and only a draft can be silent",
            None,
        ),
        ("support.tier", "gold", "`gold` is not a level of this scale", None),
        ("support.tier", "9", "`9` is not a level of this scale", None),
        ("company.regulations", "1, gold", "`gold` is not a member of this set", None),
        ("commitment.macc-annual", "3M", "`3M` has no currency", None),
        ("data.retention", "half a year", "`half a year` is not a duration", Some("6 months")),
        ("data.retention", "30-60 days", "`30-60 days` is not a duration", None),
        ("data.retention", "30", "`30` has no unit of time", None),
        ("usage.teams", "2.000", "`2.000` is read as 2", None),
        ("usage.teams", "[1", "the bracket `[` is not closed", None),
        ("change.notice", "60 days in heaven", "`60 days in heaven` is not a duration", None),
        ("agreement.renewal", "31.12.2027", "`31.12.2027` is not a date", Some("2027-12-31")),
    ] {
        let wrong = answered(&rulebook, "", name, said).unwrap_err();
        assert_eq!(messages(&wrong.found)[..1], [message], "{name}: {said}");
        assert!(!wrong.found[0].help.is_empty(), "{name}: {said}");
        assert_eq!(wrong.meant.as_deref(), meant, "{name}: {said}");
    }
}
