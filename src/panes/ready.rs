//! Ready-made proposals of a kind: several are ticked and become records in one step.

use crate::{
    domain::Kind,
    framework,
    ui::{
        AfterChoice, Effect, Place, World,
        place::{Menu, Row},
    },
};

/// Asks which proposals of a kind are taken.
pub fn ask(kind: Kind) -> Effect {
    let rows: Vec<Row> = framework::ready(kind)
        .iter()
        .map(|r| Row { label: r.title.to_string(), detail: r.detail.to_string(), ..Row::default() })
        .collect();
    if rows.is_empty() {
        return Effect::Say(format!("there are no ready-made {}", kind.spec().plural));
    }
    let title = "Proposals of ours, not the standard's. Space ticks several, Enter takes them.";
    Effect::Go(Place::Menu(Menu { many: true, ..Menu::list(title, rows, AfterChoice::Ready(kind)) }))
}

/// The chosen proposals become records; a single one is opened.
pub fn picked(kind: Kind, rows: &[usize], world: &World) -> Vec<Effect> {
    let first = world.records.next_id(kind);
    match framework::from_ready(&world.view(), kind, rows, world.now) {
        Ok(change) => {
            let single = change.edits.len() == 1;
            let said = format!("{}; u takes it back", change.label);
            let mut effects = vec![Effect::Save(change), Effect::Say(said)];
            effects.extend(single.then_some(Effect::Go(Place::Record(first))));
            effects
        }
        Err(why) => vec![Effect::Say(why)],
    }
}
