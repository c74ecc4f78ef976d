//! The guide beside a question: what to ask to see, what to look for, what to ask next.
//!
//! For built-in items it comes from the pack; what an own question says goes before it. For an own control there is
//! only what its record holds.

use super::{
    documents, meetings, own_pack,
    pack::{self, Item, by_id},
    suppliers,
};
use crate::domain::{
    Id, Kind, Record, Records, Value, View, follow_up,
    kinds::{
        answer, item, question,
        round::{self, State},
    },
    trail,
};

/// What the interview card shows around a question. Lists are empty where nothing is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guide {
    /// For example `A.6.2.4`; empty for a question that belongs to no item.
    pub reference: String,
    /// Title of the item.
    pub title: String,
    /// The heading it stands under, for example `A.6.2 AI system life cycle`.
    pub heading: String,
    pub ask: String,
    /// What good looks like: points to tick off.
    pub look_for: Vec<String>,
    /// What to ask to see.
    pub show: Vec<String>,
    /// Further questions.
    pub probe: Vec<String>,
    /// What is asked for; of an own control, how it is met.
    pub statement: String,
    /// Documents and records that are asked for, with `(usual proof)` behind those not demanded by name.
    pub documented: Vec<String>,
    /// Where Annex B has guidance.
    pub annex_b: Option<&'static str>,
    /// Clauses of a control, controls of a clause.
    pub related: Vec<Id>,
    /// Where readers stumble.
    pub note: Option<&'static str>,
    /// Said where the texts are not those that a closed round was walked with.
    pub other_pack: Option<String>,
    /// How the earlier finding stands that is asked after.
    pub after: Option<String>,
    /// What is on file about the system, risk or other record that is asked about.
    pub on_file: Option<String>,
    /// A record whose long texts are not read yet; once they are, ask again for the whole guide.
    pub unread: Option<Id>,
}

/// The guide for the question of an answer.
pub fn guide_of(records: &Records, answer: &Record) -> Guide {
    let guide = guide(records, answer.one(answer::ITEM), answer.title(), answer.text(answer::SOURCE));
    let round = answer::round_of(records, answer).and_then(|id| records.live(id));
    let mut guide = Guide { other_pack: round.and_then(other_pack), ..guide };
    let view = View { records, today: jiff::civil::Date::ZERO };
    if let Some((system, station)) = trail::station_of(answer) {
        guide.on_file = Some(trail::facts(view, system, station).join("; "));
        guide.probe.clear();
    } else if let Some(record) = named(records, answer) {
        guide.on_file = Some(trail::of_record(view, record).join("; "));
    }
    if let Some(finding) = answer.one(answer::FOLLOWS).and_then(|id| records.live(id)) {
        guide.after = Some(follow_up::state(records, finding));
        guide.look_for = follow_up::CHECKS.map(String::from).to_vec();
        guide.show = follow_up::to_show(records, finding);
        guide.probe = vec!["Show me a case since then.".into(), "Where else could it have been?".into()];
    }
    guide
}

/// The system, risk or other record that a question was made from.
fn named<'a>(records: &'a Records, answer: &Record) -> Option<&'a Record> {
    let id = answer.text(answer::SOURCE).parse::<Id>().ok()?;
    records.live(id).filter(|_| !matches!(id.kind, Kind::Question | Kind::Finding | Kind::Item))
}

/// The wording of a question is kept with its answer; what stands around it is the pack's, and the program has only one.
fn other_pack(round: &Record) -> Option<String> {
    let (closed, now) = (State::of(round, round::STATE) == Some(State::Closed), pack::name());
    let walked = round.text(round::PACK);
    match walked {
        _ if !closed || walked.starts_with(&now) => None,
        "" => Some(format!("guidance of {now}")),
        _ => Some(format!("guidance of {now}, not of {walked}")),
    }
}

