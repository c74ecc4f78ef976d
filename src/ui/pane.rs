//! What a pane is: it runs commands, answers with effects and draws itself.

use super::{Answer, Effect, Fetched, Place, Plain, World};
use crate::{
    command::{Command, Context},
    domain::Id,
    keymap::Key,
    parts::Canvas,
    store::Typed,
};
use ratatui::layout::Rect;
use std::ops::Range;

/// Whether a pane fills the screen or lies over the one beneath.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Covers {
    Screen,
    Part,
}

/// The header row: what is left and what is in the middle; what was saved stands at the right of every pane.
#[derive(Default)]
pub struct Header {
    pub left: String,
    pub middle: String,
}

/// What a pane can be asked. Everything but the first five has a harmless default.
pub trait Pane {
    /// Whether it shows this place, so that asking for it again comes back here.
    fn is_at(&self, place: &Place) -> bool;
    /// Contexts of its keys, innermost first, without [`Context::Everywhere`].
    fn contexts(&self, world: &World) -> Vec<Context>;
    /// Commands for the footer, most important first; help is added by the frame.
    fn hints(&self, world: &World) -> Vec<Command>;
    /// Runs a command; `None` if it is not one of its own.
    fn run(&mut self, command: Command, key: Option<Key>, world: &World) -> Option<Vec<Effect>>;
    fn draw(&self, world: &World, canvas: &mut Canvas, area: Rect);

    /// What it says in lines, for plain mode; of a long list only these stops. `None`: what it draws is read off.
    fn plain(&self, _world: &World, _stops: Range<usize>) -> Option<Plain> {
        None
    }
    /// A line of plain mode: in a field of one line it stands for what was there, in a text it comes at the end.
    fn line_in(&mut self, _text: &str, _world: &World) -> Option<Vec<Effect>> {
        None
    }
    /// Puts the cursor on a stop; false if it goes there line by line.
    fn stand_on(&mut self, _stop: usize) -> bool {
        false
    }
    fn header(&self, _world: &World) -> Header {
        Header::default()
    }
    fn covers(&self) -> Covers {
        Covers::Screen
    }
    /// What of the body it draws over as a whole: what lies beneath need not be drawn there.
    fn lid(&self, _body: Rect) -> Rect {
        Rect::ZERO
    }
    /// What it calls a command, where the word of the table would say something else here.
    fn key_word(&self, _command: Command, _world: &World) -> Option<&'static str> {
        None
    }
    /// It draws its own lines right below the header, so no rule is wanted there.
    fn own_top(&self) -> bool {
        false
    }
    /// The reason why a command cannot run now, as a sentence.
    fn allowed(&self, _command: Command, _world: &World) -> Result<(), String> {
        Ok(())
    }
    /// A key that no binding took; `None` if no text field has the keyboard.
    fn input(&mut self, _key: Key, _world: &World) -> Option<Vec<Effect>> {
        None
    }
    /// Pasted text; `None` if no text field has the keyboard.
    fn paste(&mut self, _text: &str, _world: &World) -> Option<Vec<Effect>> {
        None
    }
    /// What an overlay above it, or the runtime, answers.
    fn receive(&mut self, _answer: Answer, _world: &World) -> Vec<Effect> {
        Vec::new()
    }
    /// What the file answers to [`Effect::Fetch`]; a pane that did not ask for it gives it back.
    fn fetched(&mut self, fetched: Fetched, _world: &World) -> Result<Vec<Effect>, Fetched> {
        Err(fetched)
    }
    /// It holds text that came at once: what comes next may be more of it.
    fn holds_text(&self) -> bool {
        false
    }
    /// A letter sets a field at once here: how many signs of this text would be that answer, and what it does.
    fn taken_at_once(&self, _text: &str, _world: &World) -> Option<(usize, Vec<Effect>)> {
        None
    }
    /// Whether a change of this record is seen here, if only as a line.
    fn shows(&self, _id: Id, _world: &World) -> bool {
        true
    }
    /// It was opened, or what covered it was closed.
    fn opened(&mut self, _world: &World) -> Vec<Effect> {
        Vec::new()
    }
    /// An Esc that came glued to a letter in the middle of words did something: to be said where the eyes are.
    fn glued(&mut self, _said: String) {}
    /// The Esc that it got last was no key: it is again as it was before.
    fn esc_was_none(&mut self, _world: &World) {}
    /// The gate refused the changes of its last key: nothing of that key was carried out.
    fn refused(&mut self, _why: &str, _world: &World) {}
    /// Its place was asked for again while it was open.
    fn visit(&mut self, _place: &Place, _world: &World) -> Vec<Effect> {
        Vec::new()
    }
    /// It was left: forgets what a person did in it, and says whether it is kept for when they come back.
    fn put_away(&mut self, _world: &World) -> bool {
        false
    }
    /// Whether it can follow these changes while it is kept.
    fn follows(&self, _ids: &[Id]) -> bool {
        false
    }
    /// The screen has another size: what was measured for the one before is measured anew.
    fn resized(&mut self) {}
    /// Records changed: re-sync by id, so that cursor, filter and marks stay.
    fn touched(&mut self, _ids: &[Id], _world: &World) {}
    /// Another part of the AIMS is worked on: what it lists is found anew.
    fn narrowed(&mut self, world: &World) {
        self.touched(&[], world);
    }
    /// Long texts of records were read for it.
    fn supplied(&mut self, _ids: &[Id], _world: &World) {}
    /// Records whose long texts it shows.
    fn needs(&self, _world: &World) -> Vec<Id> {
        Vec::new()
    }
    /// Writes what is being typed as drafts.
    fn flush(&mut self, _world: &World) -> Vec<Effect> {
        Vec::new()
    }
    /// Typed text that is in no draft yet, and what waits for an answer.
    fn unsaved(&self, _world: &World) -> Vec<Typed> {
        Vec::new()
    }
    /// When [`Pane::tick`] is wanted, in milliseconds of the steady clock.
    fn deadline(&self, _world: &World) -> Option<u64> {
        None
    }
    fn tick(&mut self, _world: &World) -> Vec<Effect> {
        Vec::new()
    }
    /// The round, or the part of one, that it shows: of a closed round it is given the records of the closing step.
    fn part_of(&self) -> Option<Id> {
        None
    }
    /// The field of a record's page on which the cursor stands, once somebody moved there.
    fn at_field(&self, _world: &World) -> Option<usize> {
        None
    }
    /// Commands of its contexts that it has no use for: its help does not list them.
    fn leaves_out(&self, _world: &World) -> Vec<Command> {
        Vec::new()
    }
    /// The record that is marked, for history, palette commands and papers.
    fn subject(&self, _world: &World) -> Option<Id> {
        None
    }
}
