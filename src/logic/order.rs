//! Comparisons of names with one another: whether values in given stretches of their
//! order can satisfy them all, and if so which.
//!
//! Exact for every type: where values are dense (numbers, percentages, amounts) there is
//! always one more between two; where they are counted (lengths of time in milliseconds,
//! days, levels) there may not be.

use rust_decimal::Decimal;

use crate::value::Relation;

/// An end of a stretch: where it is, and whether it belongs to the stretch.
pub(crate) type End = Option<(Decimal, bool)>;

/// Neighbouring values of one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stretch {
    /// From one end to the other; no end is no limit.
    Line(End, End),
    /// `unlimited`, `never`: above all others.
    Top,
}

/// What holds between two values: one of the relations, or that they differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Held {
    Is(Relation),
    Differs,
}

/// How far apart two different values are at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// As little as one likes.
    Dense,
    /// So much.
    Of(Decimal),
}

/// A value found: a number, or the top.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Point {
    At(Decimal),
    Top,
}

/// A number and so many steps too small to tell above it.
type Low = (Decimal, u32);

/// Values, one in a stretch of each name, between which everything in `held` holds;
/// nothing where there are none, and `None` in the error where the choices outrun `steps`.
pub(crate) fn satisfy(
    choices: &[Vec<Stretch>],
    held: &[(usize, Held, usize)],
    step: Step,
    steps: &mut usize,
) -> Result<Option<Vec<Point>>, OutOfSteps> {
    let mut chosen: Vec<usize> = vec![0; choices.len()];
    if choices.iter().any(Vec::is_empty) {
        return Ok(None);
    }
    loop {
        let stretches: Vec<Stretch> =
            choices.iter().zip(&chosen).filter_map(|(all, at)| all.get(*at).copied()).collect();
        if let Some(points) = in_stretches(&stretches, held, step, steps)? {
            return Ok(Some(points));
        }
        // The next combination, as the digits of a number.
        let mut digits = chosen.iter_mut().zip(choices);
        loop {
            let Some((at, all)) = digits.next() else { return Ok(None) };
            *at += 1;
            if *at < all.len() {
                break;
            }
            *at = 0;
        }
    }
}

/// The search took longer than it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OutOfSteps;

fn in_stretches(
    stretches: &[Stretch],
    held: &[(usize, Held, usize)],
    step: Step,
    steps: &mut usize,
) -> Result<Option<Vec<Point>>, OutOfSteps> {
    let mut edges: Vec<(usize, usize, bool)> = Vec::new();
    let mut differ: Vec<(usize, usize)> = Vec::new();
    for (left, held, right) in held {
        let top = |at: &usize| stretches.get(*at) == Some(&Stretch::Top);
        match (top(left), top(right)) {
            (false, false) => match held {
                Held::Is(Relation::Is) => edges.extend([(*left, *right, false), (*right, *left, false)]),
                Held::Is(Relation::AtMost) => edges.push((*left, *right, false)),
                Held::Is(Relation::Below) => edges.push((*left, *right, true)),
                Held::Is(Relation::AtLeast) => edges.push((*right, *left, false)),
                Held::Is(Relation::Above) => edges.push((*right, *left, true)),
                Held::Differs => differ.push((*left, *right)),
            },
            (left_top, right_top) if !holds_at_top(*held, left_top, right_top) => return Ok(None),
            _ => {}
        }
    }
    // Two that differ are one above the other, or the other way about.
    let ways = 1_u32.checked_shl(u32::try_from(differ.len()).unwrap_or(u32::MAX)).filter(|_| differ.len() < 16);
    let ways = ways.ok_or(OutOfSteps)?;
    for way in 0..ways {
        *steps = steps.checked_sub(1).ok_or(OutOfSteps)?;
        let mut all = edges.clone();
        for (bit, (one, two)) in differ.iter().enumerate() {
            all.push(if way >> bit & 1 == 0 { (*one, *two, true) } else { (*two, *one, true) });
        }
        if let Some(points) = least(stretches, &all, step) {
            return Ok(Some(points));
        }
    }
    Ok(None)
}

