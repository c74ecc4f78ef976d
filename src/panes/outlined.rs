//! Panes that are an outline and nothing else: how they move, filter, forget and draw stands once, here.

use super::{
    outline::{Fresh, Line, Outline},
    place_of,
};
use crate::{
    command::{Command, Context},
    domain::Id,
    keymap::Key,
    parts::Canvas,
    ui::{Answer, Effect, Fetched, Header, Pane, Place, Plain, World},
};
use ratatui::layout::Rect;
use std::ops::Range;

/// What such a pane says of itself; the rest of a [`Pane`] follows.
pub trait Outlined {
    type Target: PartialEq + Clone;

    fn fresh(&self) -> &Fresh<Self::Target>;
    fn fresh_mut(&mut self) -> &mut Fresh<Self::Target>;
    fn lines(&self, world: &World) -> Vec<Line<Self::Target>>;
    /// Whether it shows this place.
    fn is_here(&self, place: &Place) -> bool;
    /// Commands for the footer while no filter is typed.
    fn footer(&self) -> &'static [Command];
    fn title(&self, world: &World) -> Header;
    /// A command that is none of the outline.
    fn act(&mut self, command: Command, world: &World) -> Option<Vec<Effect>>;

    fn own_contexts(&self) -> &'static [Context] {
        &[Context::List]
    }
    /// What stands there if there is no line.
    fn empty(&self) -> &'static str {
        "Nothing stands here."
    }
    fn marked(&self, _world: &World) -> Option<Id> {
        None
    }
    /// The record without which nothing can be done here.
    fn about(&self) -> Option<Id> {
        None
    }
    /// Why a command cannot run now, beside the record being gone.
    fn refusal(&self, _command: Command, _world: &World) -> Option<String> {
        None
    }
    /// What a query found; see [`Pane::fetched`].
    fn took(&mut self, fetched: Fetched, _world: &World) -> Result<Vec<Effect>, Fetched> {
        Err(fetched)
    }
    fn answered(&mut self, _answer: Answer, _world: &World) -> Vec<Effect> {
        Vec::new()
    }
    fn long_texts(&self, _world: &World) -> Vec<Id> {
        Vec::new()
    }
    /// It was opened, or records changed.
    fn changed(&mut self) {
        self.fresh_mut().forget();
    }
    /// What opening it keeps.
    fn on_opening(&mut self, _world: &World) -> Vec<Effect> {
        Vec::new()
    }
    /// When [`Outlined::goes_on`] is wanted.
    fn next_piece(&self) -> Option<u64> {
        None
    }
    fn goes_on(&mut self, _world: &World) {}

    fn list(&self, world: &World) -> &Outline<Self::Target> {
        self.fresh().get(|| self.lines(world))
    }
    fn list_mut(&mut self, world: &World) -> &mut Outline<Self::Target> {
        self.list(world);
        self.fresh_mut().get_mut(Vec::new)
    }
    /// The outline as text on the clipboard.
    fn copied(&self, what: impl Into<String>, world: &World) -> Vec<Effect> {
        vec![Effect::Copy { what: what.into(), text: self.list(world).text() }]
    }
}

/// What an outline of records does where it does nothing of its own: it opens the record at the cursor and is copied.
pub fn on_records<P: Outlined<Target = Id>>(
    pane: &P,
    command: Command,
    what: &str,
    world: &World,
) -> Option<Vec<Effect>> {
    match command {
        Command::Open | Command::Edit => {
            let current = pane.list(world).current().copied();
            Some(current.map(|id| Effect::Go(place_of(id, world))).into_iter().collect())
        }
        Command::CopyText => Some(pane.copied(what, world)),
        _ => None,
    }
}

/// What can be done where the record is deleted.
const WITHOUT: [Command; 6] =
    [Command::Back, Command::Undo, Command::Redo, Command::Help, Command::Palette, Command::Quit];

/// What lists of records can do and outlines cannot, unless one says so in its footer.
const OF_LISTS: [Command; 16] = [
    Command::Sort,
    Command::SortReverse,
    Command::KeptFilters,
    Command::ColumnsOpen,
    Command::Mark,
    Command::MarkAll,
    Command::MarkRange,
    Command::MarkDown,
    Command::MarkUp,
    Command::Fill,
    Command::CellsOpen,
    Command::Again,
    Command::Like,
    Command::OwnColumn,
    Command::Ready,
    Command::Merge,
];

impl<P: Outlined> Pane for P {
    fn is_at(&self, place: &Place) -> bool {
        self.is_here(place)
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        self.fresh().contexts(self.own_contexts())
    }
    fn hints(&self, _: &World) -> Vec<Command> {
        match self.fresh().is_typing() {
            true => vec![Command::Accept, Command::Cancel],
            false => self.footer().to_vec(),
        }
    }
    fn header(&self, world: &World) -> Header {
        self.title(world)
    }
    fn leaves_out(&self, _: &World) -> Vec<Command> {
        OF_LISTS.into_iter().filter(|command| !self.footer().contains(command)).collect()
    }
    fn subject(&self, world: &World) -> Option<Id> {
        self.marked(world)
    }
    fn needs(&self, world: &World) -> Vec<Id> {
        self.long_texts(world)
    }
    fn allowed(&self, command: Command, world: &World) -> Result<(), String> {
        if let Some(gone) = self.about().filter(|id| world.records.live(*id).is_none() && !WITHOUT.contains(&command)) {
            return Err(format!("{gone} is deleted; u brings it back"));
        }
        self.refusal(command, world).map_or(Ok(()), Err)
    }
    fn opened(&mut self, world: &World) -> Vec<Effect> {
        self.changed();
        self.on_opening(world)
    }
    fn resized(&mut self) {
        self.changed();
    }
    fn touched(&mut self, _: &[Id], _: &World) {
        self.changed();
    }
    /// Its lines are made anew with the texts that they show.
    fn supplied(&mut self, ids: &[Id], world: &World) {
        if self.long_texts(world).iter().any(|id| ids.contains(id)) {
            self.changed();
        }
    }
    fn deadline(&self, _: &World) -> Option<u64> {
        self.next_piece()
    }
    fn tick(&mut self, world: &World) -> Vec<Effect> {
        self.goes_on(world);
        Vec::new()
    }
    fn receive(&mut self, answer: Answer, world: &World) -> Vec<Effect> {
        self.answered(answer, world)
    }
    fn fetched(&mut self, fetched: Fetched, world: &World) -> Result<Vec<Effect>, Fetched> {
        self.took(fetched, world)
    }
    fn run(&mut self, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        match self.list_mut(world).run(command) {
            Some(effects) => Some(effects),
            None => self.act(command, world),
        }
    }
    fn input(&mut self, key: Key, world: &World) -> Option<Vec<Effect>> {
        self.list_mut(world).input(key)
    }
    fn paste(&mut self, text: &str, world: &World) -> Option<Vec<Effect>> {
        self.list_mut(world).paste(text)
    }
    fn plain(&self, world: &World, _: Range<usize>) -> Option<Plain> {
        Some(self.list(world).plain(self.empty()))
    }
    fn esc_was_none(&mut self, world: &World) {
        self.list_mut(world).esc_was_none();
    }
    fn draw(&self, world: &World, canvas: &mut Canvas, area: Rect) {
        self.list(world).draw(canvas, area, self.empty());
    }
}
