//! The decision diagrams against brute force over every assignment of cells.

use proptest::prelude::*;
use proviso::logic::{
    Chart, Diagrams, FALSE, Gated, Knowledge, MOST_NODES, Many, Mask, NodeId, Numbering, Possible, Shape, TRUE,
    TooEntangled, Var, World,
};
use proviso::value::CellSet;
use std::ops::Range;

/// Four small variables: 2 · 3 · 4 · 2 = 48 assignments.
const CELLS: [u32; 4] = [2, 3, 4, 2];

type Cells = [u32; 4];

/// A decision list as a person might write it: conditions over variables in any order.
#[derive(Clone, Debug)]
enum Formula {
    Outcome(u16),
    In(usize, CellSet),
    Not(Box<Formula>),
    All(Vec<Formula>),
    Any(Vec<Formula>),
    List(Vec<(Formula, Formula)>, Box<Formula>),
    /// One sub-list for each cell; sub-lists may be fewer than cells and are then repeated.
    ByCell(usize, Vec<Formula>),
}

impl Formula {
    fn value(&self, at: &Cells) -> u16 {
        match self {
            Self::Outcome(leaf) => *leaf,
            Self::In(var, cells) => u16::from(cells.contains(at[*var])),
            Self::Not(inner) => 1 - inner.value(at),
            Self::All(parts) => u16::from(parts.iter().all(|part| part.value(at) == 1)),
            Self::Any(parts) => u16::from(parts.iter().any(|part| part.value(at) == 1)),
            Self::List(guards, otherwise) => {
                let first = guards.iter().find(|(guard, _)| guard.value(at) == 1);
                first.map_or_else(|| otherwise.value(at), |(_, then)| then.value(at))
            }
            Self::ByCell(var, arms) => arms[at[*var] as usize % arms.len()].value(at),
        }
    }

    fn build(&self, diagrams: &mut Diagrams) -> NodeId {
        let built =
            |parts: &[Self], diagrams: &mut Diagrams| parts.iter().map(|part| part.build(diagrams)).collect::<Vec<_>>();
        match self {
            Self::Outcome(leaf) => Diagrams::leaf(*leaf),
            Self::In(var, cells) => diagrams.test(Var(*var as u32), cells).unwrap(),
            Self::Not(inner) => {
                let inner = inner.build(diagrams);
                diagrams.not(inner).unwrap()
            }
            Self::All(parts) => {
                let parts = built(parts, diagrams);
                diagrams.all(&parts).unwrap()
            }
            Self::Any(parts) => {
                let parts = built(parts, diagrams);
                diagrams.any(&parts).unwrap()
            }
            Self::List(guards, otherwise) => {
                let guards: Vec<_> =
                    guards.iter().map(|(guard, then)| (guard.build(diagrams), then.build(diagrams))).collect();
                let otherwise = otherwise.build(diagrams);
                diagrams.list(&guards, otherwise).unwrap()
            }
            Self::ByCell(var, arms) => {
                let arms = built(arms, diagrams).into_iter().enumerate().map(|(at, arm)| {
                    let cells = (0..CELLS[*var]).filter(|cell| *cell as usize % arms.len() == at).collect();
                    (cells, arm)
                });
                let arms = arms.collect();
                diagrams.branch(Var(*var as u32), arms).unwrap()
            }
        }
    }
}

fn cells_of(var: usize) -> impl Strategy<Value = CellSet> {
    prop::collection::vec(0..CELLS[var], 0..4).prop_map(|cells| cells.into_iter().collect())
}

fn condition() -> impl Strategy<Value = Formula> {
    let leaf = prop_oneof![
        1 => (0..2_u16).prop_map(Formula::Outcome),
        9 => (0..CELLS.len()).prop_flat_map(|var| cells_of(var).prop_map(move |cells| Formula::In(var, cells))),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|part| Formula::Not(Box::new(part))),
            prop::collection::vec(inner.clone(), 0..4).prop_map(Formula::All),
            prop::collection::vec(inner.clone(), 0..4).prop_map(Formula::Any),
            (0..CELLS.len(), prop::collection::vec(inner, 1..4)).prop_map(|(var, arms)| Formula::ByCell(var, arms)),
        ]
    })
}

