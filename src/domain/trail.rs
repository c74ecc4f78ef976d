//! One AI system followed through an audit: stations in the order in which it was decided on, built, changed and run. Each
//! is a question about the control or clause that stands for it, with what is on file about the system beside it; so the
//! verdict lands on that control, and what no station reached can be told, in one interview or across several.

use super::{
    Id, Kind, Record, Value, View, coverage,
    field::Placement,
    kinds::{
        YES,
        answer::{self, Verdict},
        interview, round, system,
    },
    rounds::FieldValues,
    words,
};

/// A stop on the way of an AI system.
pub struct TrailStop {
    /// Part of the stored source of its question.
    pub code: &'static str,
    pub label: &'static str,
    /// The clause or control on which its verdict lands.
    pub item: &'static str,
    /// What is asked, behind the name of the system.
    ask: &'static str,
    /// Kinds of records about the system that show it.
    kinds: &'static [Kind],
}

/// The stations in their order.
#[rustfmt::skip]
pub static STATIONS: [TrailStop; 8] = [
    TrailStop { code: "inventory", label: "inventory", item: "A.4.2",
        ask: "is what is on file of it still so, and who answers for it?", kinds: &[] },
    TrailStop { code: "impact", label: "impact assessment", item: "A.5.3",
        ask: "whom can it harm, when was that looked at, and what came of it?", kinds: &[Kind::Assessment] },
    TrailStop { code: "risks", label: "risks", item: "8.2",
        ask: "which risks does it bring, and what was done about the highest?", kinds: &[Kind::Risk] },
    TrailStop { code: "data", label: "data", item: "A.7.4",
        ask: "which data does it rest on, and how good must they be?", kinds: &[Kind::DataSet, Kind::Model] },
    TrailStop { code: "change", label: "change", item: "8.1",
        ask: "take its last change: who wanted it, who looked at it, what was tested?", kinds: &[Kind::Alteration] },
    TrailStop { code: "release", label: "release", item: "A.6.2.5",
        ask: "who let it go live, on what, and what was open then?", kinds: &[Kind::Decision] },
    TrailStop { code: "monitoring", label: "monitoring", item: "A.6.2.6",
        ask: "what is watched, what was the last value, and who acts on it?", kinds: &[Kind::Metric, Kind::Task] },
    TrailStop { code: "incident", label: "incident", item: "A.8.4",
        ask: "take the last thing that went wrong: who noticed, who was told, when?", kinds: &[Kind::Incident] },
];

/// How the stored source of a question of a trail begins.
const HEAD: &str = "trail:";

/// The system and the station that a question is about, if it is one of a trail.
pub fn station_of(answer: &Record) -> Option<(Id, &'static TrailStop)> {
    let (of, code) = answer.text(answer::SOURCE).strip_prefix(HEAD)?.split_once(':')?;
    Some((of.parse().ok()?, STATIONS.iter().find(|s| s.code == code)?))
}

/// A station of a system in a round: the questions that ask there.
pub struct Reached<'a> {
    pub station: &'static TrailStop,
    pub asked: Vec<&'a Record>,
}

impl Reached<'_> {
    /// The worst verdict that was given there; parked and open ones are none.
    pub fn verdict(&self) -> Verdict {
        answer::worst(self.asked.iter().copied())
    }
    pub fn is_reached(&self) -> bool {
        self.verdict().is_judged()
    }
}

/// The stations of a system in a round, over all its interviews.
pub fn of_system<'a>(view: View<'a>, round: Id, system: Id) -> Vec<Reached<'a>> {
    let all = coverage::answers(view, Some(round));
    let at = |station: &'static TrailStop| -> Vec<&'a Record> {
        let here = |a: &&&Record| station_of(a).is_some_and(|(of, s)| of == system && s.code == station.code);
        all.iter().filter(here).copied().collect()
    };
    STATIONS.iter().map(|station| Reached { station, asked: at(station) }).collect()
}

/// The systems that a round follows, and those that it names.
pub fn systems(view: View, round: Id) -> Vec<Id> {
    let named = view.records.live(round).map(|r| r.refs(round::SYSTEMS).to_vec()).unwrap_or_default();
    let followed = coverage::answers(view, Some(round)).into_iter().filter_map(|a| Some(station_of(a)?.0));
    let mut all: Vec<Id> = named.into_iter().chain(followed).collect();
    all.sort_unstable();
    all.dedup();
    all.retain(|id| view.records.live(*id).is_some());
    all
}

