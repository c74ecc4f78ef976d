//! The question packs of the file: the built-in one, those of one's own with their versions, and which round was walked
//! with which. A pack is added here after a preview, and the built-in questions are written out to be translated.

use super::{
    answering,
    outline::{Fresh, Line},
    outlined::Outlined,
};
use crate::{
    command::Command,
    domain::{
        Id, Kind,
        kinds::{question, round},
    },
    framework::{self, own_pack},
    ui::{
        AfterChoice, AfterText, Effect, Fetched, Header, Place, World,
        place::{Menu, MenuRow, Prompt},
    },
};

/// What stands at a line.
#[derive(Clone, PartialEq, Eq)]
pub enum PackTarget {
    BuiltIn,
    Pack(String),
    Round(Id),
}

/// The open pane.
#[derive(Default)]
pub struct Packs {
    list: Fresh<PackTarget>,
}

/// Asks for the file of a pack.
fn ask() -> Place {
    let help = "Path of a pack (TOML, as the template is). What it would change is shown before anything is added.";
    Prompt::ask("Question pack to add", help, AfterText::Pack)
}

/// Asks where the built-in questions are written to.
pub fn template() -> Place {
    let help =
        "Translate or reword the questions and keep each id; further ones get an id of yours. Then add the file here.";
    let then = AfterText::Write { bytes: own_pack::template().into_bytes(), what: "built-in questions".into() };
    Prompt::with("Write the built-in questions as a pack", help, "words.toml", then)
}

fn lines(world: &World) -> Vec<Line<PackTarget>> {
    let mut lines = vec![
        Line::heading("PACKS OF THIS FILE"),
        Line::row(format!("  {} (always there)", framework::pack_name()), PackTarget::BuiltIn),
    ];
    for (name, count) in own_pack::packs(&world.records) {
        let all = world.records.all(Kind::Question).filter(|q| q.text(question::PACK) == name);
        let places = all.filter(|q| own_pack::takes_a_place(q)).count();
        let told = format!("  {name}: {places} in the place of built-in questions, {} of its own", count - places);
        lines.push(Line::row(told, PackTarget::Pack(name)));
    }
    lines.extend([Line::plain(""), Line::heading("ROUNDS, AND WHAT THEY WERE ASKED WITH")]);
    lines.extend(world.records.all(Kind::Round).map(|r| {
        let pack = r.text(round::PACK);
        let pack = if pack.is_empty() { "not recorded" } else { pack };
        Line::row(format!("  {} {}: {pack}", r.id, r.title()), PackTarget::Round(r.id))
    }));
    lines
}

/// What adding a pack would change, to be agreed to; or the sentence that says what is wrong with it.
fn preview(text: &str, world: &World) -> Result<Vec<Effect>, String> {
    let pack = own_pack::read(text)?;
    let faults = pack.faults();
    if let Some(first) = faults.first() {
        let more = if faults.len() > 1 {
            format!(" (and {} more; aims pack check lists all)", faults.len() - 1)
        } else {
            String::new()
        };
        return Err(format!("nothing was added: {first}{more}"));
    }
    let (change, counted) = own_pack::added(&world.records, &pack)?;
    if change.is_empty() {
        return Ok(vec![Effect::Say(format!("{} is in the file as it is", pack.told()))]);
    }
    let told = counted.told();
    let row = |letter, label: String| MenuRow { letter: Some(letter), label, ..MenuRow::default() };
    let rows = vec![row('a', format!("add it: {told}")), row('l', "leave the file as it is".into())];
    let menu = Menu { at: 1, ..Menu::letters(pack.told(), rows, AfterChoice::Take(Box::new(change))) };
    Ok(vec![Effect::Go(Place::Menu(menu))])
}

impl Outlined for Packs {
    type Target = PackTarget;

    fn fresh(&self) -> &Fresh<PackTarget> {
        &self.list
    }
    fn fresh_mut(&mut self) -> &mut Fresh<PackTarget> {
        &mut self.list
    }
    fn lines(&self, world: &World) -> Vec<Line<PackTarget>> {
        lines(world)
    }
    fn is_here(&self, place: &Place) -> bool {
        matches!(place, Place::Packs)
    }
    fn footer(&self) -> &'static [Command] {
        use Command::*;
        &[Open, Add, Filter, CopyText, Back, Palette]
    }
    fn title(&self, world: &World) -> Header {
        Header { left: format!("{}  question packs", world.banner()), middle: String::new() }
    }
    fn long_texts(&self, world: &World) -> Vec<Id> {
        world.records.all(Kind::Question).map(|q| q.id).collect()
    }
    fn took(&mut self, fetched: Fetched, world: &World) -> Result<Vec<Effect>, Fetched> {
        match fetched {
            Fetched::Text(_, read) => {
                let told = read.and_then(|text| preview(&text, world));
                Ok(told.unwrap_or_else(|why| vec![Effect::Warn(why)]))
            }
            other => Err(other),
        }
    }
    fn act(&mut self, command: Command, world: &World) -> Option<Vec<Effect>> {
        let current = self.list(world).current().cloned();
        let place = match (command, current) {
            (Command::Add, _) => ask(),
            (Command::Open, Some(PackTarget::BuiltIn)) => template(),
            (Command::Open, Some(PackTarget::Pack(name))) => Place::List(Kind::Question, name),
            (Command::Open, Some(PackTarget::Round(id))) => Place::Round(id),
            (Command::CopyText, _) => return Some(self.copied("question packs", world)),
            _ => return None,
        };
        Some(vec![Effect::Go(place)])
    }
}

/// The file of a pack is read, and shown before anything is taken in.
pub fn typed(text: &str) -> Result<Vec<Effect>, String> {
    Ok(vec![Effect::Fetch(crate::ui::Query::Text(answering::path(text)?))])
}
