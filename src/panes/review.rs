//! A management review, input by input: what the last one decided, what is to be decided and what only to be known, with
//! the numbers of today and the records behind them; what was decided; the verdict and the signature.

mod lines;

use super::{
    findings,
    outline::{Fresh, Line},
    outlined::Outlined,
    place_of,
};
use crate::{
    command::{Command, Context},
    domain::{
        Change, Id, Kind, Record,
        kinds::{
            review,
            review_input::{self, Input},
        },
        review as inputs, workflow,
    },
    ui::{
        AfterChoice, AfterText, Answer, Effect, Header, Place, TextFor, World,
        place::{Menu, MenuRow, Prompt},
    },
};

/// What a line leads to.
#[derive(Clone, Copy, PartialEq)]
pub enum ReviewTarget {
    /// An input, with its record if there is one.
    Input(Input, Option<Id>),
    Record(Id),
    Field(usize),
}

/// The open review.
pub struct ReviewPane {
    id: Id,
    list: Fresh<ReviewTarget>,
}

impl ReviewPane {
    pub fn new(id: Id) -> ReviewPane {
        ReviewPane { id, list: Fresh::default() }
    }
    fn record<'a>(&self, world: &'a World) -> Option<&'a Record> {
        world.records.live(self.id)
    }
    fn input_at(&self, world: &World) -> Option<(Input, Option<Id>)> {
        match self.list(world).current() {
            Some(ReviewTarget::Input(input, id)) => Some((*input, *id)),
            _ => None,
        }
    }

    /// The record of the marked input and the step that makes it, if it is not there yet.
    fn of_input(&self, world: &World) -> Option<(Id, Vec<Effect>)> {
        let (review, (input, there)) = (self.record(world)?, self.input_at(world)?);
        if let Some(id) = there {
            return Some((id, Vec::new()));
        }
        let label = format!("{} in {}", inputs::said(input).map_or("a point", |s| s.title), self.id);
        let (change, id) = workflow::review::record(world.view(), review, input, Change::new(label));
        let effects = if change.is_empty() { Vec::new() } else { vec![Effect::Save(change)] };
        Some((id, effects))
    }

    /// Opens a field of the marked input.
    fn field(&self, field: usize, world: &World) -> Vec<Effect> {
        let Some((id, mut effects)) = self.of_input(world) else { return Vec::new() };
        effects.push(Effect::Go(Place::Field(vec![id], field)));
        effects
    }

    fn open(&self, world: &World) -> Vec<Effect> {
        match self.list(world).current() {
            Some(ReviewTarget::Input(input, _)) => vec![Effect::Go(self.behind(*input, world))],
            Some(ReviewTarget::Record(id)) => vec![Effect::Go(place_of(*id, world))],
            Some(ReviewTarget::Field(field)) => vec![Effect::Go(Place::Field(vec![self.id], *field))],
            None => Vec::new(),
        }
    }

    /// The records behind the numbers of an input, each leading to its page; the questions stand above them.
    fn behind(&self, input: Input, world: &World) -> Place {
        let Some(review) = self.record(world) else { return Place::Home };
        let numbers = inputs::numbers(world.view(), review, input);
        let rows: Vec<(MenuRow, Place)> = numbers
            .iter()
            .flat_map(|n| n.ids.iter().map(move |id| (n.label, *id)))
            .map(|(label, id)| {
                let row = MenuRow {
                    label: world.records.in_full(id),
                    detail: label.into(),
                    id: Some(id),
                    ..MenuRow::default()
                };
                (row, place_of(id, world))
            })
            .collect();
        let said = inputs::said(input);
        let title = said.map_or("A point of our own".to_string(), |s| s.title.to_string());
        if rows.is_empty() {
            let asks = said.map_or(&[][..], |s| s.questions).iter().map(|q| q.to_string());
            let told = numbers.iter().map(inputs::Number::told).chain([String::new()]);
            return Place::Guide { title, lines: told.chain(asks).collect() };
        }
        let (rows, places) = rows.into_iter().unzip();
        Place::Menu(Menu::list(title, rows, AfterChoice::Go(places)))
    }

    fn guide(&self, world: &World) -> Vec<Effect> {
        let (Some(review), Some((input, id))) = (self.record(world), self.input_at(world)) else { return Vec::new() };
        let said = inputs::said(input);
        let mut lines: Vec<String> = said.map_or(&[][..], |s| s.questions).iter().map(|q| q.to_string()).collect();
        lines.push(String::new());
        lines.extend(inputs::numbers_text(world.view(), review, input).lines().map(str::to_string));
        if let Some(record) = id.and_then(|id| world.records.live(id)) {
            for (label, field) in [("Said", review_input::NOTE), ("Decided", review_input::DECIDED)] {
                if !record.text(field).is_empty() {
                    lines.extend([String::new(), format!("{label}:")]);
                    lines.extend(record.text(field).lines().map(str::to_string));
                }
            }
        }
        let title = said.map_or("A point of our own".to_string(), |s| format!("{} ({})", s.title, s.clause));
        vec![Effect::Go(Place::Guide { title, lines })]
    }

    fn own(&self, command: Command, world: &World) -> Option<Vec<Effect>> {
        let review = self.record(world)?;
        let view = world.view();
        Some(match command {
            Command::ReviewTreat => vec![Effect::Save(workflow::review::treat(view, review, self.input_at(world)?))],
            Command::ReviewLeave => {
                let help = "The reason stands in the minutes; the input counts as looked at.";
                vec![Effect::Go(Prompt::ask("Why is it not treated?", help, AfterText::Tell(TextFor::ReviewLeave)))]
            }
            Command::ReviewNote => self.field(review_input::NOTE, world),
            Command::ReviewDecided => self.field(review_input::DECIDED, world),
            Command::ReviewGuide => self.guide(world),
            Command::AddAction => match self.of_input(world) {
                Some((id, mut effects)) => {
                    effects.push(Effect::Go(findings::ask_action(id, world)));
                    effects
                }
                None => vec![Effect::Go(findings::ask_action(self.id, world))],
            },
            Command::Add => {
                let help = "A point of your own; it stands apart from what the standard asks for.";
                vec![Effect::Go(Prompt::ask("A further point", help, AfterText::Tell(TextFor::ReviewPoint)))]
            }
            Command::ReviewSign => match workflow::review::sign(view, review, world.me()) {
                Ok(change) => vec![Effect::Save(change)],
                Err(why) => vec![Effect::Say(why)],
            },
            Command::ReviewNext => next(Some(review), world),
            Command::Edit => vec![Effect::Go(Place::Record(self.id))],
            Command::Paper => vec![Effect::Go(Place::Papers(Some(self.id)))],
            Command::History => vec![Effect::Go(Place::History(self.id))],
            Command::CopyText => self.copied(self.id.to_string(), world),
            _ => return None,
        })
    }
}

