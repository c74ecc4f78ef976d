//! Panes and overlays: each a struct that runs commands and draws itself, and keeps no copy of what the records say.
//!
//! What a pane is stands in [`crate::ui`]. A pane knows neither keys nor terminal nor disk: it gets commands and gives effects. A further register needs none
//! of this: `Place::List(kind)` is a full pane for any described kind.

pub mod act_walk;
mod ahead;
mod angles;
pub mod answering;
mod asking;
pub mod card;
pub mod changes;
pub mod checks;
pub mod conflict;
pub mod deciding;
mod detail;
mod duties;
pub mod field;
pub mod findings;
pub mod foreign;
mod grid;
mod ground;
pub mod heatmap;
pub mod held;
pub mod help;
pub mod home;
mod impact_walk;
pub mod import;
pub mod issuing;
mod left;
pub mod lines;
mod linking;
mod map;
pub mod menu;
mod merging;
pub mod narrow;
pub mod news;
pub mod open_items;
mod outline;
mod outlined;
mod owners;
pub mod packs;
pub mod palette;
pub mod papers;
mod people;
pub mod person;
pub mod plan;
pub mod programme;
pub mod prompt;
mod readiness;
pub mod ready;
pub mod recap;
pub mod record;
pub mod register;
pub mod review;
pub mod risks;
pub mod round;
#[cfg(test)]
mod rounds_tests;
pub mod running;
pub mod sample;
pub mod search;
pub mod settings;
#[cfg(test)]
mod sheet_tests;
mod sides;
mod stands;
pub mod start;
mod strip;
#[cfg(test)]
pub(crate) mod testing;
pub mod text;
pub mod ticks;
mod timeline;
mod trends;
mod untouched;
pub mod which_key;
mod work;
mod yes_no;

use crate::{
    domain::{Id, Kind, Listing},
    ui::{Pane, Place, World},
};

