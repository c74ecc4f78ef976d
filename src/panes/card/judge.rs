//! Judging on the card: verdict, proof, works, parking.

use super::{Card, offered::verdict_of};
use crate::{
    command::Command,
    domain::{
        Change, Id, Kind, Record, Value, coverage, follow_up,
        kinds::{
            YES,
            answer::{self, Verdict},
            finding::Effective,
            interview, round,
        },
        workflow,
    },
    panes::plan,
    ui::{
        AfterChoice, AfterText, Answer, Effect, Place, RecordsFor, RowsFor, TextFor, World,
        place::{Menu, MenuRow, Prompt},
    },
};

impl Card {
    pub(super) fn judge(&mut self, command: Command, world: &World) -> Option<Vec<Effect>> {
        let verdict = match command {
            Command::Park => {
                return Some(self.park(Value::Empty, world));
            }
            Command::ParkWhy => return Some(vec![Effect::Go(park_menu())]),
            Command::ParkRest => return Some(self.park_rest(world)),
            Command::Proof => return Some(self.field(answer::PROOF)),
            Command::Works => return Some(self.field(answer::WORKS)),
            Command::ItemJudged => return Some(self.item_judged(world)),
            Command::AboutSystem => return Some(self.field(answer::SYSTEMS)),
            _ => verdict_of(command)?,
        };
        if verdict == Verdict::NotApplicable && self.needs_why_not(world) {
            let then = AfterText::Tell(TextFor::WhyNot);
            let help = "A clause belongs to every AIMS: say why it is not applicable here. Esc judges nothing.";
            return Some(vec![Effect::Go(Prompt::ask("Not applicable: why?", help, then))]);
        }
        let mut effects = self.set_verdict(verdict, vec![], world);
        if verdict == Verdict::NotApplicable
            && let Some(at) = self.at
        {
            let then = AfterText::SetField { ids: vec![at], field: answer::WHY_NOT };
            effects.push(Effect::Go(Prompt::ask("Not applicable: why?", "One line; it may be left empty now.", then)));
        }
        let follows = self.current(world).and_then(|a| a.one(answer::FOLLOWS)).filter(|_| verdict.is_judged());
        if let Some(finding) = follows.filter(|_| verdict != Verdict::NotApplicable) {
            effects.push(follow_up_menu(finding, verdict, world));
        } else if world.setting("after_verdict") == Some("next") && verdict != Verdict::NotApplicable {
            effects.extend(self.step(1, world));
        }
        Some(effects)
    }

    /// Whether the verdict *not applicable* waits for its reason here.
    fn needs_why_not(&self, world: &World) -> bool {
        self.current(world).is_some_and(|a| crate::domain::gate::needs_why_not(&world.view(), a))
    }

    fn field(&self, field: usize) -> Vec<Effect> {
        self.at.map(|id| Effect::Go(Place::Quick(vec![id], field))).into_iter().collect()
    }

    /// One step: the verdict with its time, and proof as far as it can be known from the evidence.
    pub(super) fn set_verdict(&mut self, verdict: Verdict, more: Vec<(usize, Value)>, world: &World) -> Vec<Effect> {
        let mut effects = self.begin(world);
        let Some(record) = self.current(world) else { return effects };
        let mut values = verdict_values(record, verdict, world);
        values.extend(more);
        let word = self.word(verdict, world);
        let label = format!("verdict {word}, {}", self.place_name(world));
        effects.push(Effect::Save(Change::new(label).set(record, values)));
        let told = if world.hide_verdicts { "noted".to_string() } else { format!("verdict {word}") };
        let more = self.still_open(verdict, world);
        effects.push(Effect::Say(format!("{told}, {} undoes{more}", self.key(Command::Undo, world))));
        effects
    }

