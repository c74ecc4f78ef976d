//! Grids: high systems by the state of their assessment, stages of the life cycle by the controls that cover them, and the
//! documents that are expected by what there is of them.

use super::{
    outline::{Fresh, Line},
    outlined::Outlined,
    place_of, ready,
    register::act,
};
use crate::{
    command::{Command, Context},
    domain::{Act, Id, Kind, everyday, expected, kinds::risk, stands, value::join_ids},
    shown::{cut, pad, wrap},
    ui::{Effect, Header, Place, World, place::Grids},
};

/// Cells of the name of a line, and of a column.
const NAME: usize = 22;
const CELL: usize = 9;
/// Cells of the name of a stage.
const STAGE: usize = 30;
/// Columns of the text: what a screen of 80 shows.
const WIDTH: usize = 76;

/// What a line leads to.
#[derive(Clone, Copy, PartialEq)]
pub enum StandsTarget {
    Record(Id),
    /// The controls that do their work in a stage, by its place.
    Stage(usize),
    Documents,
}

/// The open grid.
pub struct Stands {
    which: Grids,
    list: Fresh<(Id, StandsTarget)>,
}

impl Stands {
    pub fn new(which: Grids) -> Stands {
        Stands { which, list: Fresh::default() }
    }
}

fn impacts(world: &World) -> Vec<Line<(Id, StandsTarget)>> {
    let rows = stands::assessments(world.view());
    if rows.is_empty() {
        return Vec::new();
    }
    let heads: String = stands::STEPS.iter().map(|s| pad(s.trim_start_matches("in "), CELL)).collect();
    let mut lines = Vec::new();
    for (high, title) in [(true, "HIGH AND CRITICAL"), (false, "OTHER SYSTEMS")] {
        let of: Vec<_> = rows.iter().filter(|r| r.high == high).collect();
        if !lines.is_empty() {
            lines.push(Line::plain(""));
        }
        lines.push(Line::heading(format!("{}{heads}", pad(&format!("{title}: {}", of.len()), NAME + 1)).trim_end()));
        for row in of {
            let id = row.assessment.map_or("x".to_string(), |id| id.to_string());
            let name = format!("{} {}", row.system, world.records.name(row.system));
            let cells = format!("{}{}", " ".repeat(row.step * CELL), id);
            let target = StandsTarget::Record(row.assessment.unwrap_or(row.system));
            lines.push(Line::row(format!("{}{cells}", pad(&cut(&name, NAME - 2), NAME)), (row.system, target)));
            lines.extend(wrap(&row.told, WIDTH - 6).into_iter().map(|l| Line::plain(format!("      {l}"))));
        }
    }
    lines
}

fn stages(world: &World) -> Vec<Line<(Id, StandsTarget)>> {
    let risks = |code: &str| {
        let of =
            |r: &&crate::domain::Record| r.choice(risk::STAGE).map(|s| risk::STAGES[usize::from(s)].code) == Some(code);
        world.records.all(Kind::Risk).filter(of).count()
    };
    let head = format!("{}{:>9}{:>9}", pad("STAGE", STAGE + 1), "controls", "risks");
    let mut lines = vec![Line::heading(head)];
    for (at, (stage, controls)) in everyday::by_stage(world.view()).into_iter().enumerate() {
        let none = if controls.is_empty() { "  NONE" } else { "" };
        let text = format!("{}{:>9}{:>9}{none}", pad(stage.label, STAGE), controls.len(), risks(stage.code));
        lines.push(Line::row(text, (Id::new(Kind::Item, 0), StandsTarget::Stage(at))));
        let ids = join_ids(&controls, " ");
        let ids = if ids.is_empty() { Vec::new() } else { wrap(&ids, WIDTH - 6) };
        lines.extend(ids.into_iter().map(|l| Line::plain(format!("      {l}"))));
    }
    lines.push(Line::plain(""));
    let note = "Controls in use, by the stages in which they usually do their work; Other stages on a control says \
                otherwise. What has no control in use stands with NONE.";
    lines.extend(wrap(note, WIDTH).into_iter().map(Line::plain));
    lines
}

