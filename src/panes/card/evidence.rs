//! Evidence on the card: seen now, promised, who is in the room, and questions added on the way.

use super::Card;
use crate::{
    command::Command,
    domain::{
        Change, Id, Kind, Record, Value,
        kinds::{answer, evidence, interview, request, sighting},
        promised_line::PromisedLine,
        rounds,
    },
    panes::{answering, plan},
    parts::clock,
    ui::{
        AfterChoice, AfterText, Answer, Effect, Place, RecordsFor, RowsFor, TextFor, World,
        place::{Menu, MenuRow, Prompt},
    },
};

impl Card {
    pub(super) fn run_evidence(&mut self, command: Command, world: &World) -> Option<Vec<Effect>> {
        match command {
            Command::EvidenceSeen => Some(vec![self.ask_seen(world)]),
            Command::EvidenceAsk => {
                let who = self.person(world).map_or("somebody".into(), |p| world.records.name(p));
                let day = clock::weekday(answering::promised_day(world), world.now.date());
                let help = format!(
                    "Promised by {who}, by {day}. For another day end with: by fri, by +7, by 31.3.2026; for somebody \
                     else in the room with the initials."
                );
                Some(vec![Effect::Go(Prompt::ask("Evidence promised: what?", help, AfterText::Tell(TextFor::Request)))])
            }
            Command::ClaimTie => Some(self.claims(world)),
            Command::TicksOpen => {
                let mut effects = self.finish_note(world);
                effects.extend(self.at.map(|at| Effect::Go(Place::Ticks(at))));
                Some(effects)
            }
            Command::SampleOpen => Some(self.sample(world)),
            Command::Who => Some(vec![Effect::Go(self.who_menu(world))]),
            _ => None,
        }
    }

    /// All evidence, the last one noted first, so that the same again is Enter.
    pub(super) fn evidence_menu(&self, world: &World) -> Place {
        let view = world.view();
        let seen = |a: Id, e: Id| (e, sighting::of(view, a, e).is_some());
        let here: Vec<(Id, bool)> = self
            .current(world)
            .map(|a| a.refs(answer::EVIDENCE).iter().map(|e| seen(a.id, *e)).collect())
            .unwrap_or_default();
        let recent: Vec<Id> = self.recent_evidence(world);
        let mut rows: Vec<MenuRow> = world
            .records
            .all(Kind::Evidence)
            .map(|e| {
                let detail = match here.iter().find(|(id, _)| *id == e.id) {
                    Some((_, true)) => "seen here: Enter shows how".into(),
                    Some((_, false)) => "not seen here yet".into(),
                    None => [e.text(evidence::VERSION), evidence::state(world.view(), e)].join(" ").trim().into(),
                };
                MenuRow { label: e.title().into(), detail, id: Some(e.id), ..MenuRow::default() }
            })
            .collect();
        // What waits to be seen again stands first, what was seen here last.
        rows.sort_by_key(|r| {
            let at = recent.iter().position(|id| Some(*id) == r.id);
            let seen = here.iter().find(|(id, _)| Some(*id) == r.id).map(|(_, seen)| *seen);
            let place = seen.map_or(1, |seen| if seen { 2 } else { 0 });
            (place, at.unwrap_or(usize::MAX), std::cmp::Reverse(r.id))
        });
        let then = AfterChoice::Records(RecordsFor::Evidence);
        let title = "Evidence seen: type a few words, or Enter for the marked one".into();
        Place::Menu(Menu {
            title,
            rows,
            many: false,
            letters: false,
            new: &[Kind::Evidence],
            typed: String::new(),
            at: 0,
            then,
        })
    }

    /// Evidence of this interview, of the latest judged question first.
    fn recent_evidence(&self, world: &World) -> Vec<Id> {
        let mut answers = self.answers(world);
        answers.sort_by_key(|a| std::cmp::Reverse((a.stamp(answer::JUDGED), a.rev)));
        let mut ids = Vec::new();
        for id in answers.iter().flat_map(|a| a.refs(answer::EVIDENCE).iter().rev()) {
            if !ids.contains(id) {
                ids.push(*id);
            }
        }
        ids
    }

