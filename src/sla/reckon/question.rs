//! One question without a log: what a known downtime of a month comes to.

use std::collections::BTreeSet;

use crate::sla::agreement::Agreement;
use crate::sla::calendar::Month;
use crate::sla::credit::Fees;
use crate::sla::log::LevelId;
use crate::sla::{Length, Overflow, Uptime};

use super::readings::{Measured, base, in_order, standing};
use super::{Case, Terms, deadline};

/// What is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// The month: the period that begins in it.
    pub month: Month,
    /// The downtime that counts.
    pub down: Length,
    /// What was paid.
    pub fees: Fees,
    /// For how long the resources were deployed.
    pub running: Option<Length>,
    /// Kinds of the resource, by their ids.
    pub kinds: BTreeSet<String>,
}

/// What a question comes to under a level. The last day to claim is that of an incident on
/// the first day, which is safe for all others.
///
/// # Errors
/// Figures or days do not fit, or the agreements have no such level.
pub fn answer(question: &Question, agreements: &[Agreement], id: LevelId, terms: &Terms) -> Result<Case, Overflow> {
    let (agreement, level) = id.of(agreements).ok_or(Overflow)?;
    let bounds = terms.calendar.named(level.period, question.month)?;
    let (base, assumed) = base(level, &bounds, question.running);
    let measured = Measured {
        resource: String::new(),
        members: Vec::new(),
        uptime: Uptime::new(base, question.down).ok_or(Overflow)?,
        assumed,
        beyond: question.down > base,
        fees: vec![question.fees.clone()],
        kinds: question.kinds.iter().cloned().collect(),
    };
    let readings = in_order(measured.readings(level, &bounds, &terms.buying)?);
    let standing = standing(level, std::iter::once(&measured), &readings)?;
    Ok(Case {
        level: id,
        deadline: deadline(agreement, level, &bounds, &terms.calendar, std::iter::empty())?,
        bounds,
        resources: Vec::new(),
        counted: Vec::new(),
        of_attempts: false,
        excluded: Vec::new(),
        elsewhere: Vec::new(),
        downtime: Vec::new(),
        left_out: Length::ZERO,
        readings,
        standing,
    })
}