fn documents(world: &World) -> Vec<Line<(Id, StandsTarget)>> {
    let mut lines = vec![Line::heading(format!("{}{}", pad("EXPECTED", 45), "STATE"))];
    for e in expected::all(world.view()) {
        let target = e.documents.first().map_or(StandsTarget::Documents, |id| StandsTarget::Record(*id));
        let state = if e.documents.is_empty() { "MISSING" } else { e.state };
        let at = e.documents.first().copied().unwrap_or(Id::new(Kind::Document, 0));
        lines.push(Line::row(format!("{}{state}", pad(&cut(e.what, 42), 44)), (at, target)));
        let of =
            e.documents.iter().map(|id| format!("{id} {}", world.records.name(*id))).collect::<Vec<_>>().join("; ");
        let told = if of.is_empty() { e.refs.join(" ") } else { of };
        lines.extend(wrap(&told, WIDTH - 6).into_iter().map(|l| Line::plain(format!("      {l}"))));
    }
    lines
}

impl Outlined for Stands {
    type Target = (Id, StandsTarget);

    fn fresh(&self) -> &Fresh<(Id, StandsTarget)> {
        &self.list
    }
    fn fresh_mut(&mut self) -> &mut Fresh<(Id, StandsTarget)> {
        &mut self.list
    }
    fn lines(&self, world: &World) -> Vec<Line<(Id, StandsTarget)>> {
        match self.which {
            Grids::Impacts => impacts(world),
            Grids::Stages => stages(world),
            Grids::Documents => documents(world),
        }
    }
    fn is_here(&self, place: &Place) -> bool {
        matches!(place, Place::Stands(which) if *which == self.which)
    }
    fn own_contexts(&self) -> &'static [Context] {
        match self.which {
            Grids::Impacts => &[Context::Systems, Context::List],
            Grids::Stages | Grids::Documents => &[Context::List],
        }
    }
    fn footer(&self) -> &'static [Command] {
        use Command::*;
        match self.which {
            Grids::Impacts => &[Open, Assess, Filter, CopyText, GoMap, Back, Palette],
            Grids::Stages => &[Open, Filter, CopyText, GoMap, Back, Palette],
            Grids::Documents => &[Open, Ready, Filter, CopyText, GoMap, Back, Palette],
        }
    }
    fn title(&self, world: &World) -> Header {
        let (what, middle) = match self.which {
            Grids::Impacts => ("impact assessments by system", "the newest of each"),
            Grids::Stages => ("controls by stage of life", "those in use"),
            Grids::Documents => ("expected documents", "the furthest of each"),
        };
        Header { left: format!("{}  {what}", world.banner()), middle: middle.into() }
    }
    fn empty(&self) -> &'static str {
        "No AI system yet; n in the list of systems adds one."
    }
    fn marked(&self, world: &World) -> Option<Id> {
        let id = self.list(world).current().map(|(id, _)| *id)?;
        world.records.live(id).map(|r| r.id)
    }
    fn long_texts(&self, world: &World) -> Vec<Id> {
        self.marked(world).map(|id| act::read_along(id, world)).unwrap_or_default()
    }
    fn act(&mut self, command: Command, world: &World) -> Option<Vec<Effect>> {
        let current = self.list(world).current().copied();
        match command {
            Command::Open | Command::Edit => {
                Some(current.map(|(_, to)| Effect::Go(place(to, world))).into_iter().collect())
            }
            Command::Assess if self.which == Grids::Impacts => {
                current.map(|(id, _)| act::perform(Act::Assess, &[id], world))
            }
            Command::Ready if self.which == Grids::Documents => Some(vec![ready::ask(Kind::Document)]),
            Command::CopyText => Some(self.copied("the grid", world)),
            _ => None,
        }
    }
}

fn place(to: StandsTarget, world: &World) -> Place {
    match to {
        StandsTarget::Record(id) => place_of(id, world),
        StandsTarget::Stage(at) => {
            Place::List(Kind::Item, risk::STAGES.get(at).map_or(String::new(), |s| s.label.into()))
        }
        StandsTarget::Documents => Place::List(Kind::Document, String::new()),
    }
}
