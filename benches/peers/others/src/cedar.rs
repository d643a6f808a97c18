//! Cedar: a policy for each end of a rule but the last. One request asks all of them; those
//! that permit it are its reasons.

use cedar_policy::{
    Authorizer, Context, Entities, EntityUid, Policy, PolicyId, PolicySet, Request, RestrictedExpression,
};
use made::time::fastest;

use crate::{Tried, Work};
use made::spelled::Words;

pub fn tried(work: &Work) -> Tried {
    let words = Words { and: " && ", or: " || ", not: "!", name: "context.f" };
    let mut set = PolicySet::new();
    let mut lasts = Vec::new();
    for (at, rule) in work.book.rules.iter().enumerate() {
        lasts.push(rule.list().1 as u8);
        for (condition, end) in words.apart(rule) {
            let text = format!("permit(principal, action, resource) when {{ {condition} }};");
            let policy = Policy::parse(Some(PolicyId::new(format!("{at} {end}"))), text).expect("a policy");
            set.add(policy).expect("another name for each");
        }
    }
    let anybody: EntityUid = "Deal::\"one\"".parse().expect("an entity");
    let request = |row: &Vec<i64>| {
        let facts = row.iter().enumerate();
        let facts = facts.map(|(name, value)| (format!("f{name}"), RestrictedExpression::new_long(*value)));
        let context = Context::from_pairs(facts).expect("facts");
        Request::new(anybody.clone(), anybody.clone(), anybody.clone(), context, None).expect("a request")
    };
    let requests: Vec<Request> = work.rows.iter().map(request).collect();
    let (authorizer, entities) = (Authorizer::new(), Entities::empty());
    let mut responses = Vec::with_capacity(requests.len());
    let seconds = fastest(|| {
        responses.clear();
        responses.extend(requests.iter().map(|request| authorizer.is_authorized(request, &set, &entities)));
    });
    let mut answers = Vec::new();
    for response in &responses {
        assert_eq!(response.diagnostics().errors().count(), 0);
        let mut ends = lasts.clone();
        for reason in response.diagnostics().reason() {
            let reason: &str = reason.as_ref();
            let (rule, end) = reason.split_once(' ').expect("a rule and its end");
            ends[rule.parse::<usize>().expect("a rule")] = end.parse().expect("an end");
        }
        answers.extend(ends);
    }
    Tried { seconds, answers: answers }
}