    /// What is still open about the clause or control that was just judged: it counts as judged when all of it is, or when
    /// the auditor says so.
    fn still_open(&self, verdict: Verdict, world: &World) -> String {
        let Some(record) = self.current(world) else { return String::new() };
        let counts = coverage::waits_for_the_rest(verdict);
        let item = record.one(answer::ITEM).filter(|_| counts && record.value(answer::WHOLE).is_empty());
        let open = item.map_or(0, |item| coverage::open_about(world.view(), item, record.id));
        match (open, item) {
            (0, _) | (_, None) => String::new(),
            (n, Some(item)) => {
                format!("; {n} more about {item}, {} says it is judged", self.key(Command::ItemJudged, world))
            }
        }
    }

    /// Says that the item is judged, or takes that back.
    fn item_judged(&mut self, world: &World) -> Vec<Effect> {
        let Some((record, item)) = self.current(world).and_then(|a| Some((a, a.one(answer::ITEM)?))) else {
            return vec![Effect::Say("this question is about no clause or control".into())];
        };
        if !answer::verdict(record).is_judged() {
            return vec![Effect::Say("judge this question first; then the clause or control".into())];
        }
        let (value, word) = match record.value(answer::WHOLE).is_empty() {
            true => (Value::Choice(YES), "judged, whatever is still to be asked"),
            false => (Value::Empty, "judged when all its questions are"),
        };
        let change = Change::new(format!("{item} {word}, {}", self.place_name(world)));
        let said = format!("{item} counts as {word}; {} undoes", self.key(Command::Undo, world));
        vec![Effect::Save(change.set(record, vec![(answer::WHOLE, value)])), Effect::Say(said)]
    }

