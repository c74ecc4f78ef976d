//! The whole file by what it is about: for each theme, domain, stage and everyday word how many records there are, what
//! is open, late and blocking, and under it the registers to go to, narrowed to it.

use super::{
    asking::CheckRun,
    outline::{Fresh, Line},
    outlined::Outlined,
};
use crate::{
    command::Command,
    domain::{
        Id, Kind, Listing,
        angle::{self, Angles, Axis},
        checks::Severity,
        progress,
    },
    shown::{cut, pad},
    ui::{Effect, Header, Place, World},
};
use std::collections::{BTreeMap, BTreeSet};

/// How many rules are asked between two keys.
const PIECE: usize = 4;
/// How many records are looked at between two keys.
const RECORDS: usize = 1_500;

/// A line: a word, or a register beneath it.
#[derive(Clone, PartialEq)]
pub struct AngleLine {
    word: String,
    list: Option<usize>,
}

/// What was counted of one word in one register.
#[derive(Clone, Copy, Default)]
struct Sum {
    all: usize,
    open: usize,
    late: usize,
    blocks: usize,
}

impl Sum {
    fn add(&mut self, other: Sum) {
        self.all += other.all;
        self.open += other.open;
        self.late += other.late;
        self.blocks += other.blocks;
    }
    fn told(self) -> String {
        let cell = |n: usize| if n == 0 { String::new() } else { n.to_string() };
        format!("{:>7} {:>6} {:>6} {:>6}", cell(self.all), cell(self.open), cell(self.late), cell(self.blocks))
    }
}

/// The open pane.
#[derive(Default)]
pub struct AnglesPane {
    list: Fresh<AngleLine>,
    opened: BTreeSet<String>,
    asking: CheckRun,
    /// Records that block, once all rules have been asked.
    blockers: BTreeSet<Id>,
    /// What is counted: by word, then by register.
    sums: BTreeMap<(String, usize), Sum>,
    /// The records that are still to be looked at.
    rest: Vec<Id>,
    lists: Vec<Listing>,
    goes_on: u64,
    begun: bool,
}

/// Every word with the angles that it names, list by list.
fn words() -> Vec<(&'static str, String, String, Angles)> {
    let of = |axis: &'static Axis| {
        axis.words
            .iter()
            .enumerate()
            .map(move |(at, word)| (axis.name, angle::typed(word), word.label.to_string(), axis.angle(at)))
    };
    let views = angle::VIEWS
        .iter()
        .filter_map(|(name, _)| Some(("the whole", name.to_string(), name.to_string(), angle::named(name)?)));
    views.chain(angle::AXES.iter().flat_map(of)).collect()
}

impl AnglesPane {
    fn begin(&mut self, world: &World) {
        self.begun = true;
        self.sums.clear();
        self.lists = Listing::all();
        let kinds = Kind::ALL.iter().filter(|kind| !kind.is_single());
        self.rest = kinds.flat_map(|kind| world.records.all(*kind)).map(|r| r.id).collect();
        self.rest.reverse();
    }

    fn look(&mut self, world: &World, most: usize) {
        let view = world.view();
        let words = words();
        for _ in 0..most {
            let Some(id) = self.rest.pop() else { break };
            let Some(record) = world.records.live(id) else { continue };
            let about = angle::of(view, record);
            let Some(at) = self.lists.iter().position(|list| list.kind() == id.kind && list.holds(record)) else {
                continue;
            };
            let is_work = id.kind.spec().due.is_some() && id.kind.spec().state.is_some();
            let sum = Sum {
                all: 1,
                open: usize::from(is_work && progress::is_open(record)),
                late: usize::from(progress::late_days(view, record).is_some()),
                blocks: usize::from(self.blockers.contains(&id)),
            };
            for (list, typed, _, angles) in &words {
                if about.meets(*angles) {
                    self.sums.entry((key(list, typed), at)).or_default().add(sum);
                }
            }
        }
        self.list.forget();
    }

    fn whole(&self, key: &str) -> Sum {
        let mut all = Sum::default();
        self.sums.iter().filter(|((word, _), _)| word == key).for_each(|(_, sum)| all.add(*sum));
        all
    }