/// Whether a relation holds where at least one side is the top.
fn holds_at_top(held: Held, left_top: bool, right_top: bool) -> bool {
    let equal = left_top && right_top;
    match held {
        Held::Is(Relation::Is) => equal,
        Held::Is(Relation::AtLeast) => left_top,
        Held::Is(Relation::AtMost) => right_top,
        Held::Is(Relation::Above) => left_top && !right_top,
        Held::Is(Relation::Below) => right_top && !left_top,
        Held::Differs => !equal,
    }
}

/// The least values in the stretches along the edges (from, to, strictly); nothing where
/// there are none.
fn least(stretches: &[Stretch], edges: &[(usize, usize, bool)], step: Step) -> Option<Vec<Point>> {
    let floor = far_below(stretches, step);
    let mut lows: Vec<Option<Low>> = stretches
        .iter()
        .map(|stretch| match stretch {
            Stretch::Top => None,
            Stretch::Line(None, _) => Some((floor, 0)),
            Stretch::Line(Some((low, true)), _) => Some((*low, 0)),
            Stretch::Line(Some((low, false)), _) => Some(after((*low, 0), step)),
        })
        .collect();
    // Along a path without circles each value is raised at most once for each name.
    let mut rounds = stretches.len() + 1;
    loop {
        let mut raised = false;
        for (from, to, strictly) in edges {
            let (Some(Some(low)), Some(Some(above))) = (lows.get(*from).copied(), lows.get(*to).copied()) else {
                continue;
            };
            let least = if *strictly { after(low, step) } else { low };
            if least > above {
                if let Some(slot) = lows.get_mut(*to) {
                    *slot = Some(least);
                }
                raised = true;
            }
        }
        if !raised {
            break;
        }
        rounds = rounds.checked_sub(1)?;
    }
    let within = stretches.iter().zip(&lows).all(|(stretch, low)| match (stretch, low) {
        (Stretch::Line(_, Some((high, own))), Some((at, beyond))) => at < high || at == high && *own && *beyond == 0,
        _ => true,
    });
    within.then(|| points(stretches, &lows))
}

fn after((at, beyond): Low, step: Step) -> Low {
    match step {
        Step::Dense => (at, beyond + 1),
        Step::Of(step) => (at.checked_add(step).unwrap_or(Decimal::MAX), 0),
    }
}

/// Far enough below every limit that all names find their place in between.
fn far_below(stretches: &[Stretch], step: Step) -> Decimal {
    let room = Decimal::from(stretches.len() + 1);
    let room = match step {
        Step::Dense => room,
        Step::Of(step) => room.checked_mul(step).unwrap_or(room),
    };
    let least = ends(stretches).min().unwrap_or(Decimal::ZERO);
    least.checked_sub(room).unwrap_or(Decimal::MIN)
}

fn ends(stretches: &[Stretch]) -> impl Iterator<Item = Decimal> + '_ {
    stretches
        .iter()
        .flat_map(|stretch| match stretch {
            Stretch::Top => [None, None],
            Stretch::Line(low, high) => [low.map(|(low, _)| low), high.map(|(high, _)| high)],
        })
        .flatten()
}

/// Steps too small to tell as numbers: small enough to pass nothing that stands above.
fn points(stretches: &[Stretch], lows: &[Option<Low>]) -> Vec<Point> {
    let most = lows.iter().flatten().map(|(_, beyond)| *beyond).max().unwrap_or(0);
    let mut marks: Vec<Decimal> = ends(stretches).chain(lows.iter().flatten().map(|(at, _)| *at)).collect();
    marks.sort();
    marks.dedup();
    let gaps = marks.iter().zip(marks.iter().skip(1)).filter_map(|(low, high)| high.checked_sub(*low));
    let gap = gaps.min().unwrap_or(Decimal::ONE).min(Decimal::ONE);
    let small = gap.checked_div(Decimal::from(most + 1)).unwrap_or(gap);
    let point = |low: &Option<Low>| match low {
        None => Point::Top,
        Some((at, beyond)) => {
            let more = small.checked_mul(Decimal::from(*beyond)).unwrap_or_default();
            Point::At(at.checked_add(more).unwrap_or(*at))
        }
    };
    lows.iter().map(point).collect()
}