fn list() -> impl Strategy<Value = Formula> {
    let outcome = (0..5_u16).prop_map(Formula::Outcome);
    outcome.prop_recursive(2, 16, 4, |inner| {
        let guards = prop::collection::vec((condition(), inner.clone()), 0..4);
        prop_oneof![
            (guards, inner.clone()).prop_map(|(guards, otherwise)| Formula::List(guards, Box::new(otherwise))),
            (0..CELLS.len(), prop::collection::vec(inner, 1..4)).prop_map(|(var, arms)| Formula::ByCell(var, arms)),
        ]
    })
}

/// What a profile may leave possible: at least one cell of each variable.
fn possible() -> impl Strategy<Value = Possible> {
    let some = |var: usize| prop::collection::vec(0..CELLS[var], 1..4).prop_map(|cells| cells.into_iter().collect());
    (some(0), some(1), some(2), some(3)).prop_map(|(a, b, c, d)| Possible(vec![a, b, c, d]))
}

fn everything() -> Possible {
    Possible(CELLS.map(CellSet::full).to_vec())
}

fn changed(mut at: Cells, var: usize, cell: u32) -> Cells {
    at[var] = cell;
    at
}

fn completions(known: &Possible) -> Vec<Cells> {
    let mut all = vec![[0; 4]];
    for (var, cells) in known.0.iter().enumerate() {
        all = all.into_iter().flat_map(|at| cells.iter().map(move |cell| changed(at, var, cell))).collect();
    }
    all
}

fn outcome(diagrams: &Diagrams, root: NodeId, at: &Cells) -> u16 {
    diagrams.outcome(root, |var| at[var.0 as usize])
}

/// The same function made another way: a choice at each variable, the last one first.
fn from_table(diagrams: &mut Diagrams, value: &dyn Fn(&Cells) -> u16, at: Cells, fixed: usize) -> NodeId {
    let Some(var) = CELLS.len().checked_sub(fixed + 1) else { return Diagrams::leaf(value(&at)) };
    let arm = |cell| (CellSet::single(cell), from_table(diagrams, value, changed(at, var, cell), fixed + 1));
    let arms = (0..CELLS[var]).map(arm).collect();
    diagrams.branch(Var(var as u32), arms).unwrap()
}

fn assert_reduced(diagrams: &Diagrams, root: NodeId) {
    let Shape::Test { var, runs } = diagrams.shape(root) else { return };
    assert!(runs.len() > 1 && runs[0].first == 0);
    assert!(runs.windows(2).all(|pair| pair[0].first < pair[1].first && pair[0].child != pair[1].child));
    assert!(runs[runs.len() - 1].first < diagrams.cells(var));
    for run in runs {
        if let Shape::Test { var: below, .. } = diagrams.shape(run.child) {
            assert!(var < below);
        }
        assert_reduced(diagrams, run.child);
    }
}

/// Variables on which a function depends over the completions, by changing one cell at a time.
fn depends(known: &Possible, value: impl Fn(&Cells) -> u16) -> Vec<Var> {
    let all = completions(known);
    let differs = |at: &Cells, var: usize, cell| value(&changed(*at, var, cell)) != value(at);
    let matters = |var: usize| all.iter().any(|at| known.0[var].iter().any(|cell| differs(at, var, cell)));
    (0..CELLS.len()).filter(|var| matters(*var)).map(|var| Var(var as u32)).collect()
}

/// Many profiles, a lane each.
struct Lanes<'a>(&'a [Possible]);

impl<M: Mask> World<M> for Lanes<'_> {
    fn possible(&self, var: Var, run: Range<u32>) -> M {
        let fits = |profile: &Possible| World::<bool>::possible(profile, var, run.clone());
        let lanes = self.0.iter().enumerate().filter(|(_, profile)| fits(profile));
        lanes.fold(M::NONE, |mask, (at, _)| mask.or(M::lane(at)))
    }
}

fn assert_lanes_agree<M: Mask>(diagrams: &Diagrams, root: NodeId, profiles: &[Possible]) {
    let all = (0..profiles.len()).fold(M::NONE, |mask, at| mask.or(M::lane(at)));
    let reached = diagrams.reach(root, &Lanes(profiles), all);
    for (at, profile) in profiles.iter().enumerate() {
        let alone: Vec<u16> = diagrams.reach(root, profile, true).leaves().collect();
        let lane: Vec<u16> = reached.leaves().filter(|leaf| reached.mask(*leaf).has(at)).collect();
        assert_eq!(alone, lane, "lane {at}");
    }
}