    pub(super) fn receive_evidence(&mut self, answer: Answer, world: &World) -> Vec<Effect> {
        match answer {
            Answer::Records(RecordsFor::Evidence, ids) => {
                ids.first().map(|id| self.seen(*id, None, Vec::new(), world)).unwrap_or_default()
            }
            Answer::New(RecordsFor::Evidence, name, _) => {
                let new = vec![(evidence::TITLE, Value::text(name.trim()))];
                self.seen(world.records.next_id(Kind::Evidence), Some(new), Vec::new(), world)
            }
            Answer::Rows(RowsFor::ShownAs(at), rows) => self.seen_as(at, rows.first().copied(), world),
            Answer::Text(TextFor::Request, text) => self.promised(&text, world),
            Answer::Rows(RowsFor::EndInterview, rows) => self.ended(rows.first().copied(), world),
            Answer::Records(RecordsFor::Claim, _) | Answer::Rows(RowsFor::Claim(_), _) => {
                self.receive_claim(answer, world)
            }
            Answer::Rows(RowsFor::SampleOf(_), _) | Answer::Text(TextFor::SampleCount | TextFor::SampleOfList, _) => {
                self.receive_sample(answer, world)
            }
            Answer::Text(TextFor::AddQuestion, text) => self.add_question(&text, world),
            Answer::Records(RecordsFor::Who, ids) => {
                ids.first().map(|id| self.comes_or_leaves(world.records.name(*id), None, world)).unwrap_or_default()
            }
            Answer::New(RecordsFor::Who, name, _) => self.comes_or_leaves(name.clone(), Some(name), world),
            _ => Vec::new(),
        }
    }

    /// The evidence is linked with the question and was seen today; the verdict, if there is one, counts as proven from now on.
    /// `new` are the values of evidence that is not on file yet, `more` what is known of this sight beside what follows.
    pub(super) fn seen(
        &mut self,
        id: Id,
        new: Option<Vec<(usize, Value)>>,
        more: Vec<(usize, Value)>,
        world: &World,
    ) -> Vec<Effect> {
        let Some(record) = self.current(world) else { return Vec::new() };
        if let Some(before) = sighting::of(world.view(), record.id, id) {
            return vec![Effect::Go(Place::Record(before.id))];
        }
        let mut effects = self.begin(world);
        let mut change = Change::new(format!("evidence {id} seen, {}", self.place_name(world)));
        let made = |values: &Vec<(usize, Value)>| {
            values.iter().fold(Record::new(id), |record, (field, value)| record.with(*field, value.clone()))
        };
        let record_of_new = new.as_ref().map(made);
        let Some(seen) = record_of_new.as_ref().or(world.records.live(id)) else { return Vec::new() };
        if let Some(new) = new {
            change = change.create(id, new.into_iter().filter(|(_, v)| !v.is_empty()).collect());
        }
        let talk = (record.id, world.records.get(self.interview));
        let last = sighting::last_of(world.view(), id);
        let mut values = sighting::values(seen, last, Some(talk), Some(world.now.date()));
        for (field, value) in more.into_iter().filter(|(_, v)| !v.is_empty()) {
            values.retain(|(f, _)| *f != field);
            values.push((field, value));
        }
        change = change.create(world.records.next_id(Kind::Sighting), values);
        let all = record.refs(answer::EVIDENCE).iter().copied().chain([id]);
        let mut values = vec![(answer::EVIDENCE, Value::refs(all))];
        if answer::verdict(record).is_judged() {
            values.push((answer::PROOF, answer::Proof::Proven.value()));
        }
        effects.push(Effect::Save(change.set(record, values)));
        effects.push(Effect::Say(format!("{id} {} noted as seen", seen.title())));
        effects
    }

