//! All rules as they stand, kept from step to step: after a change only what it touched is asked again.
//!
//! What a rule asks of the touched records alone is asked at once. A rule that has to look at everything again is owed,
//! and asked when there is time for it; until then it stands as it stood.
//!
//! Ids and counts are kept, no sentences; those are made for the few spots that are shown.

use super::{CHECKS, Check, Reads, Silenced, Spot};
use crate::domain::{Id, Kind, Records, View};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Touched records beyond which every rule is asked anew.
const MANY: usize = 2_000;

/// The spots of one rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleSpots {
    /// The records, each with how often it is a spot.
    ids: BTreeMap<Id, usize>,
    count: usize,
    /// The spots themselves, of a rule that looks at several records together.
    spots: Vec<Spot>,
}

impl RuleSpots {
    fn add(&mut self, id: Id, spots: usize) {
        *self.ids.entry(id).or_default() += spots;
        self.count += spots;
    }
    fn remove(&mut self, id: Id) {
        self.count -= self.ids.remove(&id).unwrap_or(0);
    }
    /// How many spots there are.
    pub fn count(&self) -> usize {
        self.count
    }
}

/// Every rule with its spots.
#[derive(Debug, PartialEq, Eq)]
pub struct RulesStanding {
    day: Date,
    /// In the order of [`CHECKS`].
    hits: Vec<RuleSpots>,
    /// Sets of rules, and how many records each set names, each record once.
    groups: Vec<(Vec<usize>, usize)>,
    /// Rules that are still to be asked of everything.
    owed: BTreeSet<usize>,
    /// Every rule has been asked once.
    is_whole: bool,
}

impl RulesStanding {
    /// Every rule is owed. Records are counted for these sets of rules.
    pub fn begun(view: View, groups: &[Vec<&str>]) -> RulesStanding {
        let at = |rule: &&str| CHECKS.iter().position(|c| c.id == *rule);
        RulesStanding {
            day: view.today,
            hits: vec![RuleSpots::default(); CHECKS.len()],
            groups: groups.iter().map(|rules| (rules.iter().filter_map(at).collect(), 0)).collect(),
            owed: (0..CHECKS.len()).collect(),
            is_whole: false,
        }
    }

    /// Asks so many of the rules that are owed.
    pub fn go_on(&mut self, view: View, rules: usize) {
        if self.owed.is_empty() {
            return;
        }
        let silenced = Silenced::of(view);
        for _ in 0..rules {
            let Some(i) = self.owed.pop_first() else { break };
            let hits = ask(&CHECKS[i], view, &silenced);
            let old = std::mem::replace(&mut self.hits[i], hits);
            let (new, groups) = (&self.hits[i].ids, self.groups_of(i));
            let left: Vec<Id> = old.ids.keys().filter(|id| !new.contains_key(id)).copied().collect();
            let came: Vec<Id> = new.keys().filter(|id| !old.ids.contains_key(id)).copied().collect();
            left.into_iter().for_each(|id| self.recount(i, &groups, id, false));
            came.into_iter().for_each(|id| self.recount(i, &groups, id, true));
        }
        self.is_whole |= self.owed.is_empty();
    }
    /// Whether rules are still to be asked.
    pub fn owes(&self) -> bool {
        !self.owed.is_empty()
    }
    /// Whether every rule has been asked, if not since the last change.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Takes in a step that touched these records, or another day, which changes everything that can be late.
    pub fn follow(&mut self, view: View, touched: &[Id]) {
        if self.day != view.today || touched.len() > MANY {
            self.day = view.today;
            self.owed = (0..CHECKS.len()).collect();
            return;
        }
        let method = touched.iter().any(|id| matches!(id.kind, Kind::Method | Kind::Silence));
        let has = |kinds: &[Kind]| touched.iter().any(|id| kinds.contains(&id.kind));
        // Rules that are asked of the touched records alone.
        let mut alone: Vec<usize> = Vec::new();
        for (i, check) in CHECKS.iter().enumerate() {
            let (whole, own) = match check.reads {
                Reads::Own(kind) => (method, has(&[kind])),
                Reads::Each(kind, others) => (method || has(others), has(&[kind])),
                Reads::Whole(kinds) => (has(kinds), false),
            };
            if whole {
                self.owed.insert(i);
            } else if own && !self.owed.contains(&i) {
                alone.push(i);
            }
        }
        if alone.is_empty() {
            return;
        }
        let silenced = Silenced::of(view);
        let some = excerpt(view.records, touched);
        let part = View { records: &some, today: view.today };
        let asked = alone.into_iter().map(|i| {
            let near = around(CHECKS[i].reads, view.records, touched);
            let part = near.as_ref().map_or(part, |near| View { records: near, ..part });
            (i, ask(&CHECKS[i], part, &silenced))
        });
        for (i, hits) in asked.collect::<Vec<_>>() {
            let groups = self.groups_of(i);
            for id in touched {
                let had = self.hits[i].ids.contains_key(id);
                self.hits[i].remove(*id);
                let has = hits.ids.get(id).inspect(|n| self.hits[i].add(*id, **n)).is_some();
                if had != has {
                    self.recount(i, &groups, *id, has);
                }
            }
        }
    }