/// The systems of a round that are followed, with the stations that nobody reached.
pub fn unreached(view: View, round: Id) -> Vec<(Id, Vec<&'static TrailStop>)> {
    let followed =
        |id: &Id| coverage::answers(view, Some(round)).iter().any(|a| station_of(a).is_some_and(|(s, _)| s == *id));
    let all = systems(view, round).into_iter().filter(followed);
    let left = all.map(|id| {
        let missed = of_system(view, round, id).into_iter().filter(|r| !r.is_reached()).map(|r| r.station).collect();
        (id, missed)
    });
    left.filter(|(_, missed): &(Id, Vec<_>)| !missed.is_empty()).collect()
}

/// A line for each system of a round that is followed: `S-02 Claims triage: data, change`, what nobody reached.
pub fn missed(view: View, round: Id) -> Vec<(Id, String)> {
    let named = |(system, missed): (Id, Vec<&TrailStop>)| {
        let missed: Vec<&str> = missed.iter().map(|s| s.label).collect();
        (system, format!("{:<9} {}: {}", system.to_string(), view.records.name(system), missed.join(", ")))
    };
    unreached(view, round).into_iter().map(named).collect()
}

/// The questions of the stations that no interview of the round asks yet, without interview and position.
pub fn questions(view: View, round: Option<Id>, system: Id) -> Vec<FieldValues> {
    let name = view.records.name(system);
    let asked = |station: &TrailStop| {
        let of =
            |id| of_system(view, id, system).into_iter().any(|r| r.station.code == station.code && !r.asked.is_empty());
        round.is_some_and(of)
    };
    let one = |station: &TrailStop| -> FieldValues {
        vec![
            (answer::QUESTION, Value::text(format!("{system} {name}, {}: {}", station.label, station.ask))),
            (answer::ITEM, Value::one(Id::item(station.item))),
            (answer::SYSTEMS, Value::refs([system])),
            (answer::SOURCE, Value::text(format!("{HEAD}{system}:{}", station.code))),
            (answer::KEY, Value::Choice(YES)),
        ]
    };
    STATIONS.iter().filter(|s| !asked(s)).map(one).collect()
}

/// What is on file about a system at a station.
pub fn facts(view: View, system: Id, station: &TrailStop) -> Vec<String> {
    if station.kinds.is_empty() {
        return view.records.get(system).map(|r| of_record(view, r)).unwrap_or_default();
    }
    let mut all: Vec<&Record> = view.records.pointing_at(system).map(|(r, _)| r).collect();
    all.extend(
        view.records
            .get(system)
            .into_iter()
            .flat_map(|s| s.refs(system::PARTS))
            .filter_map(|id| view.records.live(*id)),
    );
    all.retain(|r| station.kinds.contains(&r.id.kind) && !r.hidden);
    all.sort_by_key(|r| r.id);
    all.dedup_by_key(|r| r.id);
    match all.is_empty() {
        true => vec![format!("nothing on file ({})", plural(station.kinds))],
        // What was noted last stands first.
        false => all.into_iter().rev().map(|r| told(view, r)).collect(),
    }
}

fn plural(kinds: &[Kind]) -> String {
    kinds.iter().map(|k| k.spec().plural).collect::<Vec<_>>().join(", ")
}

/// `R-11 Chat gives away prompts (high, open)`
fn told(view: View, record: &Record) -> String {
    let spec = record.id.kind.spec();
    let state = spec.state.map_or(String::new(), |field| view.cell(record, field));
    let detail = (spec.detail)(view, record);
    let more: Vec<String> = [state, detail].into_iter().filter(|t| !t.is_empty()).collect();
    let more = if more.is_empty() { String::new() } else { format!(" ({})", more.join(", ")) };
    format!("{} {}{more}", record.id, record.title())
}