    /// The word of a list on which most waits: what is late, then what blocks.
    fn worst(&self, list: &str) -> Option<String> {
        let all = words().into_iter().filter(|(name, ..)| *name == list);
        let waiting = all.map(|(name, typed, ..)| {
            let sum = self.whole(&key(name, &typed));
            ((sum.late, sum.blocks), typed)
        });
        waiting.filter(|(n, _)| *n > (0, 0)).max_by_key(|(n, _)| *n).map(|(_, typed)| typed)
    }
}

/// A word may stand in two lists.
fn key(list: &str, typed: &str) -> String {
    format!("{list}/{typed}")
}

impl Outlined for AnglesPane {
    type Target = AngleLine;

    fn fresh(&self) -> &Fresh<AngleLine> {
        &self.list
    }
    fn fresh_mut(&mut self) -> &mut Fresh<AngleLine> {
        &mut self.list
    }
    fn lines(&self, _: &World) -> Vec<Line<AngleLine>> {
        let mut lines = Vec::new();
        let mut heading = "";
        for (list, typed, label, _) in words() {
            if heading != list {
                heading = list;
                if !lines.is_empty() {
                    lines.push(Line::plain(""));
                }
                let head = format!("{}records   open   late blocks", pad(&list.to_uppercase(), 34));
                lines.push(Line::heading(head));
            }
            let key = key(list, &typed);
            let worst = list == "domains" && self.worst(list).as_ref() == Some(&typed);
            let mark = if worst { "  < most waits here" } else { "" };
            let text = format!("  {}{}{mark}", pad(&cut(&label, 30), 32), self.whole(&key).told());
            lines.push(Line::row(text.trim_end().to_string(), AngleLine { word: key.clone(), list: None }));
            if self.opened.contains(&key) {
                for ((_, at), sum) in self.sums.iter().filter(|((word, _), _)| *word == key) {
                    let name = self.lists.get(*at).map_or("", |list| list.name());
                    let text = format!("    {}{}", pad(&cut(name, 28), 30), sum.told());
                    lines
                        .push(Line::row(text.trim_end().to_string(), AngleLine { word: key.clone(), list: Some(*at) }));
                }
            }
        }
        lines
    }
    fn is_here(&self, place: &Place) -> bool {
        matches!(place, Place::Angles)
    }
    fn footer(&self) -> &'static [Command] {
        use Command::*;
        &[Open, Filter, CopyText, GoMap, GoChecks, Back, Palette]
    }
    fn title(&self, world: &World) -> Header {
        let middle = match (self.rest.len(), self.asking.told()) {
            (0, Some(told)) => told,
            (0, None) => "Enter opens a word, then a register".into(),
            (left, _) => format!("{left} records to look at"),
        };
        Header { left: format!("{}  by theme, domain and stage", world.banner()), middle }
    }
    fn changed(&mut self) {
        self.asking.begin();
        self.begun = false;
        self.list.forget();
    }
    fn next_piece(&self) -> Option<u64> {
        (!self.begun || !self.rest.is_empty()).then_some(self.goes_on).or(self.asking.deadline())
    }
    fn goes_on(&mut self, world: &World) {
        self.goes_on = world.tick + 1;
        if !self.begun {
            self.begin(world);
        }
        if !self.rest.is_empty() {
            return self.look(world, RECORDS);
        }
        if let Some(found) = self.asking.go_on(world, PIECE) {
            let grave = found.iter().filter(|(check, _)| check.severity == Severity::Blocker);
            self.blockers = grave.flat_map(|(_, spots)| spots.iter().map(|s| s.id)).collect();
            // Counted again, now that it is known what blocks.
            self.begin(world);
        }
    }
    fn act(&mut self, command: Command, world: &World) -> Option<Vec<Effect>> {
        match command {
            Command::Open | Command::Edit => {
                let at = self.list(world).current().cloned()?;
                match at.list.and_then(|list| self.lists.get(list)) {
                    Some(list) => {
                        let word = at.word.rsplit('/').next().unwrap_or_default();
                        Some(vec![Effect::Go(Place::Narrowed(*list, format!("#{word}")))])
                    }
                    None => {
                        if !self.opened.remove(&at.word) {
                            self.opened.insert(at.word);
                        }
                        self.list.forget();
                        Some(Vec::new())
                    }
                }
            }
            Command::CopyText => Some(self.copied("what it is about", world)),
            _ => None,
        }
    }
}
