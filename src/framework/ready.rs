//! Ready-made proposals: what a management system usually holds, to be picked and worded for oneself.
//!
//! They are ours and not the standard's, and each record that is made of one says so in its notes. A plan comes with
//! its phases and steps.

use crate::domain::{Change, Id, Kind, Period, Stamp, Value, gate::Near};
use jiff::{ToSpan, civil::Date};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::OnceLock};

/// One proposal.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ready {
    /// The prefix of its kind.
    kind: &'static str,
    pub title: &'static str,
    /// A word or two for the list.
    #[serde(default)]
    pub detail: &'static str,
    /// Fields by their names in the file, as a person would type them.
    #[serde(default)]
    values: BTreeMap<&'static str, String>,
    /// The usual least and greatest number of weeks that a step of a plan takes, as a first guess.
    #[serde(default)]
    weeks: Option<(i64, i64)>,
    /// What is made along with it and is a part of it.
    #[serde(default)]
    parts: Vec<Ready>,
}

/// What stands in the notes of a record that was made of a proposal.
const MARK: &str = "A ready-made proposal, not the standard's words: make it yours.";

fn all() -> &'static [Ready] {
    static ALL: OnceLock<Vec<Ready>> = OnceLock::new();
    ALL.get_or_init(|| {
        // The text is part of the program, and a test reads every value of it.
        serde_json::from_str(include_str!("ready.json")).expect("the ready-made proposals are sound")
    })
}

/// The proposals of a kind, in their order.
pub fn ready(kind: Kind) -> Vec<&'static Ready> {
    match kind.spec().ready {
        true => all().iter().filter(|r| r.kind == kind.spec().prefix).collect(),
        false => Vec::new(),
    }
}

/// Whether days follow from a start for one of the proposals at these places of the list.
pub fn is_dated(kind: Kind, rows: &[usize]) -> bool {
    let list = ready(kind);
    rows.iter().filter_map(|row| list.get(*row)).any(|ready| ready.takes_weeks())
}

/// The step that makes records of the proposals at these places of the list. With a start, the steps of a plan follow
/// one another, each for the least weeks that it usually takes.
pub fn from_ready(
    near: &dyn Near,
    kind: Kind,
    rows: &[usize],
    now: Stamp,
    start: Option<Date>,
) -> Result<Change, String> {
    let list = ready(kind);
    let chosen: Vec<&Ready> = rows.iter().filter_map(|row| list.get(*row).copied()).collect();
    let label = match &chosen[..] {
        [] => return Err("nothing was chosen; Space ticks a line".into()),
        [one] => format!("{} taken from the proposals", one.title),
        many => format!("{} {} taken from the proposals", many.len(), kind.spec().plural),
    };
    let mut making = Making { made: Vec::new(), next: near.next_id(kind), now, at: start };
    for one in chosen {
        making.at = start;
        making.make(one, None)?;
    }
    Ok(making.made.into_iter().fold(Change::new(label), |change, (id, values)| change.create(id, values)))
}

struct Making {
    made: Vec<(Id, Vec<(usize, Value)>)>,
    next: Id,
    now: Stamp,
    /// The day on which the next step begins.
    at: Option<Date>,
}

impl Making {
    fn make(&mut self, ready: &Ready, part_of: Option<Id>) -> Result<(), String> {
        let id = self.next;
        self.next.n += 1;
        let values = ready.record(id.kind, part_of, self.now)?;
        let (place, begins) = (self.made.len(), self.at);
        self.made.push((id, values));
        ready.parts.iter().try_for_each(|part| self.make(part, Some(id)))?;
        if let (Some(at), Some((least, _))) = (self.at, ready.weeks) {
            self.at = at.checked_add(least.weeks()).ok();
        }
        let spec = id.kind.spec();
        let days = [("start", begins), ("due", self.at.and_then(|next| next.yesterday().ok()))];
        for (name, day) in days.into_iter().filter(|_| ready.takes_weeks()) {
            if let (Some(field), Some(day)) = (spec.field(name), day) {
                self.made[place].1.push((field, Value::Period(Period::Day(day))));
            }
        }
        Ok(())
    }
}

