//! Words of lists in the middle of sentences.

use super::deal::Deal;

/// What decides whether to mind, where it stands in a sentence.
fn because(of: &str, asked: &str, given: &str) -> String {
    let rules = format!(
        "pack house \"House\" {{\n version \"1\"\n vendor \"Acme\"\n owners it \"IT\"\n phases prepare\n documents contract\n}}\n\
         source guide \"A guide\" {{ kind advisory   as-of 2026-01-01 }}\n\
         fact level \"Level\" {{ type {of}   ask \"Which?\"   owner it }}\n\
         lever use \"Use\" {{ when level {asked}   play \"Play.\"   owner it   from guide \"One\" }}\n"
    );
    let profile = format!("profile: Deal\nas-of: 2026-11-21\npacks: [house]\nfacts: {{ level: {given} }}\n");
    let report = Deal::new(&[("house/house.proviso", &rules)], &profile).negotiation_plan();
    let (_, because) = report.split_once("*You have it because of:* Level: ").unwrap_or_else(|| panic!("{report}"));
    because.split(" `profile:").next().unwrap().to_owned()
}

#[test]
fn levels_of_a_scale_begin_small() {
    let of = "scale low \"Low\" < high \"Business-critical\" < top \"So high that it hurts\"";
    assert_eq!(because(of, "at least high", "high"), "Business-critical (at least business-critical)");
    assert_eq!(because(of, "is not low", "top"), "So high that it hurts (not low)");
    assert_eq!(
        because(of, "is not one of [low, high]", "top"),
        "So high that it hurts (none of low and business-critical)"
    );
    assert_eq!(because(of, "between low and high", "low"), "Low (between low and business-critical)");
}

#[test]
fn names_keep_their_capitals() {
    let plans = "scale basic \"Basic\" < standard \"Standard\" < direct \"Professional Direct\" < unified \"Unified\"";
    assert_eq!(because(plans, "at least standard", "standard"), "Standard (at least Standard)");
    let papers = "scale none \"None\" < ea \"EA\" < mca \"MCA\"";
    assert_eq!(because(papers, "at most ea", "none"), "None (at most EA)");
    let grades = "scale a \"A\" < b \"B\" < c \"C\"";
    assert_eq!(because(grades, "at least b", "c"), "C (at least B)");
    let clouds = "one of azure \"Azure\", google \"Google\", own \"Own data centre\"";
    assert_eq!(because(clouds, "is not azure", "google"), "Google (not Azure)");
}