/// The guide for a question about an item. `source` is the key of [`Proposed`](super::Proposed); it may be empty for
/// a question that came up in the interview.
pub fn guide(records: &Records, item: Option<Id>, ask: &str, source: &str) -> Guide {
    let mut guide = match (item.and_then(by_id), item) {
        (Some(known), _) => of_pack(known),
        (None, Some(id)) => of_own_control(records, id),
        (None, None) => Guide::default(),
    };
    let own = source.parse::<Id>().ok().filter(|id| id.kind == Kind::Question).and_then(|id| records.get(id));
    let own = own.or_else(|| own_pack::in_place_of(records, source));
    guide.ask = ask.to_string();
    if let Some(checks) = meetings::checks(source) {
        guide.look_for = checks.iter().map(|c| c.to_string()).collect();
        return guide;
    }
    if documents::is_one(source) {
        guide.look_for = documents::CHECKS.iter().map(|c| c.to_string()).collect();
        guide.probe.clear();
        return guide;
    }
    guide.probe.extend(own_questions(records, item));
    guide.probe.retain(|probe| probe != ask);
    if let Some((_, _, _, _, look, show, _)) = suppliers::asked(source) {
        (guide.look_for, guide.show) = (vec![look.to_string()], vec![show.to_string()]);
    }
    if let Some(own) = own {
        guide.take_own(own);
    }
    guide
}

impl Guide {
    /// What stands right below the question: how a finding stands that is asked after, or that the texts are others.
    pub fn remark(&self) -> (&'static str, String) {
        match (&self.after, &self.on_file) {
            (Some(after), _) => ("SINCE", after.clone()),
            (None, Some(facts)) => ("FILE", facts.clone()),
            (None, None) => ("NOTE", self.other_pack.clone().unwrap_or_default()),
        }
    }
}

fn of_pack(item: &'static Item) -> Guide {
    let owned = |list: &[&str]| list.iter().map(|s| s.to_string()).collect();
    let paper = |d: &super::Documented| match d.implied {
        true => format!("{} (usual proof)", d.title),
        false => d.title.to_string(),
    };
    Guide {
        reference: item.reference().into(),
        title: item.display_title().into(),
        heading: item.heading().map(|h| h.label()).unwrap_or_default(),
        look_for: owned(&item.checks),
        show: owned(&item.evidence),
        probe: owned(&item.questions),
        statement: item.statement.into(),
        documented: item.documented.iter().map(paper).collect(),
        annex_b: item.annex_b,
        related: item.related.clone(),
        note: item.note,
        ..Guide::default()
    }
}

fn of_own_control(records: &Records, id: Id) -> Guide {
    let Some(control) = records.get(id) else {
        return Guide { reference: id.to_string(), ..Guide::default() };
    };
    Guide {
        reference: id.to_string(),
        title: control.title().into(),
        show: control.refs(item::EVIDENCE).iter().map(|e| format!("{e} {}", records.name(*e))).collect(),
        statement: control.text(item::HOW).into(),
        unread: (control.value(item::HOW) == &Value::Unread).then_some(id),
        ..Guide::default()
    }
}

/// The texts of own questions about the same item.
fn own_questions(records: &Records, item: Option<Id>) -> Vec<String> {
    let Some(item) = item else { return Vec::new() };
    let beside = records.linked(item, Kind::Question, question::ITEM).filter(|q| !own_pack::takes_a_place(q));
    beside.map(|q| q.title().to_string()).collect()
}