proptest! {
    #[test]
    fn diagrams_agree_with_truth_tables_and_are_canonical(one in list(), two in condition()) {
        let mut diagrams = Diagrams::new(CELLS.to_vec());
        for formula in [&one, &two] {
            let root = formula.build(&mut diagrams);
            for at in completions(&everything()) {
                prop_assert_eq!(outcome(&diagrams, root, &at), formula.value(&at));
            }
            assert_reduced(&diagrams, root);
            prop_assert_eq!(from_table(&mut diagrams, &|at| formula.value(at), [0; 4], 0), root);
            prop_assert_eq!(diagrams.support(root), depends(&everything(), |at| formula.value(at)));
        }
    }

    #[test]
    fn boolean_laws_hold_node_for_node(one in condition(), two in condition()) {
        let mut diagrams = Diagrams::new(CELLS.to_vec());
        let (a, b) = (one.build(&mut diagrams), two.build(&mut diagrams));
        let (not_a, not_b) = (diagrams.not(a).unwrap(), diagrams.not(b).unwrap());
        let both = diagrams.and(a, b).unwrap();
        let neither_not = diagrams.or(not_a, not_b).unwrap();
        prop_assert_eq!(diagrams.not(both).unwrap(), neither_not);
        prop_assert_eq!(diagrams.and(b, a).unwrap(), both);
        prop_assert_eq!(diagrams.not(not_a).unwrap(), a);
        prop_assert_eq!(diagrams.and(a, not_a).unwrap(), FALSE);
        prop_assert_eq!(diagrams.or(a, not_a).unwrap(), TRUE);
        prop_assert_eq!(diagrams.ite(a, b, FALSE).unwrap(), both);
    }

    #[test]
    fn reach_is_exact(formula in list(), known in possible(), var in 0..CELLS.len(), cell in 0..4_u32) {
        let mut diagrams = Diagrams::new(CELLS.to_vec());
        let root = formula.build(&mut diagrams);
        let mut expected: Vec<u16> = completions(&known).iter().map(|at| formula.value(at)).collect();
        expected.sort_unstable();
        expected.dedup();
        let reached = diagrams.reach(root, &known, true);
        prop_assert_eq!(reached.leaves().collect::<Vec<_>>(), expected.clone());
        prop_assert_eq!(reached.only().is_some(), expected.len() == 1);
        prop_assert!(diagrams.reach(root, &known, false).outcomes().is_empty());

        let answer = CellSet::single(cell % CELLS[var]);
        let mut told = known.clone();
        told.0[var] = answer.clone();
        let asked = known.with(Var(var as u32), &answer);
        prop_assert_eq!(diagrams.reach(root, &asked, true), diagrams.reach(root, &told, true));
    }

    #[test]
    fn visited_is_what_some_completion_asks(formula in list(), known in possible()) {
        let mut diagrams = Diagrams::new(CELLS.to_vec());
        let root = formula.build(&mut diagrams);
        let asked = std::cell::RefCell::new(Vec::new());
        for at in completions(&known) {
            diagrams.outcome(root, |var| { asked.borrow_mut().push(var); at[var.0 as usize] });
        }
        let mut asked = asked.into_inner();
        asked.sort_unstable();
        asked.dedup();
        prop_assert_eq!(diagrams.visited(root, &known), asked);
    }

    #[test]
    fn many_lanes_agree_with_one(formula in list(), profiles in prop::collection::vec(possible(), 64)) {
        let mut diagrams = Diagrams::new(CELLS.to_vec());
        let root = formula.build(&mut diagrams);
        assert_lanes_agree::<u64>(&diagrams, root, &profiles);
        let wide: Vec<Possible> = profiles.iter().cycle().take(500).cloned().collect();
        assert_lanes_agree::<Many>(&diagrams, root, &wide);
    }

    #[test]
    fn gates_of_many_charts_let_the_same_through(formulas in prop::collection::vec(list(), 1..6), known in possible()) {
        let mut diagrams = Diagrams::new(CELLS.to_vec());
        let mut numbering = Numbering::default();
        let mut chart = |formula: &Formula| {
            let root = formula.build(&mut diagrams);
            let mut chart = diagrams.chart(root);
            numbering.take(&mut chart);
            chart
        };
        let charts: Vec<Chart> = formulas.iter().map(&mut chart).collect();
        let mut through: Vec<bool> = Vec::new();
        numbering.gates().fill(&known, &mut through);
        let gated = Gated { world: &known, through: &through };
        for chart in charts {
            prop_assert_eq!(chart.reach(&gated, true), chart.reach(&known, true));
        }
    }

    #[test]
    fn restriction_is_canonical(one in list(), two in list(), known in possible()) {
        let mut diagrams = Diagrams::new(CELLS.to_vec());
        let (first, second) = (one.build(&mut diagrams), two.build(&mut diagrams));
        let left = diagrams.restrict(first, &known);
        for at in completions(&known) {
            prop_assert_eq!(outcome(&diagrams, left, &at), one.value(&at));
        }
        assert_reduced(&diagrams, left);
        prop_assert!(diagrams.size(left) <= diagrams.size(first));
        prop_assert_eq!(diagrams.restrict(left, &known), left);
        let needed = depends(&known, |at| one.value(at));
        prop_assert_eq!(diagrams.support(left), needed.clone());
        prop_assert_eq!(diagrams.depends_on(first, &known), needed);

        // `second` where something is impossible, `first` elsewhere: agrees on every completion.
        let tests: Vec<NodeId> = (0..4).map(|var| diagrams.test(Var(var), &known.0[var as usize]).unwrap()).collect();
        let inside = diagrams.all(&tests).unwrap();
        let mixed = diagrams.ite(inside, first, second).unwrap();
        prop_assert_eq!(diagrams.restrict(mixed, &known), left);
        let agree = completions(&known).iter().all(|at| one.value(at) == two.value(at));
        prop_assert_eq!(diagrams.restrict(second, &known) == left, agree);
    }
}

