//! What others said to the same: holding an answer against another one.

use super::Card;
use crate::{
    domain::{
        Id, Record,
        claims::{self, Tie},
        kinds::{answer, interview},
        ticks,
    },
    ui::{
        AfterChoice, AfterText, Answer, Effect, Place, RecordsFor, RowsFor, World,
        place::{Menu, MenuRow, Prompt},
    },
};

impl Card {
    /// Asks for the other answer: those about the same clause or control first.
    pub(super) fn claims(&mut self, world: &World) -> Vec<Effect> {
        let mut effects = self.finish_note(world);
        let Some(record) = self.current(world) else { return effects };
        let view = world.view();
        let row = |a: &&Record| {
            let item = a.one(answer::ITEM).map_or(String::new(), |id| id.to_string());
            let with = a.one(answer::INTERVIEW).and_then(|id| world.records.get(id));
            let with = with.map_or(String::new(), |i| view.cell(i, interview::WITH));
            let label = format!("{} {item} {}", world.records.called(a.id), a.title());
            MenuRow { label, detail: with, id: Some(a.id), ..MenuRow::default() }
        };
        let rows: Vec<MenuRow> = claims::candidates(view, record).iter().map(row).collect();
        effects.push(match rows.is_empty() {
            true => Effect::Say("nobody else was asked about this yet".into()),
            false => {
                let title = "Who else spoke of this? Type a few words, or Enter for the marked one";
                Effect::Go(Place::Menu(Menu::list(title, rows, AfterChoice::Records(RecordsFor::Claim))))
            }
        });
        effects
    }

    pub(super) fn receive_claim(&mut self, answer: Answer, world: &World) -> Vec<Effect> {
        match answer {
            Answer::Records(_, ids) => ids.first().map(|id| vec![how(*id, world)]).unwrap_or_default(),
            Answer::Rows(RowsFor::Claim(other), rows) => self.tied(other, rows.first().copied(), world),
            _ => Vec::new(),
        }
    }

    fn tied(&self, other: Id, row: Option<usize>, world: &World) -> Vec<Effect> {
        let (Some(record), Some(row)) = (self.current(world), row) else { return Vec::new() };
        let tie = [Tie::Same, Tie::Contradicts, Tie::None][row.min(2)];
        // Where the other one says that they contradict each other, that is where it is settled or taken back.
        let there = world.records.live(other).filter(|a| a.refs(answer::CONTRADICTS).contains(&record.id));
        let mut effects = vec![match there {
            Some(there) => Effect::Save(claims::tie(there, record.id, tie)),
            None => Effect::Save(claims::tie(record, other, tie)),
        }];
        if tie == Tie::Contradicts {
            let at = there.map_or(record.id, |a| a.id);
            let then = AfterText::SetField { ids: vec![at], field: answer::SETTLED };
            let text = world.records.get(at).map_or("", |a| a.text(answer::SETTLED)).to_string();
            let help = "What was found to hold, and on what; it may stay open for now.";
            effects.push(Effect::Go(Prompt::with("How was the contradiction settled?", help, text, then)));
        }
        effects
    }

    /// What others said to this, for the lines under the note.
    pub(super) fn claim_lines(&self, world: &World) -> Vec<String> {
        let Some(record) = self.current(world) else { return Vec::new() };
        let view = world.view();
        let named = |a: &&Record| world.records.called(a.id);
        let same: Vec<String> = claims::same(view, record).iter().map(named).collect();
        let against: Vec<String> = claims::against(view, record).iter().map(named).collect();
        let line = |word: &str, list: Vec<String>| (!list.is_empty()).then(|| format!("{word} {}", list.join(", ")));
        [line("also said in", same), line("CONTRADICTS", against)].into_iter().flatten().collect()
    }
}

/// Asks how the two stand to each other.
fn how(other: Id, world: &World) -> Effect {
    let row = |letter, label: &str| MenuRow { letter: Some(letter), label: label.into(), ..MenuRow::default() };
    let rows = vec![row('s', "says the same"), row('c', "contradicts it"), row('n', "neither")];
    let title = format!("{}: how does it stand to this answer?", world.records.called(other));
    Effect::Go(Place::Menu(Menu::letters(title, rows, AfterChoice::Rows(RowsFor::Claim(other)))))
}

/// How checks and samples of an answer stand.
pub fn stands(world: &World, answer: &Record) -> Vec<String> {
    let ticked = ticks::told(answer.text(answer::TICKS));
    let ticked = Some(format!("checks {ticked}")).filter(|_| !ticked.is_empty());
    ticked.into_iter().chain(crate::panes::sample::lines(world, answer)).collect()
}