    /// The word of a verdict, read in the way of the round's type.
    pub(super) fn word(&self, verdict: Verdict, world: &World) -> &'static str {
        if self.is_gap(world) {
            return verdict.gap_label();
        }
        match verdict {
            Verdict::Improve => Verdict::Improve.short(),
            Verdict::Minor => "minor",
            Verdict::Major => "major",
            other => other.label(),
        }
    }
    pub(super) fn is_gap(&self, world: &World) -> bool {
        let round = world.records.get(self.interview).and_then(|i| i.one(interview::ROUND));
        round
            .and_then(|r| world.records.get(r))
            .and_then(|r| round::Type::of(r, round::TYPE))
            .is_some_and(|t| !t.is_audit())
    }

    fn park_rest(&mut self, world: &World) -> Vec<Effect> {
        let mut effects = self.finish_note(world);
        let open: Vec<&Record> =
            self.answers(world).into_iter().filter(|a| answer::verdict(a) == Verdict::NotLookedAt).collect();
        if open.is_empty() {
            return vec![Effect::Say("no question is left open".into())];
        }
        let mut change = Change::new(format!("parking of {} questions of {}", open.len(), self.interview));
        for a in &open {
            let values =
                vec![(answer::VERDICT, Verdict::Parked.value()), (answer::PARKED, Value::text("no time left"))];
            change = change.set(a, values);
        }
        effects.push(Effect::Save(change));
        let undo = self.key(Command::Undo, world);
        effects.push(Effect::Say(format!("{} questions parked; {undo} takes it back", open.len())));
        effects
    }

    pub(super) fn receive_judged(&mut self, answer: Answer, world: &World) -> Vec<Effect> {
        match answer {
            Answer::Rows(RowsFor::FollowUp(_), rows) => self.followed_up(rows.first().copied(), world),
            Answer::Rows(RowsFor::ParkHow, rows) => self.park_as(rows.first().copied(), world),
            Answer::Text(TextFor::WhyNot, why) if why.trim().is_empty() => {
                vec![Effect::Warn("a clause is not applicable only with a reason; nothing was judged".into())]
            }
            Answer::Text(TextFor::WhyNot, why) => {
                let why = vec![(answer::WHY_NOT, Value::text(why.trim()))];
                self.set_verdict(Verdict::NotApplicable, why, world)
            }
            Answer::Text(TextFor::ParkReason, reason) => self.park(Value::text(reason.trim()), world),
            Answer::Records(asked @ (RecordsFor::ParkPerson | RecordsFor::ParkPersonWhy), people) => {
                let why = self.park_reason(asked);
                let parked = people.first().map(|person| self.park_for(*person, Vec::new(), world));
                parked.map_or_else(Vec::new, |effects| effects.into_iter().chain(why).collect())
            }
            Answer::New(asked @ (RecordsFor::ParkPerson | RecordsFor::ParkPersonWhy), name, _) => {
                let id = world.records.next_id(Kind::Person);
                let person = vec![(crate::domain::kinds::person::NAME, Value::text(&name))];
                let why = self.park_reason(asked);
                self.park_for(id, vec![(id, person)], world).into_iter().chain(why).collect()
            }
            other => self.receive_evidence(other, world),
        }
    }

    /// What was judged of the finding that is asked after.
    fn followed_up(&mut self, row: Option<usize>, world: &World) -> Vec<Effect> {
        let effective = match row {
            Some(0) => Effective::Yes,
            Some(1) => Effective::No,
            _ => return Vec::new(),
        };
        let judged = self.current(world).and_then(|a| follow_up::judged(world.view(), a, effective, world.me()));
        let Some(change) = judged else { return Vec::new() };
        let said = format!("{}; {} undoes", change.label, self.key(Command::Undo, world));
        vec![Effect::Save(change), Effect::Say(said)]
    }

    fn park_as(&mut self, row: Option<usize>, world: &World) -> Vec<Effect> {
        match row {
            Some(0) => vec![Effect::Go(self.person_menu(RecordsFor::ParkPerson, world))],
            Some(3) => vec![Effect::Go(self.person_menu(RecordsFor::ParkPersonWhy, world))],
            Some(1) => {
                let then = AfterText::Tell(TextFor::ParkReason);
                vec![Effect::Go(Prompt::ask(
                    "Park: why?",
                    "One line, for example: waiting for the release records.",
                    then,
                ))]
            }
            Some(2) => self.park(Value::text("waiting for evidence"), world),
            _ => Vec::new(),
        }
    }

    /// People, the last one a question was parked for first.
    fn person_menu(&self, asked: RecordsFor, world: &World) -> Place {
        let last = world
            .records
            .all(Kind::Answer)
            .filter(|a| a.one(answer::PARKED_FOR).is_some())
            .max_by_key(|a| (a.one(answer::INTERVIEW) == Some(self.interview), a.stamp(answer::JUDGED)))
            .and_then(|a| a.one(answer::PARKED_FOR));
        let with = world.records.get(self.interview).map(|i| i.refs(interview::WITH).to_vec()).unwrap_or_default();
        let mut rows: Vec<MenuRow> = world
            .records
            .all(Kind::Person)
            .filter(|p| !with.contains(&p.id))
            .map(|p| MenuRow {
                label: p.title().into(),
                detail: world.view().cell(p, crate::domain::kinds::person::ROLE),
                id: Some(p.id),
                ..MenuRow::default()
            })
            .collect();
        // Whoever asks the questions is hardly the one to answer them.
        rows.sort_by_key(|r| (r.id != last, r.id.is_some_and(|id| self.asks(id, world))));
        let then = AfterChoice::Records(asked);
        Place::Menu(Menu { new: &[Kind::Person], ..Menu::list("Park for whom?", rows, then) })
    }

    /// Asks why the question at hand waits for the person who was chosen, if that was wanted.
    fn park_reason(&self, asked: RecordsFor) -> Option<Effect> {
        let at = self.at.filter(|_| asked == RecordsFor::ParkPersonWhy)?;
        let then = AfterText::SetField { ids: vec![at], field: answer::PARKED };
        Some(Effect::Go(Prompt::ask("Parked for them: why?", "One line, for example: she keeps the list.", then)))
    }

    /// Whether a person is the auditor of this interview, or one of its round.
    fn asks(&self, person: Id, world: &World) -> bool {
        let Some(interview) = world.records.get(self.interview) else { return false };
        let round = interview.one(interview::ROUND).and_then(|id| world.records.get(id));
        let team = round.map(|r| r.refs(round::LEAD).iter().chain(r.refs(round::TEAM)).any(|id| *id == person));
        interview.one(interview::AUDITOR) == Some(person) || team == Some(true)
    }

    /// Parks for another person; the question joins that person's interview of the round, if one is still to be held.
    fn park_for(&mut self, person: Id, new: Vec<(Id, Vec<(usize, Value)>)>, world: &World) -> Vec<Effect> {
        let mut effects = self.begin(world);
        let Some(record) = self.current(world) else { return effects };
        let name = match new.first() {
            Some((_, values)) => {
                values.first().map_or(String::new(), |(_, v)| v.written(&Kind::Person.spec().fields[0]))
            }
            None => world.records.name(person),
        };
        let mut change = Change::new(format!("{} parked for {name}", self.place_name(world)));
        for (id, values) in new {
            change = change.create(id, values);
        }
        let mut values = verdict_values(record, Verdict::Parked, world);
        values.push((answer::PARKED_FOR, Value::Ref(person)));
        change = change.set(record, values);
        let joined = self.interview_of(person, world).filter(|other| {
            !interview::answers(world.view(), *other)
                .iter()
                .any(|a| a.text(answer::QUESTION) == record.text(answer::QUESTION))
        });
        if let Some(other) = joined {
            let position = plan::last_position(world, other) + plan::STEP;
            change = change.create(world.records.next_id(Kind::Answer), plan::copy_of(record, other, position));
        }
        effects.push(Effect::Save(change));
        let place = joined.map_or(String::new(), |i| format!("; it is in {i} now"));
        effects.push(Effect::Say(format!("parked for {name}{place}")));
        effects.extend(self.leave_parked(world));
        effects
    }

    fn park(&mut self, why: Value, world: &World) -> Vec<Effect> {
        let why = if why.is_empty() { vec![] } else { vec![(answer::PARKED, why)] };
        let mut effects = self.set_verdict(Verdict::Parked, why, world);
        effects.extend(self.leave_parked(world));
        effects
    }

    /// Parking always moves on; undoing it comes back.
    fn leave_parked(&mut self, world: &World) -> Vec<Effect> {
        let from = self.at;
        let effects = self.step(1, world);
        self.parked_from = from;
        effects
    }

    /// An interview with this person in the same round that is not held yet.
    fn interview_of(&self, person: Id, world: &World) -> Option<Id> {
        let round = world.records.get(self.interview)?.one(interview::ROUND)?;
        world
            .records
            .linked(round, Kind::Interview, interview::ROUND)
            .filter(|i| {
                i.id != self.interview && interview::State::of(i, interview::STATE) != Some(interview::State::Held)
            })
            .find(|i| i.refs(interview::WITH).contains(&person))
            .map(|i| i.id)
    }
}

