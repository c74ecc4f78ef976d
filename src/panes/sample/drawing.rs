//! Drawing: from what, how, how many; and drawing anew.

use super::{Samples, auditor, moment, source_of};
use crate::{
    domain::{
        Change, Id, Kind, Record, Value,
        kinds::sample::{self, METHODS, Method},
        workflow::sample::{Hand, MOST, SamplePlan, SampleSource, draw, population, register_of, registers},
    },
    ui::{
        AfterChoice, AfterText, Effect, Place, RowsFor, TextFor, World,
        place::{Menu, MenuRow, Prompt},
    },
};

/// The registers to draw from, the one that the question names first.
fn kinds(answer: Id, world: &World) -> Vec<Kind> {
    let named = world.records.get(answer).map_or(Kind::System, |a| register_of(world.view(), a));
    let rest = registers().filter(|k| *k != named && world.records.count(*k) > 0);
    [named].into_iter().chain(rest).collect()
}

/// Asks from what a sample is drawn: Enter takes the register that the question names.
pub fn whence(answer: Id, world: &World) -> Place {
    let row = |kind: &Kind| {
        let count = world.records.count(*kind);
        let size = crate::domain::sampling::usual_size(count);
        MenuRow {
            label: kind.spec().plural.into(),
            detail: format!("{size} of {count}, at random"),
            ..MenuRow::default()
        }
    };
    let mut rows: Vec<MenuRow> = kinds(answer, world).iter().map(row).collect();
    let more = [("a list that you type or paste", "one item a line"), ("a number of things", "numbered elsewhere")];
    // Next to the first line, so that they are seen.
    for (i, (label, detail)) in more.into_iter().enumerate() {
        rows.insert(i + 1, MenuRow { label: label.into(), detail: detail.into(), ..MenuRow::default() });
    }
    Place::Menu(Menu::list("Sample of what? Enter draws", rows, AfterChoice::Rows(RowsFor::SampleOf(answer))))
}

/// A row was chosen: a register is drawn from at once, else its name is asked for.
pub fn chosen(answer: Id, row: Option<usize>, world: &World) -> Vec<Effect> {
    let ask = |title, help, what| vec![Effect::Go(Prompt::ask(title, help, AfterText::Tell(what)))];
    match row {
        Some(1) => ask("A list of what?", "Then type or paste it, one item a line.", TextFor::SampleOfList),
        Some(2) => ask("How many of what?", "240 tickets of June", TextFor::SampleCount),
        Some(row) => {
            let kinds = kinds(answer, world);
            let kind = kinds.get(row.saturating_sub(if row > 2 { 2 } else { 0 })).copied().unwrap_or(Kind::System);
            drawn(answer, None, &SamplePlan::usual(SampleSource::Register(kind)), world)
        }
        None => Vec::new(),
    }
}

/// What the list or the number is of.
pub fn named(answer: Id, what: TextFor, text: &str, world: &World) -> Vec<Effect> {
    let text = text.trim();
    if text.is_empty() {
        return vec![Effect::Say("nothing drawn: say of what".into())];
    }
    if what == TextFor::SampleOfList {
        let id = world.records.next_id(Kind::Sample);
        let values = vec![
            (sample::OF, Value::text(text)),
            (sample::ANSWER, Value::Ref(answer)),
            (sample::METHOD, Method::Random.value()),
        ];
        let change = Change::new(format!("sample {id} of {text}")).create(id, values);
        return vec![
            Effect::Save(change),
            Effect::Go(Place::Samples(answer)),
            Effect::Go(Place::Field(vec![id], sample::LIST)),
        ];
    }
    let (number, of) = text.split_once(' ').unwrap_or((text, "items"));
    match number.parse::<usize>() {
        Ok(count) if (1..=MOST).contains(&count) => {
            drawn(answer, None, &SamplePlan::usual(SampleSource::Count(of.trim().into(), count)), world)
        }
        _ => vec![Effect::Say(format!("“{number}” is no number of items: 1 to {MOST}, then of what"))],
    }
}