/// Plans the next review from this one, or goes to the one that is planned.
pub fn next(last: Option<&Record>, world: &World) -> Vec<Effect> {
    let after = |r: &&Record| last.is_some() && r.one(review::LAST) == last.map(|l| l.id);
    if let Some(there) = world.records.all(Kind::Review).rfind(after) {
        return vec![Effect::Go(Place::Review(there.id)), Effect::Say(format!("{} follows it already", there.id))];
    }
    let (change, id) = workflow::review::next(world.view(), last);
    vec![Effect::Save(change), Effect::Go(Place::Review(id))]
}

/// Goes to the review that comes, else to the last one; asks whether to plan the first where there is none.
pub fn go(world: &World) -> Vec<Effect> {
    let there = inputs::coming(world.view()).or_else(|| inputs::last_signed(world.view()));
    match there {
        Some(there) => vec![Effect::Go(Place::Review(there.id))],
        None => {
            let row = |label: &str, detail: &str| MenuRow {
                label: label.into(),
                detail: detail.into(),
                ..MenuRow::default()
            };
            let plan = row("Plan the first management review", "With the inputs that 9.3.2 asks for.");
            let rows = vec![plan, row("Not now", "")];
            let then = AfterChoice::Run(vec![Command::ReviewNext, Command::Back]);
            vec![Effect::Go(Place::Menu(Menu::list("No management review stands here", rows, then)))]
        }
    }
}

