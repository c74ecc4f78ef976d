//! Deciding about records: which kind of decision, who decides, why, and until when; one step makes all of it.

use super::{answering, people};
use crate::{
    domain::{
        Change, Field, Id, Kind, Value,
        kinds::{
            decision::{TYPES, Type},
            person,
        },
        value::join_ids,
        workflow::decision::{self, DecisionDraft},
    },
    ui::{
        AfterChoice, AfterText, Effect, Place, World,
        place::{Menu, MenuRow, Prompt},
    },
};

/// Asks for the type; the one that is meant most often about these is marked.
pub fn ask(about: &[Id]) -> Effect {
    let Some(kind) = about.first().map(|id| id.kind) else { return Effect::Say("no row is marked".into()) };
    if !decision::is_subject(kind) {
        return Effect::Say(format!("a decision is not about {}", kind.spec().plural));
    }
    let rows = TYPES.iter().map(|c| MenuRow { label: c.label.into(), ..MenuRow::default() }).collect();
    let draft = DecisionDraft { about: about.to_vec(), typ: None, by: None, reason: None };
    let title = format!("{}: what is decided?", named(about));
    let at = decision::usual(kind) as usize;
    Effect::Go(Place::Menu(Menu { at, ..Menu::list(title, rows, AfterChoice::Decide(draft)) }))
}

/// `R-05`, or how many of what.
fn named(about: &[Id]) -> String {
    match about {
        few if few.len() <= 3 => join_ids(few, ", "),
        many => format!("{} {}", many.len(), many[0].kind.spec().plural),
    }
}

/// A row was chosen: the type, then who decides.
pub fn picked(draft: &DecisionDraft, row: usize, id: Option<Id>, world: &World) -> Vec<Effect> {
    let mut draft = draft.clone();
    if draft.typ.is_none() {
        draft.typ = Type::ALL.get(row).copied();
        return draft.typ.map(|typ| Effect::Go(who(draft, typ, world))).into_iter().collect();
    }
    id.map_or(Vec::new(), |by| asked_why(draft, by, &world.records.name(by)))
}

/// Who decides is somebody who stands in the file from now on.
pub fn by_new(draft: &DecisionDraft, name: &str, world: &World) -> Vec<Effect> {
    let id = world.records.next_id(Kind::Person);
    let change = Change::new(format!("person {id} {name}")).create(id, vec![(person::NAME, Value::text(name))]);
    [Effect::Save(change)].into_iter().chain(asked_why(draft.clone(), id, name)).collect()
}

fn asked_why(mut draft: DecisionDraft, by: Id, name: &str) -> Vec<Effect> {
    let Some(typ) = draft.typ else { return Vec::new() };
    draft.by = Some(by);
    let title = format!("{} of {}, by {name}: why?", typ.label(), named(&draft.about));
    let help = "The reason stands in the decision and in the papers.";
    vec![Effect::Go(Prompt::ask(title, help, AfterText::Decide(draft)))]
}

/// Asks which person of the file sits here.
pub fn ask_me(world: &World) -> Place {
    let title = format!("{}: who are you in this file?", world.actor);
    choose(title, AfterChoice::Me, world)
}

fn who(draft: DecisionDraft, typ: Type, world: &World) -> Place {
    let title = format!("{} of {}: decided by whom?", typ.label(), named(&draft.about));
    let rows = people::rows(&[world.me(), people::boss(world)], world);
    Place::Menu(Menu { new: &[Kind::Person], ..Menu::list(title, rows, AfterChoice::Decide(draft)) })
}

/// The people of the file to choose one from: who sits here stands first, then the executive owner. Nobody is added here.
fn choose(title: String, then: AfterChoice, world: &World) -> Place {
    let rows = people::rows(&[world.me(), people::boss(world)], world);
    if rows.is_empty() {
        return Place::Guide {
            title: "There is nobody to choose".into(),
            lines: vec!["This is about a person of the file: add one among the people first (g P).".into()],
        };
    }
    Place::Menu(Menu::list(title, rows, then))
}

/// The reason, then the last day were typed; the error is a sentence and the prompt stays.
pub fn typed(draft: &DecisionDraft, text: &str, world: &World) -> Result<Vec<Effect>, String> {
    let mut draft = draft.clone();
    if draft.reason.is_none() {
        if text.trim().is_empty() {
            return Err("a reason is needed; Esc decides nothing".into());
        }
        let needs_end = draft.typ.is_some_and(decision::needs_end);
        draft.reason = Some(text.trim().to_string());
        let help = match needs_end {
            true => "A day, a month or a quarter: 30.6.2027, 2027-06, 2027-Q2. With Enter it is decided.",
            false => {
                "A day, a month or a quarter, or nothing: it holds until it is withdrawn. With Enter it is decided."
            }
        };
        let title = format!("{}: valid until", named(&draft.about));
        return Ok(vec![Effect::Go(Prompt::ask(title, help, AfterText::Decide(draft)))]);
    }
    let until = match answering::human(&Field::period("until", "Valid until"), text, world)? {
        Value::Period(until) => Some(until),
        _ => None,
    };
    if until.is_some_and(|until| until.is_past(world.now.date())) {
        return Err("that has passed; a decision made today holds until a day that is to come".into());
    }
    if until.is_none() && draft.typ.is_some_and(decision::needs_end) {
        return Err("a risk is accepted until a day: write one, such as 2027-Q2".into());
    }
    let change = decision::decide(&world.view(), &draft, until)?;
    let said = format!("{}; u takes it back", change.label);
    Ok(vec![Effect::Save(change), Effect::Say(said)])
}