/// What its list shows of a record, a piece a column: `state live`, `owner M. Sato`.
pub fn of_record(view: View, record: &Record) -> Vec<String> {
    let spec = record.id.kind.spec();
    let shown =
        spec.fields.iter().enumerate().filter(|(at, f)| *at != spec.title && matches!(f.place, Placement::Column(_)));
    let cells = shown.map(|(at, f)| (f.label, view.cell(record, at))).filter(|(_, cell)| !cell.is_empty());
    cells.map(|(label, cell)| format!("{} {cell}", label.to_lowercase())).collect()
}

/// `5 of 8 stations reached, not: data, change, release`
pub fn summary(reached: &[Reached]) -> String {
    let n = reached.iter().filter(|r| r.is_reached()).count();
    let missed: Vec<&str> = reached.iter().filter(|r| !r.is_reached()).map(|r| r.station.label).collect();
    let left = if missed.is_empty() { String::new() } else { format!(", not: {}", missed.join(", ")) };
    format!("{n} of {} reached{left}", words::counted(reached.len(), "station", "stations"))
}

/// The round of an interview.
pub fn round_of(view: View, interview: Id) -> Option<Id> {
    view.records.live(interview)?.one(interview::ROUND)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Records;
    use jiff::civil::date;

    fn id(text: &str) -> Id {
        text.parse().unwrap()
    }

    fn view(records: &Records) -> View<'_> {
        View { records, today: date(2026, 11, 27) }
    }

    #[test]
    fn a_trail_asks_each_station_once_over_all_interviews_and_lists_what_it_did_not_reach() {
        let mut records = Records::default();
        records.put([
            Record::new(id("S-01")).with(system::NAME, Value::text("CV screening")),
            Record::new(id("RD-1")),
            Record::new(id("I-01")).with(interview::ROUND, Value::Ref(id("RD-1"))),
            Record::new(id("I-02")).with(interview::ROUND, Value::Ref(id("RD-1"))),
        ]);
        let all = questions(view(&records), Some(id("RD-1")), id("S-01"));
        assert_eq!(all.len(), STATIONS.len());
        for (n, (values, interview)) in all.into_iter().zip(["I-01", "I-01", "I-02"]).enumerate() {
            let asked =
                Record::new(Id::new(Kind::Answer, n as u32 + 1)).with(answer::INTERVIEW, Value::Ref(id(interview)));
            let asked = values.into_iter().fold(asked, |r, (f, v)| r.with(f, v));
            let judged = if n == 1 { Verdict::Parked } else { Verdict::Conforms };
            records.put([asked.with(answer::VERDICT, judged.value())]);
        }
        let first = records.get(id("AW-1")).unwrap();
        assert_eq!(station_of(first).map(|(s, st)| (s, st.code)), Some((id("S-01"), "inventory")));
        assert_eq!(first.one(answer::ITEM), Id::item("A.4.2"));
        assert_eq!(questions(view(&records), Some(id("RD-1")), id("S-01")).len(), STATIONS.len() - 3);
        let reached = of_system(view(&records), id("RD-1"), id("S-01"));
        assert!(
            summary(&reached).starts_with("2 of 8 stations reached, not: impact assessment, data,"),
            "{}",
            summary(&reached)
        );
        let left = unreached(view(&records), id("RD-1"));
        assert_eq!((left[0].0, left[0].1.len()), (id("S-01"), 6));
    }

    #[test]
    fn facts_are_the_records_about_the_system_and_say_when_there_is_none() {
        use crate::domain::kinds::risk;
        let mut records = Records::default();
        records.put([
            Record::new(id("S-01")).with(system::NAME, Value::text("CV screening")),
            Record::new(id("R-01"))
                .with(risk::TITLE, Value::text("Unfair ranking"))
                .with(risk::SYSTEMS, Value::refs([id("S-01")])),
        ]);
        let view = View { records: &records, today: date(2026, 11, 27) };
        let at = |code: &str| facts(view, id("S-01"), STATIONS.iter().find(|s| s.code == code).unwrap());
        assert!(at("risks")[0].starts_with("R-01 Unfair ranking"), "{:?}", at("risks"));
        assert_eq!(at("incident"), ["nothing on file (incidents)"]);
    }

    #[test]
    fn every_station_lands_on_a_clause_or_control() {
        for station in &STATIONS {
            assert!(Id::item(station.item).is_some(), "{}", station.item);
        }
    }
}