/// Plans the next review from the last one that there is.
pub fn plan(world: &World) -> Vec<Effect> {
    next(world.records.all(Kind::Review).max_by_key(|r| (r.date(review::DAY), r.id)), world)
}

impl Outlined for ReviewPane {
    type Target = ReviewTarget;

    fn fresh(&self) -> &Fresh<ReviewTarget> {
        &self.list
    }
    fn fresh_mut(&mut self) -> &mut Fresh<ReviewTarget> {
        &mut self.list
    }
    fn lines(&self, world: &World) -> Vec<Line<ReviewTarget>> {
        lines::of(self.id, world)
    }
    fn is_here(&self, place: &Place) -> bool {
        matches!(place, Place::Review(id) if *id == self.id)
    }
    fn own_contexts(&self) -> &'static [Context] {
        &[Context::Review, Context::List]
    }
    fn footer(&self) -> &'static [Command] {
        use Command::*;
        &[
            Open,
            ReviewTreat,
            ReviewNote,
            ReviewDecided,
            AddAction,
            ReviewLeave,
            ReviewSign,
            ReviewGuide,
            Paper,
            Back,
            Palette,
        ]
    }
    fn title(&self, world: &World) -> Header {
        let review = world.records.live(self.id);
        let title = review.map_or("", Record::title);
        let state = review.map_or(String::new(), |r| world.view().cell(r, review::STATE));
        let treated = review.map_or(String::new(), |r| inputs::treated_text(world.view(), r));
        Header {
            left: format!("{}  {} {title}", world.banner(), self.id),
            middle: format!("{state}  {treated} inputs"),
        }
    }
    fn marked(&self, world: &World) -> Option<Id> {
        match self.list(world).current() {
            Some(ReviewTarget::Input(_, Some(id)) | ReviewTarget::Record(id)) => Some(*id),
            _ => Some(self.id),
        }
    }
    fn long_texts(&self, world: &World) -> Vec<Id> {
        inputs::records_of(world.view(), self.id).iter().map(|r| r.id).collect()
    }
    fn answered(&mut self, answer: Answer, world: &World) -> Vec<Effect> {
        let Some(review) = self.record(world) else { return Vec::new() };
        let made = match answer {
            Answer::Text(TextFor::ReviewLeave, why) => match self.input_at(world) {
                Some(input) => workflow::review::leave_out(world.view(), review, input, &why),
                None => return Vec::new(),
            },
            Answer::Text(TextFor::ReviewPoint, title) => workflow::review::own(world.view(), review, &title),
            _ => return Vec::new(),
        };
        match made {
            Ok(change) => vec![Effect::Save(change)],
            Err(why) => vec![Effect::Warn(why)],
        }
    }
    fn about(&self) -> Option<Id> {
        Some(self.id)
    }
    fn refusal(&self, command: Command, world: &World) -> Option<String> {
        use Command::*;
        let of_input = matches!(command, ReviewTreat | ReviewLeave | ReviewNote | ReviewDecided | ReviewGuide);
        (of_input && self.input_at(world).is_none()).then(|| "this is for an input; move to one".into())
    }
    fn act(&mut self, command: Command, world: &World) -> Option<Vec<Effect>> {
        match command {
            Command::Open => Some(self.open(world)),
            other => self.own(other, world),
        }
    }
}