/// Makes the pane of a place.
pub fn open(place: &Place, world: &World) -> Box<dyn Pane> {
    match place {
        Place::Start => Box::new(start::Start::default()),
        Place::Home => Box::new(home::Home::default()),
        Place::List(kind, filter) => Box::new(register::Register::new(Listing::whole(*kind), filter, world)),
        Place::Preset(preset) => Box::new(register::Register::new(*preset, "", world)),
        Place::Merge(keep, gone) => Box::new(merging::Merging::new(*keep, *gone)),
        Place::Columns(list) => Box::new(register::wishes::Wishes::new(*list, world)),
        Place::Heatmap => Box::new(heatmap::Heatmap::new(world)),
        Place::Round(id) => Box::new(round::RoundPane::new(*id)),
        Place::Between(earlier, later) => Box::new(round::compare::shown(*earlier, *later, world)),
        Place::Plan(id) => Box::new(plan::Plan::new(*id)),
        Place::Card(id, at) => Box::new(card::Card::new(*id, *at, world)),
        Place::Ticks(id) => Box::new(ticks::Ticks::new(*id, world)),
        Place::Samples(id) => Box::new(sample::Samples::new(*id)),
        Place::Recap(id) => Box::new(recap::Recap::new(*id)),
        Place::OpenItems(id) => Box::new(open_items::OpenItems::of(*id)),
        Place::Parked => Box::new(open_items::OpenItems::parked()),
        Place::Review(id) => Box::new(review::ReviewPane::new(*id)),
        Place::Programme(id) => Box::new(programme::ProgrammePane::new(*id)),
        Place::Readiness(system) => Box::new(readiness::ReadinessPane::new(*system)),
        Place::ActWalk(id) => Box::new(act_walk::ActWalk::new(*id)),
        Place::ImpactWalk(id) => Box::new(impact_walk::ImpactWalk::new(*id, world)),
        Place::Timeline => Box::new(timeline::TimelinePane::default()),
        Place::Grid => Box::new(grid::Grid::default()),
        Place::Narrowed(list, filter) => Box::new(register::Register::new(*list, filter, world)),
        Place::Angles => Box::new(angles::AnglesPane::default()),
        Place::Owners => Box::new(owners::Owners::default()),
        Place::Work => Box::new(work::Work::default()),
        Place::Untouched => Box::new(untouched::Untouched::default()),
        Place::Stands(which) => Box::new(stands::Stands::new(*which)),
        Place::Map => Box::new(map::MapPane::default()),
        Place::Duties => Box::new(duties::Duties::default()),
        Place::Packs => Box::new(packs::Packs::default()),
        Place::Trends => Box::new(trends::Trends::default()),
        Place::Checks(rule) => Box::new(checks::Checks::at(*rule)),
        Place::Foreign(prefix) => Box::new(foreign::ForeignList::new(prefix)),
        Place::Record(id) => Box::new(record::RecordPane::new(*id)),
        Place::Palette => Box::new(palette::Palette::over(&[], Vec::new())),
        Place::Help => Box::new(help::Help::new(world)),
        Place::Messages => Box::new(lines::Lines::messages(world)),
        Place::About => Box::new(lines::Lines::about(world)),
        Place::Settings => Box::new(menu::MenuPane::new(settings::menu(world))),
        Place::Keys => Box::new(lines::Lines::keys(world)),
        Place::Guide { title, lines } => Box::new(lines::Lines::new(title, lines.clone())),
        Place::News => Box::new(news::NewsPane::new(world)),
        Place::Person(id) => Box::new(person::PersonPane::new(*id)),
        Place::Recent => Box::new(changes::Changes::recent()),
        Place::History(id) => Box::new(changes::Changes::of(*id)),
        Place::Search(words) => Box::new(search::Search::new(words)),
        Place::Menu(menu) => Box::new(menu::MenuPane::new(menu.clone())),
        Place::RoundStart(typ) => Box::new(prompt::PromptPane::new(round::ask_title(*typ, world))),
        Place::Prompt(prompt) => Box::new(prompt::PromptPane::new(prompt.clone())),
        Place::Field(ids, field) => field::editor(ids, *field, false, world),
        Place::Quick(ids, field) => field::editor(ids, *field, true, world),
        Place::Papers(subject) => papers::menu(*subject, world),
        Place::PaperToIssue(subject) => Box::new(menu::MenuPane::new(papers::to_issue(*subject, world))),
        Place::PaperAbout(kind, lead) => Box::new(menu::MenuPane::new(papers::about_which(*kind, *lead, world))),
        Place::LinkAs(id) => Box::new(menu::MenuPane::new(linking::ask_as(*id, world))),
        Place::LinkWith(id, kind, field) => {
            Box::new(menu::MenuPane::new(linking::ask_which(*id, (*kind, *field), world)))
        }
        Place::PaperSheet(subject) => Box::new(menu::MenuPane::new(papers::ask_sheet(*subject, world))),
        Place::PaperFor(subject) => Box::new(menu::MenuPane::new(papers::ask_for_whom(*subject, world))),
        Place::Import(from, kind) => Box::new(import::Import::new(from.clone(), *kind)),
        Place::Held(held) => Box::new(held::Held::new((**held).clone())),
        Place::Conflict(clash) => Box::new(conflict::Conflict::new((**clash).clone())),
    }
}

/// The place that shows a record best.
pub fn place_of(id: Id, world: &World) -> Place {
    match id.kind {
        Kind::Round => Place::Round(id),
        Kind::Review => Place::Review(id),
        Kind::Programme => Place::Programme(id),
        Kind::Interview if crate::domain::kinds::interview::answers(world.view(), id).is_empty() => Place::Plan(id),
        Kind::Interview => Place::Card(id, None),
        Kind::Answer => match world.records.get(id).and_then(|a| a.one(crate::domain::kinds::answer::INTERVIEW)) {
            Some(interview) => Place::Card(interview, Some(id)),
            None => Place::Record(id),
        },
        _ => Place::Record(id),
    }
}
