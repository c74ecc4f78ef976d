//! What else the scope reaches: processes, units, sites, and AI work that is no system (clause 4.3).

use super::{
    prelude::*,
    system,
    system::{SCOPES, Scope},
};
use std::collections::BTreeSet;

choices! {
    Type TYPES {
        Process = choice("process", "process", 'p'),
        Unit = choice("unit", "unit", 'u').alias(&["department", "team", "business unit"]),
        Site = choice("site", "site", 's').alias(&["location"]),
        Activity = choice("activity", "AI activity without a system", 'a').alias(&["activity", "research", "advice", "procurement"]),
    }
}
choices! {
    /// When something is taken on.
    Wave WAVES {
        Pilot = choice("pilot", "pilot", 'p'),
        Now = choice("now", "now", 'n').alias(&["current"]),
        Next = choice("next", "next", 'x'),
        Later = choice("later", "later", 'l'),
    }
}

fields! {
    NAME = Field::line("name", "Name").column(28).alias(&["title", "process", "unit", "activity"]),
    TYPE = Field::choice("type", "Type", TYPES).column(14).alias(&["kind"]),
    SCOPE = Field::choice("scope", "In scope", SCOPES).column(9).head("Scope").alias(&["in scope"]),
    WAVE = Field::choice("wave", "Wave", WAVES).column(6).alias(&["phase"]),
    WEIGHT = Field::choice("criticality", "How critical", LEVEL_WORDS).column(8).head("Critical").alias(&["criticality", "importance"]),
    OWNER = Field::one("owner", "Owner", &[Kind::Person]).column(12).alias(&["responsible"]),
    SYSTEMS = Field::many("systems", "AI systems", &[Kind::System]).column(10).alias(&["systems", "ai system"]),
    EFFORT = Field::derived("effort", "Effort", 26, Derived { show: effort, rank: |v, r| -(weigh(v, &r.refs(SYSTEMS).iter().copied().collect()).open as i64) }),
    REASON = Field::line("reason", "Reason if out of scope").alias(&["reason", "justification"]),
    PART_OF = Field::one("part_of", "Part of", &[Kind::ScopeItem]).alias(&["parent"]),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks", "description"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::ScopeItem,
    prefix: "SC",
    table: "scope_item",
    name: "scope item",
    plural: "scope items",
    help: "Processes, units, sites and AI work without a system: in scope, out with a reason, or undecided.",
    fields: FIELDS,
    title: NAME,
    owner: Some(OWNER),
    state: Some(SCOPE),
    starts: &[(SCOPE, StartValue::Word(Scope::Undecided as u8))],
    presets: &[
        Preset {
            name: "processes and units",
            holds: |s| !is_activity(s),
            counted: Counting::Named,
            starts: &[(TYPE, StartValue::Word(Type::Process as u8))],
        },
        Preset {
            name: "AI activities without a system",
            holds: is_activity,
            counted: Counting::Named,
            starts: &[(TYPE, StartValue::Word(Type::Activity as u8))],
        },
    ],
    follows: &[Follow { after: SCOPE, word: Scope::Out as u8, then: REASON }],
    compared: true,
    imports: Some('k'),
    sections: &[Section::new("Why out of scope", REASON), Section::new("More", PART_OF)],
    keeps: Some(NOTES),
    clause: "4.3",
    ..Spec::BASE
};

/// AI work that is no system.
pub fn is_activity(item: &Record) -> bool {
    Type::of(item, TYPE) == Some(Type::Activity)
}

/// What systems in the scope ask for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    pub systems: usize,
    /// Open risks, actions and duties, and what is still to settle.
    pub open: usize,
    pub owners: usize,
}

/// Weighs systems: what is open at them, and how many people answer for it.
pub fn weigh(view: View, systems: &BTreeSet<Id>) -> Effort {
    let mut effort = Effort { systems: systems.len(), ..Effort::default() };
    let mut owners = BTreeSet::new();
    for system in systems.iter().filter_map(|id| view.records.live(*id)) {
        effort.open += system::unsettled(system).len();
        owners.extend(system.one(system::OWNER));
        for (at, _) in view.records.pointing_at(system.id) {
            let counts = matches!(at.id.kind, Kind::Risk | Kind::Action | Kind::Obligation) && !progress::is_done(at);
            effort.open += usize::from(counts);
            owners.extend(at.id.kind.spec().owner.filter(|_| counts).and_then(|owner| at.one(owner)));
        }
    }
    effort.owners = owners.len();
    effort
}

fn effort(view: View, item: &Record) -> String {
    let effort = weigh(view, &item.refs(SYSTEMS).iter().copied().collect());
    match effort.systems {
        0 => String::new(),
        n => format!("{n} systems, {} open, {} owners", effort.open, effort.owners),
    }
}
