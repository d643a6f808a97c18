//! Defines, parameters, figures and standards must not rest on themselves; nor may rules
//! need themselves first.

use crate::source::Place;

use super::super::Resolvable;
use super::super::condition::{Condition, DefineId, NameId};
use super::super::mistakes;
use super::super::vocabulary::{Role, Silence};
use super::Builder;

/// So many defines may rest on one another; what explains a finding follows the chain.
const LONGEST_CHAIN: usize = 256;

/// What a walk along edges comes upon.
pub(super) enum Met {
    /// Nodes that lead to one another, from the first back to itself.
    Circle(Vec<usize>),
    /// A node of which all that it leads to is done, and how far it lies from where the
    /// walk began.
    Done { node: usize, depth: usize },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    Open,
    Done,
}

/// Walks from every node along all edges: every circle is met once, and each node after
/// those it leads to.
pub(super) fn walk(edges: &[Vec<usize>]) -> Vec<Met> {
    let mut met = Vec::new();
    let mut marks = vec![Mark::New; edges.len()];
    for start in 0..edges.len() {
        // A stack of nodes and how many of their edges have been followed: circles of
        // thousands of names must not exhaust the real stack.
        let mut path: Vec<(usize, usize)> = Vec::new();
        if marks.get(start) == Some(&Mark::New) {
            path.push((start, 0));
        }
        while let Some((node, followed)) = path.last_mut() {
            let node = *node;
            if let Some(mark) = marks.get_mut(node) {
                *mark = Mark::Open;
            }
            match edges.get(node).and_then(|edges| edges.get(*followed)).copied() {
                Some(next) => {
                    *followed += 1;
                    match marks.get(next) {
                        Some(Mark::New) => path.push((next, 0)),
                        Some(Mark::Done) | None => {}
                        Some(Mark::Open) => {
                            let from = path.iter().position(|(node, _)| *node == next).unwrap_or(0);
                            met.push(Met::Circle(path.iter().skip(from).map(|(node, _)| *node).collect()));
                        }
                    }
                }
                None => {
                    met.push(Met::Done { node, depth: path.len() });
                    if let Some(mark) = marks.get_mut(node) {
                        *mark = Mark::Done;
                    }
                    path.pop();
                }
            }
        }
    }
    met
}

impl Builder {
    /// Reports every circle once, by the names on it, and notes an order in which each
    /// name comes after those it rests on. Nodes are defines first, then names.
    pub(super) fn cycles(&mut self) {
        let defines = self.book.defines.len();
        let mut too_long = false;
        for met in walk(&self.edges()) {
            match met {
                Met::Circle(circle) => {
                    let circle: Vec<(String, Place)> = circle.into_iter().map(|node| self.node_name(node)).collect();
                    self.report(mistakes::circle(&circle));
                }
                Met::Done { node, depth } => {
                    if depth > LONGEST_CHAIN && !too_long {
                        too_long = true;
                        let (name, place) = self.node_name(node);
                        self.report(mistakes::long_chain(place, &name, LONGEST_CHAIN));
                    }
                    self.book.resolution.push(match node.checked_sub(defines) {
                        None => Resolvable::Define(DefineId(node)),
                        Some(name) => Resolvable::Name(NameId(name)),
                    });
                }
            }
        }
    }

    fn node_name(&self, node: usize) -> (String, Place) {
        let defines = self.book.defines.len();
        match self.book.defines.get(node) {
            Some(define) => (define.id.clone(), define.place.clone()),
            None => {
                let name = self.book.name(NameId(node - defines));
                (name.id.clone(), name.place.clone())
            }
        }
    }

    fn edges(&self) -> Vec<Vec<usize>> {
        let defines = self.book.defines.len();
        let of = |conditions: &[&Condition]| {
            let mut edges = Vec::new();
            for condition in conditions {
                condition.defines(&mut |DefineId(define)| edges.push(define));
                condition.comparisons(&mut |comparison| {
                    edges.push(defines + comparison.left.0);
                    edges.extend(comparison.right_names().into_iter().map(|name| defines + name.0));
                });
            }
            edges.sort_unstable();
            edges.dedup();
            edges
        };
        let of_defines = self.book.defines.iter().map(|define| of(&[&define.condition]));
        let of_names = self.book.names.iter().map(|name| {
            if let Some(figure) = name.figure() {
                let conditions: Vec<&Condition> = figure.value.arms.iter().map(|(condition, _)| condition).collect();
                let mut edges = of(&conditions);
                edges.extend(figure.names().into_iter().map(|name| defines + name.0));
                edges.sort_unstable();
                edges.dedup();
                return edges;
            }
            let cited = match &name.role {
                Role::Parameter(cited) => Some(cited),
                Role::Term(term) => term
                    .standard
                    .as_ref()
                    .filter(|standard| !standard.value.arms.is_empty() || matches!(term.silence, Silence::Standard)),
                Role::Fact | Role::Figure(_) => None,
            };
            let conditions: Vec<&Condition> =
                cited.iter().flat_map(|cited| cited.value.arms.iter().map(|(condition, _)| condition)).collect();
            of(&conditions)
        });
        of_defines.chain(of_names).collect()
    }
}
