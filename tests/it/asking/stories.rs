//! Interviews from the first question to the last, with the file before and after.

use std::fmt::Write as _;

use proviso::interview::Interview;
use proviso::source::Source;

use crate::command::snapshot;
use crate::profiles::rulebook;

/// Everything that is said, and the file at the end.
fn interview(profile: &str, lines: &[&str]) -> String {
    let rulebook = rulebook();
    let source = Source::new("deal.yaml", profile);
    let (mut interview, begun) = Interview::begin(&rulebook, &source, None).unwrap();
    let mut all = begun.says;
    let mut file = profile.to_owned();
    let mut over = begun.over;
    for line in lines {
        assert!(!over, "it was over before `{line}`\n{all}");
        let turn = interview.turn(line);
        write!(all, "\n> {line}\n{}", turn.says).unwrap();
        over = turn.over;
        file = turn.text.unwrap_or(file);
    }
    assert!(over, "it goes on\n{all}");
    all.push_str(&interview.farewell());
    if let Some(mail) = interview.mail() {
        write!(all, "\n===== mail\n{mail}").unwrap();
    }
    format!("{all}\n===== deal.yaml\n{file}")
}

const DRAFT: &str = "\
# Ours, and nobody else's.
profile: Acme
as-of: 2026-11-21
facts:
  support: { tier: standard }   # one of five
draft:
  status: partial   # half of it
  terms:

    # Legal reads on.
    data.use: silent
";

#[test]
fn from_the_first_answer_to_the_last() {
    let lines =
        ["perhaps", "why", "silent", "back", "yes in e-mail", "", "don't know", "confirm", "ninety", "4 months"];
    snapshot("asking/answers.txt", &interview(DRAFT, &lines));
}

#[test]
fn no_draft_and_then_one() {
    let profile = "profile: Acme\nas-of: 2026-11-21\n";
    let lines = ["list", "help", "perhaps", "n", "back", "yes", "ask", "ask legal", "ask Jo Miller", "stop"];
    snapshot("asking/draft.txt", &interview(profile, &lines));
}

#[test]
fn a_file_that_is_not_edited() {
    let profile = "\
profile: Acme
as-of: 2026-11-21
facts: &ours
  governance.roadmap-watch: unknown
draft:
  status: partial
  terms: { data.training-excluded: yes }
notes: *ours
";
    snapshot("asking/by-hand.txt", &interview(profile, &["yes", "stop"]));
}

/// What others are to answer says what is known of it, in lines as long as all others.
#[test]
fn a_mail_says_what_is_half_known() {
    let rules = format!(
        "{}fact cost \"Cost\" {{ type money   ask \"What does one hour of an outage cost the business, all its parts \
         and all its customers together, in a bad month?\" }}\n\
         checklist steps \"Steps\" {{ owner it   phase sign   from s\n\
         step plan \"Plan.\" {{ when cost at least EUR 5000 }}\n}}\n",
        crate::laws::write::HEADER
    );
    let rulebook = crate::laws::engine::rulebook(&[rules]).unwrap();
    let profile = "profile: Acme\nas-of: 2026-11-21\ncurrency: EUR\nfacts:\n  cost: 4000..6000\n";
    let (mut interview, _) = Interview::begin(&rulebook, &Source::new("deal.yaml", profile), None).unwrap();
    interview.turn("ask Jo Miller");
    let mail = interview.mail().unwrap();
    assert!(mail.contains("   Known so far: EUR 4k to EUR 6k.\n"), "{mail}");
    let lines = mail.lines().filter(|line| !line.starts_with("Subject: "));
    assert!(lines.clone().all(|line| line.chars().count() <= 88), "{mail}");
    assert!(mail.contains("\n1. What does one hour") && mail.contains("\n   "), "{mail}");
}

/// A small number where the question is about money: perhaps the place of a choice, or
/// thousands. What is said twice, or affirmed, is meant.
#[test]
fn an_amount_that_is_hardly_meant_is_asked_back_once() {
    let rules = format!(
        "{}fact cost \"Cost\" {{ type money   ask \"What does it cost?\" }}\n\
         checklist steps \"Steps\" {{ owner it   phase sign   from s\n\
         step plan \"Plan.\" {{ when cost at least EUR 5 }}\n}}\n",
        crate::laws::write::HEADER
    );
    let rulebook = crate::laws::engine::rulebook(&[rules]).unwrap();
    let source = Source::new("deal.yaml", "profile: Acme\nas-of: 2026-11-21\ncurrency: EUR\n");
    let begin = || Interview::begin(&rulebook, &source, None).unwrap().0;
    for said in ["1 or 2", "900", "1..2", "3 to 5"] {
        for again in ["yes", said] {
            let mut interview = begin();
            let doubted = interview.turn(said);
            assert_eq!((doubted.text, doubted.over), (None, false), "{said}");
            assert!(doubted.says.contains(&format!("Did you mean {said}, in EUR?")), "{}", doubted.says);
            assert!(interview.turn(again).text.is_some(), "{said}, {again}");
        }
    }
    for said in ["EUR 1", "1k", "1000", "0", "0.5M..2M", "1k or 2k"] {
        assert!(begin().turn(said).text.is_some(), "{said}");
    }
}

/// What can be read and not be assessed is not written either.
#[test]
fn an_answer_without_a_rate() {
    let rules = format!(
        "{}fact cost \"Cost\" {{ type money   ask \"What does it cost?\" }}\n\
         checklist steps \"Steps\" {{ owner it   phase sign   from s\n\
         step plan \"Plan.\" {{ when cost at least USD 5 }}\n}}\n",
        crate::laws::write::HEADER
    );
    let rulebook = crate::laws::engine::rulebook(&[rules]).unwrap();
    let source = Source::new("deal.yaml", "profile: Acme\nas-of: 2026-11-21\n");
    let (mut interview, _) = Interview::begin(&rulebook, &source, None).unwrap();
    let refused = interview.turn("EUR 5");
    assert_eq!((refused.text, refused.over), (None, false));
    assert!(refused.says.contains("EUR") && refused.says.ends_with("The answer is not written.\n"), "{}", refused.says);
    let written = interview.turn("USD 4");
    assert_eq!(written.text.as_deref(), Some("profile: Acme\nas-of: 2026-11-21\n\nfacts:\n  cost: USD 4\n"));
    assert!(written.over);
}

#[test]
fn a_profile_with_mistakes_is_not_asked_about() {
    let source = Source::new("deal.yaml", "profile: Acme\n");
    let found = Interview::begin(&rulebook(), &source, None).err().unwrap();
    assert_eq!(found.len(), 1);
}

/// Whoever presses keys at random does no harm, and whatever is written can be read.
#[test]
fn every_turn_leaves_a_profile_that_can_be_read() {
    let rulebook = rulebook();
    let words = ["yes", "no", "back", "don't know", "ask", "ask it", "90 days", "silent", "why", "confirm", "same", ""];
    let mut seed = 7_u64;
    for _ in 0..60 {
        let source = Source::new("deal.yaml", DRAFT);
        let (mut interview, mut turn) = Interview::begin(&rulebook, &source, None).unwrap();
        let mut answered = 0;
        while !turn.over && answered < 40 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            turn = interview.turn(words[(seed >> 33) as usize % words.len()]);
            answered += 1;
            if let Some(text) = &turn.text {
                let (profile, found) = crate::profiles::judged(&rulebook, text);
                assert!(profile.is_some() && found.is_empty(), "{text}");
                assert!(text.contains("# one of five\n") && text.contains("    # Legal reads on.\n"), "{text}");
            }
        }
    }
}
