//! How questions come into the list: proposed from the role, typed, or picked by clause, control, system or role.

use super::{Plan, STEP};
use crate::{
    domain::{
        Change, Id, Kind, Record, Records, Value, follow_up,
        kinds::{YES, answer, interview, person, round},
        rounds::{self, FieldValues},
        trail,
        value::join_ids,
    },
    framework::{self, Proposed, propose},
    ui::{
        AfterChoice, Effect, Place, RowsFor, World,
        place::{Menu, MenuRow},
    },
};

/// What one row of the menu stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// A heading, for example `7` or `A.6.2`.
    Heading(&'static str),
    Item(Id),
    /// An AI system: the key questions of its items, asked about this system.
    System(Id),
    /// An AI system followed station by station.
    Trail(Id),
    /// An earlier finding that is open and not asked after in the round yet.
    Finding(Id),
    /// A role: the key questions of the items it is asked about.
    Role(u8),
}

/// The values of proposed questions as new answers of an interview, at the positions after `last`.
pub fn questions_of(proposed: &[Proposed], interview: Id, last: i64) -> Vec<FieldValues> {
    let one = |(i, p): (usize, &Proposed)| {
        let mut values = vec![
            (answer::QUESTION, Value::text(&p.text)),
            (answer::INTERVIEW, Value::Ref(interview)),
            (answer::POSITION, Value::Number(last + (i as i64 + 1) * STEP)),
            (answer::SOURCE, Value::text(&p.source)),
        ];
        values.extend(p.item.map(|id| (answer::ITEM, Value::Ref(id))));
        values.extend(p.key.then_some((answer::KEY, Value::Choice(YES))));
        values
    };
    proposed.iter().enumerate().map(one).collect()
}

/// Adds new answers to a change, with the next free ids.
pub fn new_questions(records: &Records, change: Change, questions: Vec<FieldValues>) -> Change {
    let mut id = records.next_id(Kind::Answer);
    questions.into_iter().fold(change, |change, values| {
        let change = change.create(id, values);
        id.n += 1;
        change
    })
}

impl Plan {
    /// Those that the interview does not ask yet, by source or by words.
    fn missing(&self, world: &World, proposed: Vec<Proposed>) -> Vec<Proposed> {
        let there = interview::answers(world.view(), self.interview);
        let mut fresh: Vec<Proposed> = Vec::new();
        for p in proposed {
            let asked = there.iter().any(|a| a.text(answer::SOURCE) == p.source || a.title() == p.text);
            if !asked && fresh.iter().all(|f| f.source != p.source) {
                fresh.push(p);
            }
        }
        fresh
    }

    /// Adds questions at the end and marks the first of them.
    fn append(&mut self, label: String, mut questions: Vec<FieldValues>, systems: &[Id], world: &World) -> Vec<Effect> {
        if !systems.is_empty() {
            questions.iter_mut().for_each(|v| v.push((answer::SYSTEMS, Value::refs(systems.iter().copied()))));
        }
        self.at = Some(world.records.next_id(Kind::Answer));
        self.filter.clear();
        let change = new_questions(&world.records, Change::new(label), questions);
        let round = world.records.live(self.interview).and_then(|i| world.records.live(i.one(interview::ROUND)?));
        vec![Effect::Save(match round {
            Some(round) => round::walked_with(round, &framework::own_pack::names(&world.records), change),
            None => change,
        })]
    }

    pub(super) fn propose(&mut self, world: &World) -> Vec<Effect> {
        let Some(record) = world.records.live(self.interview) else { return Vec::new() };
        let proposal = propose::for_interview(&world.records, record);
        if let Some(effects) = self.take_parked(record, world) {
            return effects;
        }
        let room = proposal.asked.len();
        let fresh = self.missing(world, proposal.asked);
        let left_out: Vec<Id> = proposal.left_out.iter().filter_map(|p| p.item).collect();
        let rest = left_out_sentence(&left_out, record.number(interview::MINUTES));
        if fresh.is_empty() {
            let why = if room == 0 { "no item in scope belongs to this role" } else { "all are in the list already" };
            return vec![Effect::Say(format!("nothing more to propose: {why}{rest}"))];
        }
        let count = fresh.len();
        let questions = questions_of(&fresh, self.interview, super::last_position(world, self.interview));
        let mut effects = self.append(format!("questions of {} proposed", self.interview), questions, &[], world);
        effects.push(Effect::Say(format!("{} proposed{rest}", counted(count))));
        effects
    }