    fn promised(&mut self, text: &str, world: &World) -> Vec<Effect> {
        let room = world.records.get(self.interview).map_or(Vec::new(), |i| rounds::room::people(&world.records, i));
        let PromisedLine { what, who, day } = PromisedLine::read(text, &room, world.now.date());
        let day = day.unwrap_or_else(|| answering::promised_day(world));
        let from = who.or(self.person(world));
        if what.is_empty() {
            return vec![Effect::Say("nothing noted: say what was promised".into())];
        }
        let mut effects = self.begin(world);
        let Some(record) = self.current(world) else { return effects };
        let id = world.records.next_id(Kind::Request);
        let values = vec![
            (request::WHAT, Value::text(&what)),
            (request::FROM, Value::one(from)),
            (request::DUE, Value::Date(day)),
            (request::STATE, request::State::Open.value()),
            (request::ANSWER, Value::Ref(record.id)),
            (request::ITEM, Value::one(record.one(answer::ITEM))),
        ];
        effects
            .push(Effect::Save(Change::new(format!("{id} promised, {}", self.place_name(world))).create(id, values)));
        let who = from.map_or(String::new(), |p| format!(" from {}", world.records.name(p)));
        effects.push(Effect::Say(format!("{id} promised{who} by {}", clock::weekday(day, world.now.date()))));
        effects
    }

    fn add_question(&mut self, text: &str, world: &World) -> Vec<Effect> {
        if text.trim().is_empty() {
            return vec![Effect::Say("no question added: it was empty".into())];
        }
        if let Some(id) = super::reference::named(text, world) {
            return self.go_to_reference(id, world);
        }
        let item = self.current(world).and_then(|a| a.one(answer::ITEM));
        let values = vec![(answer::QUESTION, Value::text(text.trim())), (answer::ITEM, Value::one(item))];
        let change = plan::insert_after(world, self.interview, self.at, values);
        vec![Effect::Save(change), Effect::Say("question added right after this one".into())]
    }

    fn who_menu(&self, world: &World) -> Place {
        let present =
            world.records.get(self.interview).map(|i| i.text(interview::PRESENT).to_string()).unwrap_or_default();
        let mut rows: Vec<MenuRow> = world
            .records
            .all(Kind::Person)
            .map(|p| {
                let here = is_present(&present, p.title());
                let detail = if here { "in the room: leaves".to_string() } else { "comes".to_string() };
                MenuRow { label: p.title().into(), detail, id: Some(p.id), ..MenuRow::default() }
            })
            .collect();
        rows.sort_by_key(|r| !r.detail.starts_with("in"));
        let title = "Who comes or leaves?";
        let then = AfterChoice::Records(RecordsFor::Who);
        Place::Menu(Menu { new: &[Kind::Person], ..Menu::list(title, rows, then) })
    }

    fn comes_or_leaves(&mut self, name: String, new: Option<String>, world: &World) -> Vec<Effect> {
        let before = world.records.get(self.interview).map(|i| i.text(interview::PRESENT)).unwrap_or_default();
        let word = if is_present(before, &name) { "left" } else { "came" };
        let mut change = Change::new(format!("{name} {word}, {}", self.interview));
        if let Some(name) = new {
            let id = world.records.next_id(Kind::Person);
            change = change.create(id, vec![(crate::domain::kinds::person::NAME, Value::text(name))]);
        }
        self.log(change, format!("{} {name} {word}", world.now.clock()), world)
    }

    /// A silence is no interview time; the log of who was present says so.
    pub(super) fn log_pause(&mut self, minutes: u64, world: &World) -> Vec<Effect> {
        let line = format!("{} after a pause of {minutes} min, not counted", world.now.clock());
        self.log(Change::new(format!("pause in {}", self.interview)), line, world)
    }

    /// Adds a line to the log of who was present.
    fn log(&mut self, mut change: Change, line: String, world: &World) -> Vec<Effect> {
        let mut effects = self.begin(world);
        let Some(record) = world.records.live(self.interview) else { return effects };
        let before = record.text(interview::PRESENT);
        let text = if before.is_empty() { line.clone() } else { format!("{before}\n{line}") };
        change = change.set(record, vec![(interview::PRESENT, Value::text(text))]);
        effects.push(Effect::Save(change));
        effects.push(Effect::Say(line));
        effects
    }
}

fn is_present(log: &str, name: &str) -> bool {
    log.lines().rev().find(|l| l.contains(name)).is_some_and(|l| l.ends_with("came"))
}
