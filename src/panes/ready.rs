//! Ready-made proposals of a kind: several are ticked and become records in one step.

use crate::{
    domain::{Kind, day},
    framework,
    ui::{
        AfterChoice, AfterText, Effect, Place, World,
        place::{Menu, MenuRow, Prompt},
    },
};
use jiff::civil::Date;

/// Asks which proposals of a kind are taken.
pub fn ask(kind: Kind) -> Effect {
    let rows: Vec<MenuRow> = framework::ready(kind)
        .iter()
        .map(|r| MenuRow { label: r.title.to_string(), detail: r.detail.to_string(), ..MenuRow::default() })
        .collect();
    if rows.is_empty() {
        return Effect::Say(format!("there are no ready-made {}", kind.spec().plural));
    }
    let title = "Proposals of ours, not the standard's. Space ticks several, Enter takes them.";
    Effect::Go(Place::Menu(Menu { many: true, ..Menu::list(title, rows, AfterChoice::Ready(kind)) }))
}

/// The chosen proposals become records; of a plan it is asked first when it starts.
pub fn picked(kind: Kind, rows: &[usize], world: &World) -> Vec<Effect> {
    if framework::is_dated(kind, rows) {
        let help = "A day: its steps follow one another, each for the weeks that it usually takes at least. Enter alone \
                    leaves the days open.";
        return vec![Effect::Go(Prompt::ask("When does the plan start?", help, AfterText::StartPlan(rows.to_vec())))];
    }
    made(kind, rows, None, world)
}

/// The day on which the chosen plans start was typed; the error is a sentence and the prompt stays.
pub fn started(rows: &[usize], text: &str, world: &World) -> Result<Vec<Effect>, String> {
    let start = match text.trim() {
        "" => None,
        text => Some(day::read(text, world.now.date()).map_err(|why| day::refused(text, &why))?),
    };
    Ok(made(Kind::PlanItem, rows, start, world))
}

/// A single record is opened.
fn made(kind: Kind, rows: &[usize], start: Option<Date>, world: &World) -> Vec<Effect> {
    let first = world.records.next_id(kind);
    match framework::from_ready(&world.view(), kind, rows, world.now, start) {
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