impl Ready {
    fn takes_weeks(&self) -> bool {
        self.weeks.is_some() || self.parts.iter().any(Ready::takes_weeks)
    }
    /// The values of a record made of it; the error says which field does not take its text.
    fn record(&self, kind: Kind, part_of: Option<Id>, now: Stamp) -> Result<Vec<(usize, Value)>, String> {
        let spec = kind.spec();
        let mut values = spec.starting(now);
        let mut put = |field: usize, value: Value| {
            values.retain(|(f, _)| *f != field);
            values.push((field, value));
        };
        put(spec.title, Value::read(&spec.fields[spec.title], self.title)?);
        for (name, text) in &self.values {
            let field = spec.field(name).ok_or_else(|| format!("{} has no field “{name}”", spec.name))?;
            put(field, Value::read(&spec.fields[field], text).map_err(|why| format!("{}: {name}: {why}", self.title))?);
        }
        if let (Some(whole), Some(field)) = (part_of, spec.field("part_of")) {
            put(field, Value::Ref(whole));
        }
        if let Some(keeps) = spec.keeps {
            // What a proposal says beyond its fields stands below.
            let own = self.values.get(spec.fields[keeps].name).map_or("", String::as_str);
            put(keeps, Value::text(format!("{MARK}\n{own}").trim_end()));
        }
        Ok(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Records;
    use jiff::civil::date;

    #[test]
    fn every_proposal_is_one_of_its_kind_and_every_kind_is_named() {
        let now = Stamp::at(date(2026, 11, 24).at(10, 0, 0, 0), 0);
        let records = Records::default();
        let view = crate::domain::View { records: &records, today: now.date() };
        let mut made = 0;
        for kind in Kind::ALL.iter().filter(|k| k.spec().ready) {
            let list = ready(*kind);
            assert!(!list.is_empty(), "{}", kind.spec().name);
            let rows: Vec<usize> = (0..list.len()).collect();
            let change = from_ready(&view, *kind, &rows, now, None).unwrap();
            assert!(change.edits.iter().all(|e| e.id().kind == *kind));
            made += list.len();
        }
        assert_eq!(made, all().len(), "a proposal is of a kind that is not named");
        assert!(from_ready(&view, Kind::Task, &[], now, None).is_err());
        assert!(ready(Kind::Finding).is_empty());
    }

    #[test]
    fn the_steps_of_a_plan_follow_one_another_from_its_start() {
        let now = Stamp::at(date(2026, 11, 24).at(10, 0, 0, 0), 0);
        let records = Records::default();
        let view = crate::domain::View { records: &records, today: now.date() };
        let at = ready(Kind::PlanItem).iter().position(|r| r.takes_weeks()).unwrap();
        assert!(is_dated(Kind::PlanItem, &[at]) && !is_dated(Kind::Task, &[0]));
        let change = from_ready(&view, Kind::PlanItem, &[at], now, Some(date(2027, 1, 4))).unwrap();
        let day = |n: u32, name: &str| {
            let field = Kind::PlanItem.spec().field(name).unwrap();
            change.edits.iter().find_map(|edit| match edit {
                crate::domain::Edit::Create { id, values, .. } if id.n == n => {
                    values.iter().find(|(f, _)| *f == field).map(|(_, v)| v.clone())
                }
                _ => None,
            })
        };
        let is = |y, m, d| Some(Value::Period(Period::Day(date(y, m, d))));
        // The plan, its first phase, and the first two steps of that, a week each.
        assert_eq!(
            (day(1, "start"), day(2, "start"), day(3, "start")),
            (is(2027, 1, 4), is(2027, 1, 4), is(2027, 1, 4))
        );
        assert_eq!(
            (day(3, "due"), day(4, "start"), day(4, "due")),
            (is(2027, 1, 10), is(2027, 1, 11), is(2027, 1, 17))
        );
        let open = from_ready(&view, Kind::PlanItem, &[at], now, None).unwrap();
        assert_eq!(open.edits.len(), change.edits.len());
    }
}
