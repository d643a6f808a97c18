//! `allow` and `treat`: what a pack says about findings of `check`.

use crate::diagnostic::{Code, Level, nearest};
use crate::source::{Source, Spanned};
use crate::syntax::tree::PropertyValue;

use super::super::allowance::{Allowance, Treatment};
use super::super::mistakes;
use super::texts::plain;
use super::{Builder, Found, PackTree};

const LEVELS: [(&str, Option<Level>); 3] =
    [("error", Some(Level::Error)), ("warning", Some(Level::Warning)), ("off", None)];

impl Builder {
    pub(super) fn allowances(&mut self, packs: &[PackTree], declarations: &[Found<'_>]) {
        for found in declarations {
            for found in found.with_inner() {
                for property in &found.declaration.properties {
                    match &property.value {
                        PropertyValue::Allow { code, because } => {
                            if let Some(code) = self.code(found, code) {
                                self.book.allowances.push(Allowance {
                                    code,
                                    because: plain(because),
                                    within: found.whole(),
                                    place: found.at(property.span),
                                });
                            }
                        }
                        PropertyValue::Treat { code, level } => {
                            let code = self.code(found, code);
                            let level = self.word(&LEVELS, level, found.at(level.span));
                            let files: Vec<Source> = packs
                                .get(found.pack)
                                .map(|pack| pack.files.iter().map(|file| file.source.clone()).collect())
                                .unwrap_or_default();
                            if let (Some(code), Some(level)) = (code, level) {
                                self.book.treatments.push(Treatment { code, level, files });
                            }
                        }
                        _ => {}
                    }
                }
            }
        }
    }

    fn code(&mut self, found: Found<'_>, name: &Spanned<String>) -> Option<Code> {
        let known = Code::find(&name.node).filter(|code| code.is_about_rules());
        if known.is_none() {
            let all = Code::ALL.iter().filter(|code| code.is_about_rules()).map(|code| code.as_str());
            let near = nearest(&name.node, all);
            self.report(mistakes::unknown_code(found.at(name.span), &name.node, near));
        }
        known
    }
}
