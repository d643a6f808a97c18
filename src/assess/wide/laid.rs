//! A rule, laid out: its lists as charts whose ends say what they stand for.

use std::cell::RefCell;
use std::collections::HashMap;

use smallvec::{SmallVec, smallvec};

use crate::assess::finding::Outcome;
use crate::assess::lists;
use crate::logic::conditions::Conditions;
use crate::logic::{Chart, Lanes, Mask, NodeId, Numbering, Partly, TooEntangled, Var, World};
use crate::rulebook::advice::{Advice, Severity};

/// A rule, laid out.
pub(super) struct Laid {
    pub(super) list: Track<Outcome>,
    /// The list where somebody says that the rule has been seen to, if that makes a
    /// difference.
    pub(super) ticked: Option<Track<Outcome>>,
    /// How bad it is, highest first.
    pub(super) severity: Track<Severity>,
}

/// A list, and what its ends stand for.
pub(super) struct Track<T> {
    pub(super) chart: Chart,
    /// What the leaves of the chart stand for, in the order of ends, each with the place of
    /// its leaf; some stand for the same.
    ends: Vec<(T, usize)>,
    /// Where it compares names with one another, the variables that tell what comparisons
    /// rule out together.
    compared: Vec<Var>,
    /// What they left of the ends for profiles that leave these cells possible.
    left: RefCell<HashMap<Bits, SmallVec<[T; 8]>>>,
}

/// The cells that a profile leaves possible of some variables.
type Bits = SmallVec<[u64; 2]>;

/// So many different profiles are remembered of a list that compares names.
const MOST_LEFT: usize = 1_024;

/// The profiles that can come to more than one end.
pub(super) fn several<T, M: Mask>(ends: &[(T, M)]) -> M {
    let (mut any, mut several) = (M::NONE, M::NONE);
    for (_, mask) in ends {
        several = several.or(any.and(*mask));
        any = any.or(*mask);
    }
    several
}

impl Laid {
    pub(super) fn new(
        conditions: &mut Conditions<'_>,
        numbering: &mut Numbering,
        advice: &Advice,
    ) -> Result<Self, TooEntangled> {
        let list = lists::list_of(conditions, false, advice)?;
        let ticked = lists::list_of(conditions, true, advice)?;
        conditions.diagrams.begin_list();
        let severity = conditions.guarded(&advice.severity)?;
        let outcome = |leaf| (lists::outcome(leaf), lists::outcome(leaf));
        // The highest first: the other way round from the order of severities.
        let grade = |arm| {
            let severity = *advice.severity.value(usize::from(arm));
            (std::cmp::Reverse(severity), severity)
        };
        Ok(Self {
            list: Track::new(conditions, numbering, list, outcome),
            ticked: (ticked != list).then(|| Track::new(conditions, numbering, ticked, outcome)),
            severity: Track::new(conditions, numbering, severity, grade),
        })
    }
}

impl<T: Copy + PartialEq> Track<T> {
    /// `end` is what a leaf stands for, after its place in the order of ends.
    fn new<O: Ord>(
        conditions: &Conditions<'_>,
        numbering: &mut Numbering,
        list: NodeId,
        end: impl Fn(u16) -> (O, T),
    ) -> Self {
        let mut chart = conditions.diagrams.chart(list);
        numbering.take(&mut chart);
        let told = chart.leaves().iter().enumerate().map(|(place, leaf)| (end(*leaf), place));
        let mut told: Vec<((O, T), usize)> = told.collect();
        told.sort_by(|(one, _), (other, _)| one.0.cmp(&other.0));
        let ends = told.into_iter().map(|((_, end), place)| (end, place)).collect();
        Self { compared: conditions.compared(&chart), left: RefCell::default(), chart, ends }
    }

    /// The ends that profiles of `start` can come to, in order, each with those profiles.
    /// `room` keeps who came past where.
    pub(super) fn reach<M: Mask>(&self, world: &impl World<M>, start: M, room: &mut Vec<M>, into: &mut Vec<(T, M)>) {
        into.clear();
        let reached = self.chart.reach_each(world, start, room);
        for (end, place) in &self.ends {
            let Some(mask) = reached.get(*place).filter(|mask| !mask.is_none()) else { continue };
            match into.last_mut() {
                Some((last, all)) if last == end => *all = all.or(*mask),
                _ => into.push((*end, *mask)),
            }
        }
    }

    /// Takes from each profile the ends that comparisons of names rule out together.
    pub(super) fn rule_out<M: Mask>(&self, conditions: &Conditions<'_>, lanes: &Lanes<M>, into: &mut Vec<(T, M)>) {
        if self.compared.is_empty() || into.len() < 2 {
            return;
        }
        let several = several(into);
        let words = lanes.cells(&self.compared).div_ceil(64);
        let mut keys: Vec<Bits> = vec![smallvec![0; words]; M::LANES];
        lanes.bits(several, &self.compared, |bit, mask| {
            let (word, bit) = (bit / 64, 1 << (bit % 64));
            mask.each(|lane| {
                if let Some(word) = keys.get_mut(lane).and_then(|key| key.get_mut(word)) {
                    *word |= bit;
                }
            });
        });
        let mut left = self.left.borrow_mut();
        several.each(|lane| {
            if left.len() >= MOST_LEFT {
                left.clear();
            }
            let Some(key) = keys.get_mut(lane).map(std::mem::take) else { return };
            let ends = left.entry(key).or_insert_with(|| {
                let known = Partly(self.compared.iter().map(|var| (*var, lanes.of(lane, *var))).collect());
                let standing = conditions.outcomes(&self.chart, &known);
                let stands =
                    |place: &usize| self.chart.leaves().get(*place).is_some_and(|leaf| standing.contains(leaf));
                self.ends.iter().filter(|(_, place)| stands(place)).map(|(end, _)| *end).collect()
            });
            let fallen = into.iter_mut().filter(|(end, _)| !ends.contains(end));
            fallen.for_each(|(_, mask)| *mask = mask.without(M::lane(lane)));
        });
        into.retain(|(_, mask)| !mask.is_none());
    }
}