impl Guide {
    /// Puts what an own question says in the place of the item's lists; what it leaves empty stays.
    fn take_own(&mut self, own: &Record) {
        let lines = |field| own.text(field).lines().map(str::trim).filter(|l| !l.is_empty()).map(String::from);
        let lists = [
            (&mut self.look_for, question::LOOK),
            (&mut self.show, question::SHOW),
            (&mut self.probe, question::PROBE),
        ];
        for (list, field) in lists {
            let said: Vec<String> = lines(field).collect();
            if !said.is_empty() {
                *list = said;
            }
        }
        let unread = |field| own.value(field) == &Value::Unread;
        if [question::LOOK, question::SHOW, question::PROBE].into_iter().any(unread) {
            self.unread = Some(own.id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::{items, propose::for_items};

    #[test]
    fn a_built_in_question_has_its_item_around_it() {
        let id = Id::item("A.6.2.4");
        let pack = by_id(id.unwrap()).unwrap();
        let g = guide(&Records::default(), id, pack.questions[0], "iso42001:A.6.2.4:1");
        assert_eq!((g.reference.as_str(), g.title.as_str()), ("A.6.2.4", pack.title));
        assert_eq!((g.ask.as_str(), g.annex_b), (pack.questions[0], Some("B.6.2.4")));
        assert_eq!(g.look_for, pack.checks);
        assert_eq!(g.show, pack.evidence);
        assert_eq!(g.probe, pack.questions[1..]);
        assert_eq!((g.heading.as_str(), g.unread), ("A.6.2 AI system life cycle", None));
    }

    #[test]
    fn no_built_in_question_stands_without_a_guide() {
        let records = Records::default();
        let all: Vec<Id> = items().iter().map(|i| i.id).collect();
        for q in for_items(&records, &all) {
            let g = guide(&records, q.item, &q.text, &q.source);
            assert!(!g.look_for.is_empty() && !g.show.is_empty() && g.probe.len() >= 2, "{}", q.source);
            assert!(!g.probe.contains(&q.text), "{}", q.source);
        }
    }

    #[test]
    fn an_own_question_speaks_first_and_its_item_fills_the_rest() {
        let id = Id::item("4.1").unwrap();
        let own = Record::new(Id::new(Kind::Question, 3))
            .with(question::TEXT, Value::text("What did the board ask?"))
            .with(question::ITEM, Value::Ref(id))
            .with(question::LOOK, Value::text("a date\n\n a name "));
        let mut records = Records::default();
        records.put([own.clone()]);
        let g = guide(&records, Some(id), own.title(), "QU-03");
        assert_eq!(g.look_for, ["a date", "a name"]);
        assert_eq!(g.show, by_id(id).unwrap().evidence);
        assert_eq!(g.probe, by_id(id).unwrap().questions);
        assert!(guide(&records, Some(id), "Another", "").probe.contains(&own.title().to_string()));
        records.put([own.with(question::PROBE, Value::Unread)]);
        assert_eq!(guide(&records, Some(id), "", "QU-03").unread, Some(Id::new(Kind::Question, 3)));
    }

    #[test]
    fn an_own_control_shows_what_its_record_holds() {
        let evidence = Record::new(Id::new(Kind::Evidence, 2)).with(0, Value::text("Prompt list v3"));
        let control = Record::new(Id::new(Kind::Item, 1001))
            .with(item::TITLE, Value::text("Prompt library"))
            .with(item::HOW, Value::text("Prompts are reviewed."))
            .with(item::EVIDENCE, Value::refs([evidence.id]));
        let mut records = Records::default();
        records.put([evidence, control.clone()]);
        let asked = Record::new(Id::new(Kind::Answer, 1))
            .with(answer::QUESTION, Value::text("How?"))
            .with(answer::ITEM, Value::Ref(control.id))
            .with(answer::SOURCE, Value::text("C-01"));
        let g = guide_of(&records, &asked);
        assert_eq!((g.reference.as_str(), g.title.as_str(), g.ask.as_str()), ("C-01", "Prompt library", "How?"));
        assert_eq!(
            (g.statement.as_str(), g.show.as_slice()),
            ("Prompts are reviewed.", &["E-02 Prompt list v3".to_string()][..])
        );
        assert_eq!(guide(&Records::default(), None, "Anything else?", "").probe, Vec::<String>::new());
    }
}
