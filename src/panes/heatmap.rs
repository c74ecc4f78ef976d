//! The risk heatmap: letter, fill and count in each cell say the same; Enter goes from cell to risks to one risk.

mod draw;
mod sums;

use super::risks;
use crate::{
    command::{Command, Context},
    domain::{
        Id, Kind,
        kinds::risk::{self, Picture},
    },
    keymap::Key,
    parts::{Canvas, Window},
    ui::{Answer, Effect, Header, Pane, Place, World},
};
use ratatui::layout::Rect;
use std::cell::OnceCell;
use sums::{Sums, open_risks};

/// The open heatmap.
pub struct Heatmap {
    picture: Picture,
    /// Likelihood and consequence of the marked cell, from 1.
    cell: (u8, u8),
    /// The keyboard is in the list of the cell's risks.
    in_list: bool,
    /// It was, before an Esc.
    before_esc: bool,
    window: Window,
    /// The risk that was looked at when another view was chosen in which it is not rated: it can be rated there.
    held: Option<Id>,
    /// Counted when it is needed after a change.
    sums: OnceCell<Sums>,
}

impl Heatmap {
    /// Starts on the worst filled cell.
    pub fn new(world: &World) -> Heatmap {
        let (picture, window) = (Picture::Current, Window::default());
        let sums = OnceCell::new();
        let mut map = Heatmap { picture, cell: (1, 1), in_list: false, before_esc: false, window, held: None, sums };
        map.cell = map.worst(world);
        map
    }

    fn sums(&self, world: &World) -> &Sums {
        self.sums.get_or_init(|| Sums::of(self.picture, world))
    }
    fn worst(&self, world: &World) -> (u8, u8) {
        self.sums(world).worst_cell(world).unwrap_or((1, 1))
    }
    /// The risks in the marked cell, in the order of ids.
    fn in_cell(&self, world: &World) -> &[Id] {
        self.sums(world).in_cell(self.cell)
    }

    fn current(&self, world: &World) -> Option<Id> {
        let list = self.in_cell(world);
        self.held.or_else(|| list.get(self.window.cursor.min(list.len().saturating_sub(1))).copied())
    }

    /// Marks the cell a risk stands in, so that the eye sees it move; a risk without a rating leaves all as it is.
    fn follow(&mut self, id: Id, world: &World) {
        let cell = world.records.live(id).and_then(|r| self.picture.on(r, world.records.matrix()));
        let Some(cell) = cell else {
            self.in_list &= !self.in_cell(world).is_empty();
            return;
        };
        self.cell = cell;
        let at = self.in_cell(world).iter().position(|r| *r == id).unwrap_or(0);
        self.window.cursor = at;
    }

    fn move_cell(&mut self, command: Command, world: &World) -> bool {
        let (likelihoods, consequences) = world.records.matrix().size();
        let (l, c) = self.cell;
        self.cell = match command {
            Command::Left => (l.saturating_sub(1).max(1), c),
            Command::Right => ((l + 1).min(likelihoods), c),
            Command::Up => (l, (c + 1).min(consequences)),
            Command::Down => (l, c.saturating_sub(1).max(1)),
            _ => return false,
        };
        (self.window, self.held) = (Window::default(), None);
        true
    }

    fn run_list(&mut self, command: Command, world: &World) -> Option<Vec<Effect>> {
        let len = self.in_cell(world).len();
        match command {
            Command::Down => self.window.down(1, len),
            Command::Up => self.window.up(1),
            Command::Back | Command::Cancel => (self.in_list, self.before_esc) = (false, true),
            Command::Left | Command::OtherPart => self.in_list = false,
            Command::Open => {
                return Some(self.current(world).map(|id| Effect::Go(Place::Record(id))).into_iter().collect());
            }
            _ => return None,
        }
        Some(Vec::new())
    }

    fn enter(&mut self, world: &World) -> Vec<Effect> {
        match self.in_cell(world).is_empty() {
            true => vec![Effect::Say("no risk in this cell".into())],
            false => {
                self.in_list = true;
                Vec::new()
            }
        }
    }

    fn csv(&self, world: &World) -> String {
        let fields = Kind::Risk.spec().fields;
        let columns = [risk::TITLE, risk::LEVEL, risk::LIKELIHOOD, risk::CONSEQUENCE, risk::OWNER, risk::SYSTEMS];
        let heads: Vec<&str> = ["Id"].into_iter().chain(columns.iter().map(|f| fields[*f].label)).collect();
        let rows = open_risks(world)
            .map(|r| [r.id.to_string()].into_iter().chain(columns.iter().map(|f| world.view().cell(r, *f))).collect());
        crate::exchange::export::csv_table(&heads, rows, true)
    }
}

/// What is said of a risk that has no cell in a view.
fn not_rated(id: Id, picture: Picture, world: &World) -> String {
    let key = super::palette::key_of(world, Command::RateRisk);
    format!("{id} is not rated in the view {}; {key} rates it there", picture.label())
}