/// What a verdict sets beside itself.
pub fn verdict_values(record: &Record, verdict: Verdict, world: &World) -> Vec<(usize, Value)> {
    workflow::judging::verdict_values(world.view(), record, verdict, world.now)
}

/// Asks what the answer says of the earlier finding.
fn follow_up_menu(finding: Id, verdict: Verdict, world: &World) -> Effect {
    let row = |letter, label: &str| MenuRow { letter: Some(letter), label: label.into(), ..MenuRow::default() };
    let rows = vec![
        row('e', "effective: what was done holds, on what was seen here"),
        row('n', "not effective: it goes back to its cause"),
        row('l', "say it later"),
    ];
    let title = format!("{}: was what was done about it effective?", world.records.in_full(finding));
    let then = AfterChoice::Rows(RowsFor::FollowUp(finding));
    Effect::Go(Place::Menu(Menu { at: usize::from(verdict.is_gap()), ..Menu::letters(title, rows, then) }))
}

fn park_menu() -> Place {
    let row = |letter, label: &str| MenuRow { letter: Some(letter), label: label.into(), ..MenuRow::default() };
    let rows = vec![
        row('o', "for another person"),
        row('r', "with a reason"),
        row('w', "waiting for evidence"),
        row('b', "for another person, and why"),
    ];
    let then = AfterChoice::Rows(RowsFor::ParkHow);
    Place::Menu(Menu::letters("Park this question", rows, then))
}
