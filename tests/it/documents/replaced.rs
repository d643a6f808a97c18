//! Templates that someone replaced, and what is said about mistakes in them.

use std::collections::BTreeMap;

use proviso::diagnostic::{Diagnostic, Style, render};
use proviso::report::{Templates, documents, html};

use super::deal::Deal;

const HOUSE: &str = include_str!("house.proviso");

fn deal() -> Deal {
    let profile = "profile: Secret Bank\nas-of: 2026-11-21\npacks: [house]\nfacts: { company: { motto: classified } }\n\
                   draft: { status: reviewed, terms: { notice: 5 days } }\n";
    Deal::new(&[("house/house.proviso", HOUSE)], profile)
}

fn templates(name: &str, text: &str) -> Result<Templates, Vec<Diagnostic>> {
    Templates::new(BTreeMap::from([(name.to_owned(), text.to_owned())]))
}

/// What is said about a gap report with this template.
fn complaint(text: &str) -> String {
    let found = match templates("gap-report.md", text) {
        Err(found) => found,
        Ok(templates) => documents(&deal().view(), &templates).unwrap_err(),
    };
    let shown = render(&found, Style { colour: false, width: 100 });
    assert!(!shown.contains("classified") && !shown.contains("Secret"), "the profile shows:\n{shown}");
    shown
}

#[test]
fn a_template_can_be_replaced() {
    let text = "{{ company }}: {{ verdict.word }}\n{% for risk in risks %}{{ risk.title }}{% endfor %}\n";
    let made = documents(&deal().view(), &templates("gap-report.md", text).unwrap()).unwrap();
    assert_eq!(made.gap_report, "Secret Bank: Not ready to sign.\nTerms \\*can\\* move\n");
    let page = html("T", "x\n", &templates("style.css", "p { color: red }").unwrap()).unwrap();
    assert!(page.contains("p { color: red }"));
    let page = html("<T>", "*x*\n", &templates("page.html", "<t>{{ title }}</t>{{ body }}").unwrap()).unwrap();
    assert_eq!(page, "<t>&lt;T&gt;</t><p><em>x</em></p>\n");
}

#[test]
fn a_name_that_is_not_there() {
    assert_eq!(
        complaint("# {{ company }}\n{% for risk in risks %}\n{{ risk.sevrity }}\n{% endfor %}\n"),
        "\
error[unknown-name]: the document has no `sevrity` here
 --> gap-report.md:3:4
  |
3 | {{ risk.sevrity }}
  |    ^^^^^^^^^^^^ not given to this template
  = help: did you mean `severity`?
  = help: the built-in template of the same name uses everything there is
"
    );
}

#[test]
fn a_text_that_is_no_template() {
    let shown = complaint("# {{ company }}\n{% if first %}\nnever closed\n");
    assert!(shown.starts_with("error[syntax]: this template cannot be read\n --> gap-report.md:"), "{shown}");
    assert!(shown.contains("`{% if … %}` … `{% endif %}`"), "{shown}");
}

#[test]
fn what_has_no_words() {
    let flag = complaint("{% for one in levers %}{{ one.play }}{% endfor %}{{ first }}\n");
    assert!(flag.contains("`first` cannot be printed as it is"), "{flag}");
    let none =
        complaint("{% for risk in risks %}{% for row in risk.rows %}{{ row.walk_away }}{% endfor %}{% endfor %}\n");
    assert!(none.contains("`walk_away` cannot be printed as it is"), "{none}");
    assert!(complaint("{{ 1 == 1 }}").contains("this is a flag"));
    let part = complaint("{% for risk in risks %}{{ risk.title }}{{ verdict.word.x }}{% endfor %}\n");
    assert!(part.contains("the document has no `x` here"), "{part}");
}

#[test]
fn a_template_without_end() {
    let shown =
        complaint("{% for a in range(9999) %}{% for b in range(9999) %}{% set c = a * b %}{% endfor %}{% endfor %}");
    assert!(shown.contains("does not come to an end"), "{shown}");
    let shown = complaint("{% include 'gap-report.md' %}");
    assert!(shown.starts_with("error["), "{shown}");
    assert!(complaint("{% include '../../etc/passwd' %}").contains("includes one that there is not"));
    assert!(complaint("{{ company|shout }}").contains("a filter, test or function that there is not"));
}

#[test]
fn all_files_that_are_no_templates_are_named() {
    let files = ["checklst.md", "logo.png"].map(|name| (name.to_owned(), String::new()));
    let found = Templates::new(BTreeMap::from(files)).unwrap_err();
    let shown: Vec<(String, String)> = found.into_iter().map(|found| (found.message, found.help.join("; "))).collect();
    let names = "the templates are `gap-report.md`, `checklist.md`, `negotiation-plan.md`, `briefing.md`, `issues-list.md`, `questions.md`, `index.md`, `comparison.md`, `portfolio.md`, `rule-change.md`, `ledger.md`, `explanation.md`, `handbook.md`, `overview.md`, `rule.md`, `service.md`, `phrases.md`, `claim.md`, `page.html`, `style.css`";
    assert_eq!(
        shown,
        [
            ("no template is called `checklst.md`".to_owned(), format!("did you mean `checklist.md`?; {names}")),
            ("no template is called `logo.png`".to_owned(), names.to_owned()),
        ]
    );
}
