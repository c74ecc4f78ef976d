//! What stands behind a system, over all levels: its parts, what they use and are made of, and who supplies each.

use super::{
    Id, Kind, Record, View,
    gate::Near,
    kinds::{
        component, data_set, model,
        shared::Level,
        supplier,
        system::{self, Tier},
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// How deep the tree is walked.
const DEEPEST: usize = 8;

/// One thing behind a system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Branch {
    /// 0 for what the system itself names.
    pub depth: usize,
    pub id: Id,
}

/// The tree behind a system, each thing with its own branches where it comes first.
pub fn tree(near: &dyn Near, system: &Record) -> Vec<Branch> {
    let mut all = Vec::new();
    walk(near, system, 0, &mut all);
    all
}

/// Everything behind a system, each once, in the order of ids.
pub fn everything(near: &dyn Near, system: &Record) -> Vec<Id> {
    let mut all: BTreeSet<Id> = BTreeSet::new();
    let mut open = next(system);
    while let Some(id) = open.pop() {
        if all.contains(&id) {
            continue;
        }
        let Some(record) = near.record(id).filter(|r| !r.hidden) else { continue };
        all.insert(id);
        open.extend(next(&record));
    }
    all.into_iter().collect()
}

fn walk(near: &dyn Near, of: &Record, depth: usize, all: &mut Vec<Branch>) {
    for id in next(of) {
        let Some(record) = near.record(id).filter(|r| !r.hidden) else { continue };
        let known = all.iter().any(|b| b.id == id);
        all.push(Branch { depth, id });
        if !known && depth < DEEPEST {
            walk(near, &record, depth + 1, all);
        }
    }
}

/// What a record rests on directly, suppliers last.
fn next(of: &Record) -> Vec<Id> {
    let fields: &[usize] = match of.id.kind {
        Kind::System => &[system::PARTS, system::SUPPLIERS],
        Kind::Component => &[component::USES, component::SUPPLIER],
        Kind::Model => &[model::BASED_ON, model::DATA, model::SUPPLIER],
        Kind::DataSet => &[data_set::MADE_FROM, data_set::SUPPLIER],
        Kind::Supplier => &[supplier::THROUGH],
        _ => &[],
    };
    let mut ids: Vec<Id> = Vec::new();
    for id in fields.iter().flat_map(|f| of.refs(*f).iter().copied().chain(of.one(*f))) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// How closely a supplier is watched: 1 is the closest, 4 the loosest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Closeness(pub u8);

/// Tier by class of the system and by how critical the part is, both from low to critical. A proposal of ours.
const TABLE: [[u8; 4]; 4] = [[4, 4, 3, 3], [4, 3, 3, 2], [3, 2, 2, 1], [3, 2, 1, 1]];

impl Closeness {
    /// After how many months the supplier is reviewed again.
    pub fn months(self) -> i8 {
        match self.0 {
            1 => 6,
            2 => 12,
            3 => 24,
            _ => 36,
        }
    }
    /// How deep the review goes.
    pub fn depth(self) -> &'static str {
        match self.0 {
            1 => "interview, proof seen, test of the service, exit tried on paper",
            2 => "interview or questionnaire with proof",
            3 => "questionnaire, notices read",
            _ => "terms read, use allowed or not",
        }
    }
}

/// The tier of a supplier: the closest over all systems that it stands behind. A class that is not known counts as
/// high; a part of which nobody said how critical it is counts as much as its system.
pub fn closeness(view: View, of: &Record) -> Option<Closeness> {
    let reached = system::reached(view, &[of.id]);
    let systems = reached.iter().filter(|id| id.kind == Kind::System).filter_map(|id| view.records.live(*id));
    let tiers = systems.flat_map(|s| at(view, s)).filter(|(supplier, _)| *supplier == of.id);
    tiers.map(|(_, tier)| tier).min()
}

/// The tiers of all suppliers that stand behind a system in use.
pub fn all_closeness(view: View) -> BTreeMap<Id, Closeness> {
    let mut all: BTreeMap<Id, Closeness> = BTreeMap::new();
    for (supplier, tier) in view.records.all(Kind::System).flat_map(|s| at(view, s)) {
        all.entry(supplier).and_modify(|known| *known = tier.min(*known)).or_insert(tier);
    }
    all
}

/// The suppliers behind a system that is in use, each with the tier that it has for that system alone.
fn at(view: View, system: &Record) -> Vec<(Id, Closeness)> {
    if super::progress::is_over(system) {
        return Vec::new();
    }
    let behind = everything(&view, system);
    // How critical is what a supplier gives to the system.
    let mut weights: BTreeMap<Id, usize> = BTreeMap::new();
    for part in behind.iter().filter(|id| id.kind == Kind::Component).filter_map(|id| view.records.live(*id)) {
        if let (Some(supplier), Some(level)) = (part.one(component::SUPPLIER), Level::of(part, component::WEIGHT)) {
            let weight = weights.entry(supplier).or_default();
            *weight = (*weight).max(level as usize);
        }
    }
    let class = class(system);
    let tier = |id: Id| Closeness(TABLE[class][weights.get(&id).copied().unwrap_or(class)]);
    behind.into_iter().filter(|id| id.kind == Kind::Supplier).map(|id| (id, tier(id))).collect()
}

fn class(system: &Record) -> usize {
    Tier::of(system, system::TIER).map_or(Tier::High as usize, |tier| tier as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Records, Value};
    use jiff::civil::date;

    fn rec(id: &str) -> Record {
        Record::new(id.parse().unwrap())
    }
    fn refs(ids: &str) -> Value {
        Value::refs(ids.split(' ').map(|id| id.parse().unwrap()))
    }
    fn one(id: &str) -> Value {
        Value::Ref(id.parse().unwrap())
    }

    fn chain() -> Records {
        let mut records = Records::default();
        records.put([
            rec("S-1").with(system::PARTS, refs("CO-1 M-1")).with(system::TIER, Tier::High.value()),
            rec("CO-1").with(component::USES, refs("CO-2")).with(component::SUPPLIER, one("SU-1")),
            rec("CO-2").with(component::SUPPLIER, one("SU-2")).with(component::WEIGHT, Level::Low.value()),
            rec("M-1").with(model::DATA, refs("DS-1")).with(model::SUPPLIER, one("SU-1")),
            rec("DS-1").with(data_set::SUPPLIER, one("SU-3")),
            rec("SU-1").with(supplier::THROUGH, refs("SU-4")),
            rec("SU-2"),
            rec("SU-3"),
            rec("SU-4").with(supplier::THROUGH, refs("SU-1")),
        ]);
        records
    }

    #[test]
    fn the_chain_goes_over_all_levels_and_ends_in_a_ring() {
        let records = chain();
        let view = View { records: &records, today: date(2026, 11, 26) };
        let tree = tree(&view, records.get("S-1".parse().unwrap()).unwrap());
        let told: Vec<String> = tree.iter().map(|b| format!("{}{}", " ".repeat(b.depth), b.id)).collect();
        let wanted =
            ["CO-01", " CO-02", "  SU-02", " SU-01", "  SU-04", "   SU-01", "M-01", " DS-01", "  SU-03", " SU-01"];
        assert_eq!(told, wanted);
    }

    #[test]
    fn the_tier_is_class_of_the_system_by_weight_of_the_part_over_all_levels() {
        let mut records = chain();
        let tier = |records: &Records, id: &str| {
            let view = View { records, today: date(2026, 11, 26) };
            closeness(view, records.get(id.parse().unwrap()).unwrap()).map(|c| c.0)
        };
        assert_eq!(tier(&records, "SU-2"), Some(3), "high class, part of low weight");
        assert_eq!(tier(&records, "SU-1"), Some(2), "nobody said how critical: as its system");
        assert_eq!(tier(&records, "SU-4"), Some(2), "behind another supplier");
        let critical =
            rec("CO-2").with(component::SUPPLIER, one("SU-2")).with(component::WEIGHT, Level::Critical.value());
        records.put([critical]);
        assert_eq!(tier(&records, "SU-2"), Some(1));
        records.put([rec("S-1").with(system::STATE, system::State::Retired.value())]);
        assert_eq!(tier(&records, "SU-2"), None, "it serves nothing that runs");
        assert_eq!([1, 2, 3, 4].map(|n| Closeness(n).months()), [6, 12, 24, 36]);
    }

    #[test]
    fn the_tiers_of_all_suppliers_at_once_are_those_of_each() {
        let mut records = chain();
        records.put([
            rec("S-2").with(system::PARTS, refs("CO-2")).with(system::SUPPLIERS, refs("SU-4")),
            rec("S-3").with(system::SUPPLIERS, refs("SU-3")).with(system::STATE, system::State::Retired.value()),
        ]);
        let view = View { records: &records, today: date(2026, 11, 26) };
        let each = view.records.all(Kind::Supplier).filter_map(|s| Some((s.id, closeness(view, s)?)));
        let all = all_closeness(view);
        assert_eq!(all, each.collect());
        assert_eq!(all.values().map(|c| c.0).collect::<Vec<_>>(), [2, 3, 2, 2]);
    }
}