    /// Questions that were parked for the people of the interview come before any that are proposed.
    fn take_parked(&mut self, record: &Record, world: &World) -> Option<Vec<Effect>> {
        let there = interview::answers(world.view(), self.interview);
        let known = |a: &&Record| {
            a.one(answer::INTERVIEW) == Some(self.interview) || there.iter().any(|t| t.title() == a.title())
        };
        let mut waiting = rounds::parked_for(world.view(), record.one(interview::ROUND)?, record.refs(interview::WITH));
        waiting.retain(|a| !known(a));
        let last = super::last_position(world, self.interview);
        let positions = (1..).map(|n| last + n * STEP);
        let questions: Vec<FieldValues> =
            waiting.iter().zip(positions).map(|(a, at)| super::copy_of(a, self.interview, at)).collect();
        if questions.is_empty() {
            return None;
        }
        let said = format!("{} parked for them added at the end", counted(questions.len()));
        let mut effects = self.append(format!("parked questions added to {}", self.interview), questions, &[], world);
        effects.push(Effect::Say(said));
        Some(effects)
    }

    pub(super) fn add_typed(&mut self, text: &str, world: &World) -> Vec<Effect> {
        let value = match Value::read(&answer::FIELDS[answer::QUESTION], text.trim()) {
            Ok(Value::Empty) => return vec![Effect::Say("no question added: it was empty".into())],
            Ok(value) => value,
            Err(why) => return vec![Effect::Warn(format!("no question added: {why}"))],
        };
        let marked = self.marked(world).map(|(_, a)| a);
        let item = marked.and_then(|a| a.one(answer::ITEM));
        let values = vec![(answer::QUESTION, value), (answer::ITEM, Value::one(item))];
        let change = super::insert_after(world, self.interview, marked.map(|a| a.id), values);
        self.at = Some(world.records.next_id(Kind::Answer));
        self.filter.clear();
        vec![Effect::Save(change)]
    }

    pub(super) fn pick_menu(&mut self, world: &World) -> Vec<Effect> {
        self.picks = picks(world);
        let round = world.records.live(self.interview).and_then(|i| i.one(interview::ROUND));
        let open = round.map(|round| follow_up::open(world.view(), round)).unwrap_or_default();
        self.picks.extend(open.iter().map(|f| Pick::Finding(f.id)));
        let rows = self.picks.iter().map(|pick| row(*pick, world)).collect();
        let title = "Questions of what? Type to narrow, Space ticks, Enter adds".into();
        let then = AfterChoice::Rows(RowsFor::QuestionsOf);
        vec![Effect::Go(Place::Menu(Menu {
            title,
            rows,
            many: true,
            letters: false,
            new: &[],
            typed: String::new(),
            at: 0,
            then,
        }))]
    }

    pub(super) fn add_picked(&mut self, rows: &[usize], world: &World) -> Vec<Effect> {
        let picked: Vec<Pick> = rows.iter().filter_map(|i| self.picks.get(*i).copied()).collect();
        if picked.is_empty() {
            return vec![Effect::Say("nothing was ticked; Space ticks a line".into())];
        }
        let followed: Vec<Id> =
            picked.iter().filter_map(|p| if let Pick::Trail(id) = p { Some(*id) } else { None }).collect();
        if !followed.is_empty() {
            return self.follow(&followed, world);
        }
        let findings: Vec<Id> =
            picked.iter().filter_map(|p| if let Pick::Finding(id) = p { Some(*id) } else { None }).collect();
        if !findings.is_empty() {
            return self.ask_after(&findings, world);
        }
        let proposed: Vec<Proposed> = picked.iter().flat_map(|pick| of_pick(*pick, world)).collect();
        let total = proposed.len();
        let fresh = self.missing(world, proposed);
        if fresh.is_empty() {
            let why = if total == 0 { "there are none" } else { "they are in the list already" };
            return vec![Effect::Say(format!("no question added: {why}"))];
        }
        let count = fresh.len();
        let systems: Vec<Id> =
            picked.iter().filter_map(|p| if let Pick::System(id) = p { Some(*id) } else { None }).collect();
        // Questions are about the systems only if nothing else was picked with them.
        let systems = if systems.len() == picked.len() { systems } else { Vec::new() };
        let questions = questions_of(&fresh, self.interview, super::last_position(world, self.interview));
        let label = format!("{} added to {}", counted(count), self.interview);
        let mut effects = self.append(label, questions, &systems, world);
        let known = if total > count { format!("; {} were in the list already", total - count) } else { String::new() };
        effects.push(Effect::Say(format!("{} added at the end{known}", counted(count))));
        effects
    }
}

impl Plan {
    /// The stations of systems that no interview of the round asks yet, at the end of the list.
    fn follow(&mut self, systems: &[Id], world: &World) -> Vec<Effect> {
        let round = world.records.live(self.interview).and_then(|i| i.one(interview::ROUND));
        let last = super::last_position(world, self.interview);
        let all = systems.iter().flat_map(|id| trail::questions(world.view(), round, *id));
        let placed = |(values, n): (FieldValues, i64)| -> FieldValues {
            let place =
                [(answer::INTERVIEW, Value::Ref(self.interview)), (answer::POSITION, Value::Number(last + n * STEP))];
            values.into_iter().chain(place).collect()
        };
        let questions: Vec<FieldValues> = all.zip(1..).map(placed).collect();
        if questions.is_empty() {
            return vec![Effect::Say("every station is asked in this round already".into())];
        }
        let named = join_ids(systems, ", ");
        let said = format!("{} stations of {named} are asked", questions.len());
        let mut effects = self.append(format!("trail of {named} in {}", self.interview), questions, &[], world);
        effects.push(Effect::Say(said));
        effects
    }

