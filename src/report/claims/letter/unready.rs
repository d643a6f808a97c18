//! What stands in the way of sending a letter.

use crate::sla::log::LeftOut;

use super::Writer;

impl Writer<'_> {
    /// Lines of the log that could not be read and may bear on the claim, and figures that
    /// cannot be right.
    pub(super) fn unready(&self) -> Vec<String> {
        let Some((log, _)) = self.told.log else { return Vec::new() };
        let names = self.names();
        let lines = log.left_out.iter().filter(|line| self.bears(line, &names)).map(|line| {
            let line = self.told.line(line.span);
            format!("line {line} of the log could not be read; mend it, and write this letter anew")
        });
        let beyond = self.case.claimed().is_some_and(|claimed| claimed.parts.iter().any(|part| part.beyond));
        let beyond = beyond.then(|| "the downtime is longer than the running time; look at both in the log".to_owned());
        lines.chain(beyond).collect()
    }

    /// Whether a line may tell of what is claimed: of its time, and of its resource or, where
    /// the level counts all resources together, of any of them.
    fn bears(&self, line: &LeftOut, names: &[&str]) -> bool {
        let case = self.case;
        let levels = || line.levels.iter().filter_map(|id| id.of(self.told.agreements));
        let same_level = line.levels.is_empty() || line.levels.contains(&case.level);
        // An incident is claimed under one level of its service, so another level bears too.
        let same_service = line.levels.is_empty() || levels().any(|(_, level)| level.service == self.level.service);
        let is_hit = line.resource.as_deref().is_none_or(|resource| names.contains(&resource));
        let together = !self.level.scope.is_single();
        line.may_be_in(&case.bounds.stretch) && (is_hit && same_service || together && same_level)
    }
}