    /// The sets that a rule is in.
    fn groups_of(&self, rule: usize) -> Vec<usize> {
        (0..self.groups.len()).filter(|at| self.groups[*at].0.contains(&rule)).collect()
    }
    /// A rule of these sets names a record now, or no longer: who is named by another of the set stays counted.
    fn recount(&mut self, rule: usize, groups: &[usize], id: Id, named: bool) {
        for at in groups {
            let (rules, count) = &mut self.groups[*at];
            if !rules.iter().any(|r| *r != rule && self.hits[*r].ids.contains_key(&id)) {
                *count = if named { *count + 1 } else { count.saturating_sub(1) };
            }
        }
    }

    /// The rules of which another one says something else.
    #[cfg(test)]
    pub fn unlike(&self, other: &RulesStanding) -> Vec<&'static str> {
        let both = self.hits.iter().zip(&other.hits);
        CHECKS.iter().zip(both).filter(|(_, (a, b))| a != b).map(|(check, _)| check.id).collect()
    }

    /// Rules that are not met: blockers first, then in the order of the table.
    pub fn unmet(&self) -> Vec<(&'static Check, &RuleSpots)> {
        let mut unmet: Vec<_> = CHECKS.iter().zip(&self.hits).filter(|(_, hits)| hits.count > 0).collect();
        unmet.sort_by_key(|(check, _)| check.severity);
        unmet
    }

    /// How many records a set of rules names that was given to [`RulesStanding::begun`], and the first of them.
    pub fn group(&self, at: usize, most: usize) -> (usize, Vec<Id>) {
        let (rules, count) = &self.groups[at];
        let mut first: Vec<Id> = rules.iter().flat_map(|r| self.hits[*r].ids.keys().take(most).copied()).collect();
        first.sort_unstable();
        first.dedup();
        first.truncate(most);
        (*count, first)
    }

    /// The spots of these records in a set of rules, as sentences, in the order of [`RulesStanding::unmet`].
    pub fn spots(&self, view: View, at: usize, ids: &[Id]) -> Vec<Spot> {
        let some = excerpt(view.records, ids);
        let part = View { records: &some, today: view.today };
        let silenced = Silenced::of(view);
        let rules = &self.groups[at].0;
        let of = self.unmet().into_iter().filter(|(check, _)| rules.iter().any(|r| CHECKS[*r].id == check.id));
        of.flat_map(|(check, hits)| match check.reads {
            Reads::Own(_) => silenced.heard(check.id, (check.find)(part)),
            Reads::Each(..) => {
                let near = around(check.reads, view.records, ids).unwrap_or_default();
                silenced.heard(check.id, (check.find)(View { records: &near, ..view }))
            }
            Reads::Whole(_) => hits.spots.iter().filter(|s| ids.contains(&s.id)).cloned().collect(),
        })
        .collect()
    }
}

fn ask(check: &Check, view: View, silenced: &Silenced) -> RuleSpots {
    let mut hits = RuleSpots::default();
    let spots = silenced.heard(check.id, (check.find)(view));
    spots.iter().for_each(|spot| hits.add(spot.id, 1));
    if matches!(check.reads, Reads::Whole(_)) {
        hits.spots = spots;
    }
    hits
}

/// Those of these records that a rule asks one by one, with the others that it looks at for each; nothing for other rules.
fn around(reads: Reads, records: &Records, ids: &[Id]) -> Option<Records> {
    let Reads::Each(kind, others) = reads else { return None };
    let asked: Vec<Id> = ids.iter().copied().filter(|id| id.kind == kind).collect();
    let pointing =
        |id: &Id| others.iter().flat_map(|other| records.of_kind_pointing_at(*id, *other)).collect::<Vec<_>>();
    let mut all: BTreeSet<Id> = asked.iter().flat_map(pointing).chain(asked.iter().copied()).collect();
    let mut next: Vec<Id> = all.iter().copied().collect();
    while let Some(id) = next.pop() {
        let above = records.get(id).into_iter().flat_map(|r| r.links()).map(|(_, to)| to);
        next.extend(above.filter(|to| others.contains(&to.kind) && all.insert(*to)));
    }
    let mut some = Records::default();
    some.put(all.iter().filter_map(|id| records.get(*id)).cloned());
    Some(some)
}

/// These records alone, and the risk method.
fn excerpt(records: &Records, ids: &[Id]) -> Records {
    let mut some = Records::default();
    let method = records.all(Kind::Method).filter(|r| !ids.contains(&r.id));
    some.put(ids.iter().filter_map(|id| records.get(*id)).chain(method).cloned());
    some
}
