//! The why beside the what, for every kind alike: what it is for, who decided it, what came of it.

use crate::{
    domain::{Id, Kind, Record, effect, kinds::decision},
    framework,
    ui::World,
};

/// One of the three, and where it leads.
pub struct Why {
    pub label: &'static str,
    pub text: String,
    pub at: Id,
}

/// Intent, decision and effect, as far as they are known.
pub fn told(world: &World, record: &Record) -> Vec<Why> {
    if matches!(record.id.kind, Kind::Person | Kind::Organisation | Kind::Answer | Kind::Interview | Kind::Sighting) {
        return Vec::new();
    }
    let view = world.view();
    let mut all = Vec::new();
    let purposes = effect::purposes(view, record);
    let asked = purposes.iter().find_map(|id| Some((*id, framework::by_id(*id)?.statement)));
    match (asked, purposes.first()) {
        (Some((at, statement)), _) => all.push(Why { label: "Intent", text: format!("{at}: {statement}"), at }),
        (None, Some(at)) => all.push(Why { label: "Intent", text: super::names(world, &purposes), at: *at }),
        (None, None) => {}
    }
    let decision = effect::decision(view, record);
    all.extend(decision.map(|d| Why { label: "Decision", text: decided(world, d), at: d.id }));
    let effect = effect::told(view, record, !world.hide_verdicts);
    if !effect.is_empty() {
        all.push(Why { label: "Effect", text: effect.join("; "), at: record.id });
    }
    all
}

fn decided(world: &World, decision: &Record) -> String {
    let by = decision.one(decision::BY).map_or(String::new(), |id| format!(", {}", world.records.name(id)));
    let day = decision.period(decision::DECIDED).map_or(String::new(), |day| format!(", {day}"));
    let why = decision.text(decision::REASON).trim();
    let why = if why.is_empty() { String::new() } else { format!(": {}", why.replace('\n', "; ")) };
    format!("{}{by}{day}{why}", world.records.in_full(decision.id))
}