/// "x1 is y1 and x2 is y2 and …". With every x before every y a diagram must remember all x.
fn vectors_equal(
    diagrams: &mut Diagrams,
    pairs: u32,
    pair_at: impl Fn(u32) -> (Var, Var),
) -> Result<NodeId, TooEntangled> {
    let yes = CellSet::single(1);
    let mut all = TRUE;
    for pair in 0..pairs {
        let (x, y) = pair_at(pair);
        let (x, y) = (diagrams.test(x, &yes)?, diagrams.test(y, &yes)?);
        let not_y = diagrams.not(y)?;
        let same = diagrams.ite(x, y, not_y)?;
        all = diagrams.and(all, same)?;
    }
    diagrams.fitting(all)
}

#[test]
fn entangled_conditions_are_refused_and_named() {
    let pairs = 40;
    let mut diagrams = Diagrams::new(vec![2; 80]);
    let ask = |diagrams: &mut Diagrams| {
        diagrams.begin_list();
        vectors_equal(diagrams, pairs, |pair| (Var(pair), Var(pair + pairs))).unwrap_err()
    };
    let refused = ask(&mut diagrams);
    assert!(refused.vars.len() > 10 && refused.vars.is_sorted(), "{refused:?}");
    assert_eq!(ask(&mut diagrams), refused, "a list is judged apart from those before it");

    // The same question with each x beside its y is easy.
    diagrams.begin_list();
    let fits = vectors_equal(&mut diagrams, pairs, |pair| (Var(2 * pair), Var(2 * pair + 1))).unwrap();
    assert_eq!(diagrams.size(fits), 3 * pairs as usize);
}

#[test]
fn the_longest_list_needs_no_deep_stack() {
    let most = u32::try_from(MOST_NODES).unwrap();
    let long = move |vars: u32| {
        let mut diagrams = Diagrams::new(vec![2; vars as usize]);
        diagrams.begin_list();
        let yes = CellSet::single(1);
        let tests: Vec<NodeId> = (0..vars).map(|var| diagrams.test(Var(var), &yes).unwrap()).collect();
        let any = diagrams.any(&tests).unwrap();
        let guards: Vec<_> = tests.into_iter().map(|test| (test, Diagrams::leaf(7))).collect();
        let list = diagrams.list(&guards, Diagrams::leaf(9))?;
        assert_eq!(diagrams.ite(any, Diagrams::leaf(7), Diagrams::leaf(9)).unwrap(), list);
        let all = Possible(vec![]);
        assert_eq!(diagrams.reach(list, &all, true).leaves().collect::<Vec<_>>(), [7, 9]);
        assert_eq!(diagrams.restrict(list, &all), list);
        Ok::<usize, TooEntangled>(diagrams.size(list))
    };
    let run = move || (long(most), long(most + 1));
    let (fits, refused) = std::thread::Builder::new().stack_size(256 * 1024).spawn(run).unwrap().join().unwrap();
    assert_eq!(fits, Ok(MOST_NODES));
    assert_eq!(refused.unwrap_err().vars.len(), MOST_NODES + 1);
}
