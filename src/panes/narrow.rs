//! Choosing the pilot that is worked on alone: one AI system, or one unit with its systems. Kept for this person in this
//! file; the records stay as they are.

use crate::{
    domain::{Id, Kind, kinds::scope_item, progress},
    ui::{
        AfterChoice, Effect, World,
        place::{Menu, MenuRow},
        world::FOCUS,
    },
};

/// Asks which; the whole stands first.
pub fn menu(world: &World) -> Menu {
    let mut rows = vec![MenuRow { label: "the whole AIMS".into(), ..MenuRow::default() }];
    let row =
        |id: Id, detail: String| MenuRow { label: world.records.name(id), detail, id: Some(id), ..MenuRow::default() };
    let systems = world.records.all(Kind::System).filter(|s| !progress::is_over(s));
    rows.extend(systems.map(|s| row(s.id, "AI system".into())));
    let units = world.records.all(Kind::ScopeItem).filter(|s| !scope_item::is_activity(s));
    rows.extend(units.map(|s| {
        let count = s.refs(scope_item::SYSTEMS).len();
        row(s.id, format!("{}, {count} systems", world.view().cell(s, scope_item::TYPE)))
    }));
    let now = world.focus().map(|f| f.of);
    let at = rows.iter().position(|r| r.id == now).unwrap_or(0);
    let title = "Work on what alone? Registers, checks and readiness show only that, and what is about no system.";
    Menu { at, ..Menu::list(title, rows, AfterChoice::Narrow) }
}

/// The chosen one is kept; the first row gives the whole back.
pub fn chosen(of: Option<Id>, world: &World) -> Vec<Effect> {
    let said = match of {
        Some(id) => format!("{} alone from now on; the same key leads back to the whole", world.records.called(id)),
        None => "the whole AIMS again".into(),
    };
    vec![Effect::Keep(FOCUS.into(), of.map_or(String::new(), |id| id.to_string())), Effect::Say(said)]
}
