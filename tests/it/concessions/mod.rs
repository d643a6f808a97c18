//! What to give, trade and hold: stories of single deals, and laws for any.

mod agreed;
mod generate;
mod laws;
mod stories;

use proviso::assess::concessions::{Concessions, concessions};

use crate::documents::deal::Deal;

const HEAD: &str = r#"
pack deal "Deal" {
    version   "1"
    vendor    "Acme"
    owners    legal "Legal", it "IT"
    approvers cfo "CFO", cio "CIO"
    phases    prepare "Prepare" < negotiate "Negotiate"
    documents e-mail < contract
    year-ends 30 June
}
source guide "Guide" { kind advisory   as-of 2026-01-01 }
risk deal "The deal" { severity medium   owner legal   phase negotiate   from guide   pitfall "It goes wrong." }
"#;

/// A deal under these rules, with what the profile says besides its head.
fn deal(rules: &str, profile: &str) -> Deal {
    let rules = format!("{HEAD}{rules}");
    Deal::new(&[("deal.proviso", &rules)], &format!("profile: P\nas-of: 2026-11-21\n{profile}"))
}

fn found(deal: &Deal) -> Concessions {
    concessions(&deal.rulebook, &deal.assessment)
}

/// The id of a rule without its pack.
fn id(deal: &Deal, advice: proviso::rulebook::advice::AdviceId) -> &str {
    deal.rulebook.advice[advice.0].id.split_once('/').unwrap().1
}
