//! Text that was being typed when the file was last left, or when a crash ended the program: where it is now.

use super::draw::question_name;
use crate::{
    command::Command,
    domain::{Id, Kind, gate, kinds::answer},
    panes::palette::key_of,
    store::Draft,
    ui::World,
};

/// Places that are named.
const NAMED: usize = 3;

/// A sentence on the text that was found at open and is still a draft; none if there is none.
pub fn found_text(world: &World) -> Option<String> {
    let mut drafts: Vec<&Draft> = world.found.iter().filter_map(|key| world.drafts.get(key)).collect();
    drafts.retain(|draft| !world.records.is_veiled(draft.id));
    drafts.sort_by_key(|draft| (draft.at.utc, draft.id, draft.field));
    let named: Vec<String> = drafts.iter().take(NAMED).map(|draft| typed(world, draft)).collect();
    let more = if drafts.len() > NAMED { format!(" and {} more", drafts.len() - NAMED) } else { String::new() };
    let closed = drafts.iter().find_map(|draft| gate::closed_round(&world.view(), draft.id));
    let now = match closed {
        None => "is back in its place".into(),
        Some(round) => {
            let key = key_of(world, Command::LateNote);
            format!("waits as a draft: {round} is closed, {key} on its page keeps it as a late note")
        }
    };
    (!drafts.is_empty()).then(|| format!("text typed {}{more} {now}", named.join(", ")))
}

/// `at 10:41 in I-03 q7`, with the day if it was another one, and with who typed it if that was somebody else.
fn typed(world: &World, draft: &Draft) -> String {
    let day = match draft.at.date() == world.now.date() {
        true => String::new(),
        false => format!("on {} ", draft.at.date()),
    };
    let whose = world.whose.get(&(draft.id, draft.field)).map_or(String::new(), |who| format!("by {who} "));
    format!("{whose}{day}at {} in {}", draft.at.clock(), place(world, draft.id, draft.field))
}

fn place(world: &World, id: Id, field: usize) -> String {
    let label = || world.records.field(id.kind, field).label.to_lowercase();
    match (id.kind, world.records.live(id)) {
        (Kind::Answer, Some(record)) if field == answer::NOTE => question_name(world.view(), record),
        (Kind::Answer, Some(record)) if field == answer::SOURCE => {
            format!("the finding of {}", question_name(world.view(), record))
        }
        (_, Some(_)) => format!("{} of {id}", label()),
        (_, None) => format!("{} of {id} (deleted)", label()),
    }
}