impl Pane for Heatmap {
    fn is_at(&self, place: &Place) -> bool {
        matches!(place, Place::Heatmap)
    }
    fn contexts(&self, _: &World) -> Vec<Context> {
        vec![Context::Heatmap]
    }
    fn esc_was_none(&mut self, _: &World) {
        self.in_list |= std::mem::take(&mut self.before_esc);
    }
    fn hints(&self, world: &World) -> Vec<Command> {
        use Command::*;
        if self.in_list {
            return vec![Open, Back, RateRisk, TreatRisk, SetOwner, AddAction, History, Undo, Palette];
        }
        if self.sums(world).worst_first.is_empty() {
            return vec![Add, Catalogue, Palette, GoRiskList, Undo, Back];
        }
        vec![Open, OtherPart, Picture, RateRisk, TreatRisk, Add, Catalogue, GoRiskList, Undo, Palette]
    }
    fn header(&self, world: &World) -> Header {
        let count = self.sums(world).worst_first.len();
        Header {
            left: format!("{}  risks", world.banner()),
            middle: format!("{count} risks   view {}", self.picture.label()),
        }
    }
    fn subject(&self, world: &World) -> Option<Id> {
        self.current(world)
    }
    fn needs(&self, world: &World) -> Vec<Id> {
        self.current(world).into_iter().collect()
    }

    fn allowed(&self, command: Command, world: &World) -> Result<(), String> {
        let needs_risk = matches!(
            command,
            Command::RateRisk
                | Command::MoveRisk
                | Command::TreatRisk
                | Command::SetOwner
                | Command::AddAction
                | Command::Decide
                | Command::Edit
                | Command::History
        );
        if needs_risk && self.current(world).is_none() {
            return Err("no risk in this cell; move to a filled one, or n adds a risk".into());
        }
        Ok(())
    }

    fn run(&mut self, command: Command, _: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        if self.in_list
            && let Some(effects) = self.run_list(command, world)
        {
            return Some(effects);
        }
        if self.move_cell(command, world) {
            return Some(Vec::new());
        }
        let current = self.current(world);
        match command {
            Command::Open | Command::OtherPart => Some(self.enter(world)),
            Command::Picture => {
                let at = Picture::ALL.iter().position(|p| *p == self.picture).unwrap_or(0);
                self.picture = Picture::ALL[(at + 1) % Picture::ALL.len()];
                self.sums.take();
                let rated = |id: Id| world.records.live(id).and_then(|r| self.picture.cell(r)).is_some();
                self.held = current.filter(|id| !rated(*id));
                match current {
                    Some(id) => self.follow(id, world),
                    None => self.cell = self.worst(world),
                }
                Some(self.held.map(|id| Effect::Say(not_rated(id, self.picture, world))).into_iter().collect())
            }
            Command::Add => {
                let values = Kind::Risk.spec().starting(world.now);
                Some(vec![Effect::Go(super::answering::ask_new(Kind::Risk, values))])
            }
            Command::Edit => Some(current.map(|id| Effect::Go(Place::Record(id))).into_iter().collect()),
            Command::History => Some(current.map(|id| Effect::Go(Place::History(id))).into_iter().collect()),
            Command::Decide => Some(current.map(|id| super::deciding::ask(&[id])).into_iter().collect()),
            Command::SetOwner => {
                Some(current.map(|id| Effect::Go(Place::Field(vec![id], risk::OWNER))).into_iter().collect())
            }
            Command::CopyTable => Some(vec![Effect::Copy {
                what: "open risks as cells".into(),
                text: crate::exchange::csv::as_cells(&self.csv(world)),
            }]),
            Command::SaveTable => {
                let then =
                    crate::ui::AfterText::Write { bytes: self.csv(world).into_bytes(), what: "open risks".into() };
                Some(vec![Effect::Go(crate::ui::place::Prompt::with(
                    "Save the open risks as a CSV file",
                    "",
                    "risks.csv",
                    then,
                ))])
            }
            _ => risks::run(command, &current.into_iter().collect::<Vec<_>>(), self.picture, world),
        }
    }

    fn receive(&mut self, answer: Answer, world: &World) -> Vec<Effect> {
        risks::receive(answer, world)
    }

    /// A risk that was rated stays under the eye: the marked cell goes with it.
    fn touched(&mut self, ids: &[Id], world: &World) {
        self.sums.take();
        self.held = None;
        let risks: Vec<Id> = ids.iter().copied().filter(|id| id.kind == Kind::Risk).collect();
        if ids.len() > 20 || ids.iter().any(|id| id.kind == Kind::Method) {
            // The scales may have changed: a cell that is no more cannot be marked.
            self.cell = self.worst(world);
        } else if let [id] = risks[..] {
            self.follow(id, world);
        }
        if self.in_cell(world).is_empty() {
            self.in_list = false;
        }
    }

    fn narrowed(&mut self, world: &World) {
        self.sums.take();
        self.in_list = false;
        self.cell = self.worst(world);
    }

    /// The scales and bands of the method are long texts, read after the first frame.
    fn supplied(&mut self, ids: &[Id], _: &World) {
        if ids.iter().any(|id| id.kind == Kind::Method) {
            self.sums.take();
        }
    }

    fn draw(&self, world: &World, canvas: &mut Canvas, area: Rect) {
        draw::draw(self, world, canvas, area);
    }
}
