//! How much hangs on a piece of work: the level of the gravest open risk behind it, else the class of its systems.

use super::{
    Id, Kind, Record, Tone, View,
    field::{Derived, Field},
    kinds::{
        risk::{self, Picture},
        system,
    },
    progress,
};

/// The shared column: the letter of that level. The gravest stands first.
pub const WEIGHT: Field =
    Field::derived("weight", "Level of the risk behind it", 4, Derived { show, rank }).head("Risk").toned(tone);

/// How many of what points at a thing are looked at.
const NEAR: usize = 64;

/// The band, 0 the lowest, counted by the risk method in force.
pub fn band(view: View, record: &Record) -> Option<usize> {
    let near: Vec<&Record> = ahead(view, record).collect();
    let own = std::iter::once(record).chain(near.iter().copied());
    let risks = own.clone().flat_map(|r| risks_of(view, r)).max();
    let second = || near.iter().flat_map(|r| ahead(view, r)).flat_map(|r| risks_of(view, r)).max();
    let classes = || {
        let systems = own.chain(near.iter().flat_map(|r| ahead(view, r))).filter(|r| r.id.kind == Kind::System);
        systems.filter_map(|s| class(view, s)).max()
    };
    risks.or_else(second).or_else(classes)
}

/// What a record is for: what it names, beside people and proof.
fn ahead<'a>(view: View<'a>, record: &'a Record) -> impl Iterator<Item = &'a Record> + use<'a> {
    let is_cause = |id: &Id| !matches!(id.kind, Kind::Person | Kind::Evidence | Kind::Interview | Kind::Round);
    record.links().map(|(_, id)| id).filter(is_cause).filter_map(move |id| view.records.live(id))
}

/// The levels of the open risks that a record is, or that are on it.
fn risks_of(view: View<'_>, record: &Record) -> Vec<usize> {
    if record.id.kind == Kind::Risk {
        return level(view, record).into_iter().collect();
    }
    if !matches!(
        record.id.kind,
        Kind::Item | Kind::System | Kind::Model | Kind::DataSet | Kind::Component | Kind::Supplier
    ) {
        return Vec::new();
    }
    let risks = view.records.of_kind_pointing_at(record.id, Kind::Risk).take(NEAR);
    risks.filter_map(|id| level(view, view.records.live(id)?)).collect()
}

fn level(view: View, risk: &Record) -> Option<usize> {
    let matrix = view.records.matrix();
    let (l, c) = Picture::Current.on(risk, matrix).filter(|_| risk::is_open(risk))?;
    Some(matrix.band_index(l, c))
}

/// The class of a system as a band: the highest class is the highest band.
fn class(view: View, system: &Record) -> Option<usize> {
    let bands = view.records.matrix().bands.len();
    let class = usize::from(system.choice(system::TIER).filter(|_| !progress::is_over(system))?);
    let classes = system::FIELDS[system::TIER].choices().len();
    Some((class + bands).saturating_sub(classes).min(bands.saturating_sub(1)))
}

fn show(view: View, record: &Record) -> String {
    band(view, record).map_or(String::new(), |at| view.records.matrix().bands[at].letter.to_string())
}

fn rank(view: View, record: &Record) -> i64 {
    band(view, record).map_or(1, |at| -(at as i64))
}

fn tone(view: View, record: &Record) -> Tone {
    band(view, record).map_or(Tone::Plain, |at| Tone::Band(at, view.records.matrix().bands.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Records, Value,
        kinds::{action, finding},
    };
    use jiff::civil::date;

    #[test]
    fn work_weighs_as_much_as_the_gravest_risk_behind_it() {
        let mut records = Records::default();
        let id = |text: &str| -> Id { text.parse().unwrap() };
        let many = |text: &str| Value::refs(text.split(' ').map(id));
        let rated = |n: &str, l: i64, on: &str| {
            let rated = Record::new(id(n)).with(risk::LIKELIHOOD, Value::Number(l));
            rated.with(risk::CONSEQUENCE, Value::Number(5)).with(risk::SYSTEMS, many(on))
        };
        records.put([
            rated("R-1", 5, "S-1"),
            rated("R-2", 1, "S-2"),
            rated("R-3", 5, "S-2").with(risk::STATUS, risk::Status::Closed.value()),
            Record::new(id("S-1")),
            Record::new(id("S-2")),
            Record::new(id("S-3")).with(system::TIER, system::Tier::High.value()),
            Record::new(id("F-1")).with(finding::SYSTEMS, many("S-1")),
            Record::new(id("A-1")).with(action::ABOUT, many("F-1")),
            Record::new(id("A-2")).with(action::ABOUT, many("R-2")),
            Record::new(id("A-3")).with(action::ABOUT, many("S-3")),
            Record::new(id("A-4")),
        ]);
        let view = View { records: &records, today: date(2026, 11, 27) };
        let of = |text: &str| band(view, view.records.get(id(text)).unwrap());
        assert!(of("A-1") > of("A-2") && of("A-1") == of("F-1"), "{:?} {:?}", of("A-1"), of("A-2"));
        assert!(of("A-3").is_some() && of("A-4").is_none());
        assert_eq!(of("S-2"), of("R-2"), "what is closed weighs nothing");
    }
}
