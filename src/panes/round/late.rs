//! Late notes: what is written down about a round after it was closed, apart from what it was closed with.
//!
//! A draft that met the lock can become one; what was typed then is not lost, and nothing that was closed changes.

use crate::{
    domain::{
        Change, Id, Kind, gate,
        kinds::{answer, round},
    },
    store::Draft,
    ui::{
        AfterChoice, AfterText, Effect, Place, RowsFor, TextFor, World,
        place::{Menu, MenuRow, Prompt},
    },
};

/// Why a late note cannot be added.
pub fn refusal(id: Id, world: &World) -> Result<(), String> {
    match gate::closed_round(&world.today(), id) {
        Some(_) => Ok(()),
        None => Err("late notes are for closed rounds; this one is not closed, so write it where it belongs".into()),
    }
}

/// Drafts of this person in a closed round, oldest first.
pub fn drafts(round: Id, world: &World) -> Vec<&Draft> {
    let mine = |d: &&Draft| gate::closed_round(&world.today(), d.id) == Some(round);
    let mut all: Vec<&Draft> = world.drafts.values().filter(mine).collect();
    all.sort_by_key(|d| (d.at.utc, d.id, d.field));
    all
}

/// The text of a draft for people: what it says beyond the text that was closed, of a finding its title and facts.
pub fn text_of(draft: &Draft, world: &World) -> String {
    if (draft.id.kind, draft.field) != (Kind::Answer, answer::SOURCE) {
        let mut closed: Vec<&str> =
            world.records.get(draft.id).map_or(Vec::new(), |r| r.text(draft.field).lines().collect());
        let is_new = |line: &&str| closed.iter().position(|known| known == line).map(|at| closed.remove(at)).is_none();
        let new: Vec<&str> = draft.text.lines().filter(is_new).collect();
        return if new.is_empty() { draft.text.clone() } else { new.join("\n") };
    }
    let json: serde_json::Value = serde_json::from_str(&draft.text).unwrap_or_default();
    let part = |name: &str| json[name].as_str().unwrap_or_default().trim().to_string();
    format!("Finding that was not raised: {}\n{}", part("title"), part("facts"))
}

/// Asks for a note, or which draft is to become one.
pub fn ask(round: Id, world: &World) -> Effect {
    let drafts = drafts(round, world);
    if drafts.is_empty() {
        return prompt(round);
    }
    let row = |d: &&Draft| MenuRow {
        label: format!("the draft of {}", place(d, world)),
        detail: text_of(d, world).split_whitespace().collect::<Vec<_>>().join(" "),
        ..MenuRow::default()
    };
    let mut rows: Vec<MenuRow> = drafts.iter().map(row).collect();
    rows.push(MenuRow { label: "a new one".into(), detail: "one line, typed now".into(), ..MenuRow::default() });
    Effect::Go(Place::Menu(Menu::list(format!("Late note on {round}"), rows, AfterChoice::Rows(RowsFor::LateNote))))
}

/// The row of [`ask`] that was chosen.
pub fn chosen(round: Id, row: usize, world: &World) -> Vec<Effect> {
    match drafts(round, world).get(row) {
        Some(draft) => keep(round, draft, world),
        None => vec![prompt(round)],
    }
}

/// Asks for the text of a note.
pub fn prompt(round: Id) -> Effect {
    let help = "It is kept with your name and today's day, apart from what was closed; it is never changed again.";
    Effect::Go(Prompt::ask(format!("Late note on {round}"), help, AfterText::Tell(TextFor::LateNote)))
}

/// Makes a draft a late note.
pub fn keep(round: Id, draft: &Draft, world: &World) -> Vec<Effect> {
    let place = place(draft, world);
    match change(round, Some(&place), &text_of(draft, world), world) {
        Some(change) => {
            let said = format!("the draft of {place} is a late note on {round} now");
            vec![Effect::Save(change.ends_draft(draft.id, draft.field)), Effect::Say(said)]
        }
        None => vec![Effect::DropDraft(draft.id, draft.field)],
    }
}

/// Adds what was typed.
pub fn typed(round: Id, about: Option<&str>, text: &str, world: &World) -> Vec<Effect> {
    match change(round, about, text, world) {
        Some(change) => vec![Effect::Save(change), Effect::Say(format!("late note on {round} kept"))],
        None => vec![Effect::Say("nothing was kept: the note is empty".into())],
    }
}

fn change(round: Id, about: Option<&str>, text: &str, world: &World) -> Option<Change> {
    // As it is today: an earlier late note is no part of what was closed.
    let record = world.today().records.live(round).filter(|_| !text.trim().is_empty())?;
    let note = round::late(record, world.user(), world.today().today, about, text);
    Some(Change::new(format!("late note on {round}")).set(record, vec![(round::LATE, note)]))
}

fn place(draft: &Draft, world: &World) -> String {
    world.today().records.called(draft.id)
}
