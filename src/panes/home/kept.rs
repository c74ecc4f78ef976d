//! What Home keeps from change to change, so that it counts again only what a step touched.

use super::{
    facts::{HomeFacts, Where, where_it_stands},
    steps,
};
use crate::{
    domain::{Id, Kind, checks::RulesStanding, sorted::Sorted},
    panes::asking::is_large,
    ui::World,
};

/// What is kept while records change, so that Home counts again only what a step touched.
#[derive(Default)]
pub struct KeptCounts {
    pub(super) old: Option<HomeFacts>,
    pub(super) standing: Option<RulesStanding>,
    pub(super) findings: Option<Sorted<Where>>,
    pub(super) steps: steps::KeptSteps,
    pub(super) touched: Vec<Id>,
}

impl KeptCounts {
    /// Facts that were true until these records were touched.
    pub fn touch(&mut self, old: Option<HomeFacts>, touched: &[Id]) {
        self.old = old.or(self.old.take());
        self.touched.extend(touched);
    }
    /// What was counted before, if none of these kinds was touched since.
    pub(super) fn reuse<T>(&mut self, part: fn(&mut HomeFacts) -> &mut Option<T>, kinds: &[Kind]) -> Option<T> {
        let known = part(self.old.as_mut()?).take();
        known.filter(|_| !self.touched.iter().any(|id| kinds.contains(&id.kind)))
    }
    /// Whether rules are still to be asked.
    pub fn owes(&self) -> bool {
        self.standing.as_ref().is_some_and(RulesStanding::owes)
    }
    /// Asks so many of them; whether that was the last.
    pub fn go_on(&mut self, world: &World, rules: usize) -> bool {
        let Some(standing) = self.standing.as_mut().filter(|s| s.owes()) else { return false };
        standing.go_on(world.view(), rules);
        !standing.owes()
    }
    /// Brings the rules and the findings up to today. In a large file the rules that look at everything wait for
    /// [`KeptCounts::go_on`].
    pub(super) fn follow(&mut self, world: &World, complete: bool) {
        let view = world.view();
        self.standing = match self.standing.take().filter(|_| complete) {
            Some(mut standing) => {
                standing.follow(view, &self.touched);
                Some(standing)
            }
            None => complete.then(|| RulesStanding::begun(view, &steps::groups())),
        };
        if !is_large(world) {
            self.go_on(world, usize::MAX);
        }
        self.findings = match self.findings.take().filter(|_| self.old.is_some() && complete) {
            Some(mut findings) => {
                findings.follow(view, &self.touched, where_it_stands);
                Some(findings)
            }
            None => Some(Sorted::of(view, Kind::Finding, where_it_stands)),
        };
    }
}