/// Draws, and shows what was drawn.
fn drawn(answer: Id, old: Option<&Record>, plan: &SamplePlan, world: &World) -> Vec<Effect> {
    let hand = Hand { by: auditor(answer, world), today: world.now.date(), moment: moment(world) };
    match draw(world.view(), answer, old, plan, &hand) {
        Ok(change) => vec![Effect::Save(change), Effect::Go(Place::Samples(answer))],
        Err(why) => vec![Effect::Warn(why)],
    }
}

/// The methods, the one in force marked.
pub fn methods(sample: Option<&Record>) -> Place {
    let row =
        |c: &crate::domain::Choice| MenuRow { letter: Some(c.letter), label: c.label.into(), ..MenuRow::default() };
    let at = sample.and_then(|s| Method::of(s, sample::METHOD)).map_or(0, |m| m as usize);
    let menu =
        Menu::letters("How is it chosen?", METHODS.iter().map(row).collect(), AfterChoice::Rows(RowsFor::SampleMethod));
    Place::Menu(Menu { at, ..menu })
}

impl Samples {
    /// Draws the shown sample anew, with something else than before.
    pub(super) fn again(&mut self, other: impl FnOnce(&mut SamplePlan), world: &World) -> Vec<Effect> {
        let Some(old) = self.sample(world) else { return Vec::new() };
        let method = Method::of(old, sample::METHOD).unwrap_or(Method::Random);
        let why = old.text(sample::WHY);
        let ruled = why.is_empty() || why == crate::domain::sampling::RULE;
        let size = old.number(sample::SIZE).filter(|n| *n > 0 && !ruled && method != Method::All);
        let mut plan = SamplePlan {
            method,
            size: size.map(|n| n as usize),
            seed: Some(old.text(sample::SEED).to_string()).filter(|s| !s.is_empty()),
            why: if ruled || method == Method::All { String::new() } else { why.to_string() },
            ..SamplePlan::usual(source_of(old))
        };
        other(&mut plan);
        if matches!(plan.method, Method::RiskBased | Method::Judgement) && plan.chosen.is_empty() {
            return self.method_chosen(Some(plan.method as usize), world);
        }
        self.window.first();
        self.at = Some(old.id);
        drawn(self.answer, Some(old), &plan, world)
    }

    /// Where the method leaves the choice to a person, the items are asked for.
    pub(super) fn method_chosen(&mut self, row: Option<usize>, world: &World) -> Vec<Effect> {
        let Some(method) = row.and_then(|row| Method::ALL.get(row).copied()) else { return Vec::new() };
        let Some(old) = self.sample(world) else { return Vec::new() };
        if !matches!(method, Method::RiskBased | Method::Judgement) {
            return self.again(|plan| plan.method = method, world);
        }
        self.by_hand = Some((method, Vec::new()));
        let list = population(world.view(), &source_of(old), method);
        let rows = list.into_iter().map(|label| MenuRow { label, ..MenuRow::default() }).collect();
        let title = "Which ones? Space ticks, Enter takes them; the auditor chooses, never the auditee";
        let menu = Menu::list(title, rows, AfterChoice::Rows(RowsFor::SampleItems));
        vec![Effect::Go(Place::Menu(Menu { many: true, ..menu }))]
    }

    pub(super) fn items_chosen(&mut self, rows: Vec<usize>) -> Vec<Effect> {
        let Some((_, chosen)) = self.by_hand.as_mut().filter(|_| !rows.is_empty()) else {
            return vec![Effect::Say("nothing was ticked; the sample stays as it was".into())];
        };
        *chosen = rows;
        let help = "Which risk or doubt led to these; it is printed with the sample.";
        vec![Effect::Go(Prompt::ask("Why these?", help, AfterText::Tell(TextFor::SampleWhy)))]
    }
}