    /// Asks after earlier findings, at the end of the list.
    fn ask_after(&mut self, findings: &[Id], world: &World) -> Vec<Effect> {
        let last = super::last_position(world, self.interview);
        let live = findings.iter().filter_map(|id| world.records.live(*id));
        let questions: Vec<FieldValues> = live
            .zip(1..)
            .map(|(finding, n)| {
                let mut values = follow_up::question(finding);
                values.push((answer::INTERVIEW, Value::Ref(self.interview)));
                values.push((answer::POSITION, Value::Number(last + n * STEP)));
                values
            })
            .collect();
        let said = format!("{} added at the end, after earlier findings", counted(questions.len()));
        let label = format!("{} asked after in {}", join_ids(findings, ", "), self.interview);
        let mut effects = self.append(label, questions, &[], world);
        effects.push(Effect::Say(said));
        effects
    }
}

/// `; 3 more do not fit 45 min: A.5.2, A.6.2.4, 8.3`
pub fn left_out_sentence(items: &[Id], minutes: Option<i64>) -> String {
    if items.is_empty() {
        return String::new();
    }
    const NAMED: usize = 5;
    let named = join_ids(&items[..items.len().min(NAMED)], ", ");
    let more = if items.len() > NAMED { " ..." } else { "" };
    let time = minutes.map_or(String::new(), |m| format!(" {m} min"));
    format!("; {} more do not fit{time}: {named}{more}", items.len())
}

pub fn counted(n: usize) -> String {
    format!("{n} {}", if n == 1 { "question" } else { "questions" })
}

fn of_pick(pick: Pick, world: &World) -> Vec<Proposed> {
    let records = &world.records;
    let key_only = |items: Vec<Id>| propose::for_items(records, &items).into_iter().filter(|p| p.key).collect();
    match pick {
        Pick::Heading(reference) => propose::for_items(records, &propose::items_under(reference)),
        Pick::Item(id) => propose::for_items(records, &[id]),
        Pick::System(id) => key_only(propose::items_of_system(records, id)),
        Pick::Role(role) => key_only(propose::items_of_role(role)),
        Pick::Finding(_) | Pick::Trail(_) => Vec::new(),
    }
}

/// Everything that can be picked: headings before their items, own controls, then AI systems and roles.
fn picks(world: &World) -> Vec<Pick> {
    let mut all: Vec<Pick> = Vec::new();
    for item in propose::scope(&world.records, &[]) {
        let opens = |h: &&framework::Heading| h.holds(item) && !all.contains(&Pick::Heading(h.reference));
        let headings: Vec<Pick> =
            framework::headings().iter().filter(opens).map(|h| Pick::Heading(h.reference)).collect();
        all.extend(headings);
        all.push(Pick::Item(item));
    }
    all.extend(world.records.all(Kind::System).flat_map(|s| [Pick::System(s.id), Pick::Trail(s.id)]));
    all.extend((0..person::ROLES.len() as u8).map(Pick::Role));
    all
}

fn row(pick: Pick, world: &World) -> MenuRow {
    let (label, detail) = match pick {
        Pick::Heading(reference) => {
            let title = framework::heading(reference).map_or("", |h| h.title);
            (format!("{reference} {title}"), format!("all {} items", propose::items_under(reference).len()))
        }
        Pick::Item(id) => (format!("  {id} {}", world.records.name(id)), String::new()),
        Pick::System(id) => (format!("{id} {}", world.records.name(id)), "AI system: its key questions".into()),
        Pick::Trail(id) => {
            (format!("  {id} followed"), format!("{} stations, inventory to incident", trail::STATIONS.len()))
        }
        Pick::Finding(id) => (world.records.in_full(id), "open finding: asked after".into()),
        Pick::Role(role) => (person::ROLES[usize::from(role)].label.into(), "role: its key questions".into()),
    };
    MenuRow { label, detail, ..MenuRow::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_out_is_named_but_not_all_of_it() {
        let ids: Vec<Id> = ["4.1", "4.2", "4.3", "4.4", "5.1", "5.2"].iter().filter_map(|r| Id::item(r)).collect();
        assert_eq!(left_out_sentence(&[], Some(45)), "");
        assert_eq!(left_out_sentence(&ids[..2], Some(45)), "; 2 more do not fit 45 min: 4.1, 4.2");
        assert_eq!(left_out_sentence(&ids, None), "; 6 more do not fit: 4.1, 4.2, 4.3, 4.4, 5.1 ...");
    }
}
