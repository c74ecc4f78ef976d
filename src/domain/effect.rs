//! What came of a record: its own result, what measures for it say, how what it is for stands now, what proves it.

use super::{
    Id, Kind, Record, Tone, View,
    kinds::{
        decision, finding,
        finding::Step,
        item, metric,
        obligation::{self, Bound},
        risk::{self, Picture},
        shared::InPlace,
    },
    measures, progress,
    share::Share,
};

/// What a record is for: requirements, aims, risks, duties and findings that it names.
pub fn purposes(view: View, record: &Record) -> Vec<Id> {
    use Kind::*;
    let is = |id: &Id| matches!(id.kind, Item | Objective | Risk | Obligation | Commitment | Finding | Issue | Party);
    let mut all: Vec<Id> = record.links().map(|(_, id)| id).filter(is).collect();
    all.retain(|id| view.records.live(*id).is_some());
    all.sort_unstable();
    all.dedup();
    all
}

/// The decision in force on a record, else on something that it is for: the newest.
pub fn decision<'a>(view: View<'a>, record: &Record) -> Option<&'a Record> {
    let on = |id: Id| {
        let all = view.records.linked(id, Kind::Decision, decision::ABOUT).filter(|d| progress::stands(d));
        all.max_by_key(|d| (d.period(decision::DECIDED).map(|p| p.last()), d.id))
    };
    on(record.id).or_else(|| purposes(view, record).into_iter().filter_map(on).next_back())
}

/// The names of fields in which a person writes what came of it.
const RESULTS: &[&str] = &["result", "lesson", "check_basis"];

/// Everything that is known of its effect, in short pieces. Verdicts are told only where they may be seen.
pub fn told(view: View, record: &Record, verdicts: bool) -> Vec<String> {
    let spec = record.id.kind.spec();
    let written = RESULTS.iter().filter_map(|name| spec.field(name)).filter(|f| !record.text(*f).trim().is_empty());
    let mut all: Vec<String> = written.map(|f| record.text(f).trim().replace('\n', "; ")).collect();
    if record.id.kind == Kind::Risk {
        all.extend(moved(view, record));
    }
    if matches!(record.id.kind, Kind::Metric | Kind::Task) {
        all.extend(measures::latest(view, record).map(|r| r.title().to_string()));
    }
    let metrics = view.records.linked(record.id, Kind::Metric, metric::FOR);
    all.extend(metrics.filter_map(|m| {
        let latest = view.cell(m, metric::LATEST);
        let says = match measures::latest_tone(view, m) {
            Tone::Bad => ", beyond its limit",
            Tone::Good => ", on target",
            _ => "",
        };
        (!latest.is_empty()).then(|| format!("{} {latest}{says}", m.id))
    }));
    all.extend(purposes(view, record).into_iter().filter_map(|id| stands(view, id, verdicts)));
    let proof = record.links().filter(|(_, id)| id.kind == Kind::Evidence).count();
    if proof > 0 {
        all.push(format!("{proof} pieces of evidence").replace("1 pieces", "1 piece"));
    }
    all
}

/// `R-03 high to medium`, of a risk that is rated before controls and now.
fn moved(view: View, risk: &Record) -> Option<String> {
    let matrix = view.records.matrix();
    let band = |picture: Picture| picture.on(risk, matrix).map(|(l, c)| matrix.band(l, c).label.as_str());
    let (was, now) = (band(Picture::Inherent)?, band(Picture::Current)?);
    Some(if was == now { format!("{} still {now}", risk.id) } else { format!("{} from {was} to {now}", risk.id) })
}

/// How something that work is for stands now.
fn stands(view: View, id: Id, verdicts: bool) -> Option<String> {
    let record = view.records.live(id)?;
    match id.kind {
        Kind::Risk => moved(view, record),
        Kind::Finding if verdicts => {
            let step = finding::step(record);
            Some(format!("{id} {}", if step == Step::Closed { "closed" } else { step.label() }))
        }
        Kind::Item => {
            let verdict = item::latest_verdict(view, record);
            let state = view.cell(record, item::STATE);
            match verdict.is_judged() && verdicts {
                true => Some(format!("{id} {}", verdict.label())),
                false if state.is_empty() => None,
                false => Some(format!("{id} {state}")),
            }
        }
        _ => progress::word(record).map(|word| format!("{id} {}", word.label)),
    }
}

/// How much of what is owed is done, and how much of what is measured is as it should be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DutyAndEffect {
    /// Duties of ours that apply now and are met.
    pub duty: Share,
    /// Measures that are not beyond their limit, risks that are not above the appetite.
    pub effect: Share,
}

impl DutyAndEffect {
    pub const KINDS: &'static [Kind] = &[Kind::Obligation, Kind::Metric, Kind::Reading, Kind::Risk, Kind::Method];

    pub fn of(view: View) -> DutyAndEffect {
        let ours = |l: &&Record| Bound::of(l, obligation::BOUND) != Some(Bound::Supplier);
        let applies = |l: &&Record| l.period(obligation::FROM).is_none_or(|from| from.first() <= view.today);
        let duties = view.records.all(Kind::Obligation).filter(ours).filter(applies);
        let met = duties.map(|l| InPlace::of(l, obligation::STATE) >= Some(InPlace::InPlace));
        let measured = view.records.all(Kind::Metric).filter(|m| !progress::is_over(m));
        let measured = measured.filter_map(|m| measures::latest(view, m).map(|r| !measures::is_bad(m, r)));
        let risks = view.records.all(Kind::Risk).filter(|r| risk::is_open(r));
        let held = risks.map(|r| risk::against_appetite(view, r)).filter(|a| !a.is_empty()).map(|a| a != "above");
        DutyAndEffect { duty: Share::count(met), effect: Share::count(measured.chain(held)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Records, Value,
        kinds::{action, objective},
    };
    use jiff::civil::date;

    #[test]
    fn effect_is_what_became_of_what_the_work_is_for() {
        let mut records = Records::default();
        let id = |text: &str| -> Id { text.parse().unwrap() };
        let number = |n: i64| Value::Number(n);
        let risk = Record::new(id("R-1"))
            .with(risk::INHERENT_LIKELIHOOD, number(5))
            .with(risk::INHERENT_CONSEQUENCE, number(5))
            .with(risk::LIKELIHOOD, number(1))
            .with(risk::CONSEQUENCE, number(1));
        let ruled = Record::new(id("D-1"))
            .with(decision::STATE, Value::Choice(crate::domain::kinds::APPROVED))
            .with(decision::ABOUT, Value::refs([id("R-1")]));
        records.put([
            risk,
            ruled,
            Record::new(id("A-1")).with(action::ABOUT, Value::refs([id("R-1")])),
            Record::new(id("O-1")).with(objective::RESULT, Value::text("all systems known")),
        ]);
        let view = View { records: &records, today: date(2026, 11, 27) };
        let of = |text: &str| told(view, records.get(id(text)).unwrap(), true).join(", ");
        assert!(of("A-1").starts_with("R-01 from critical to low"), "{}", of("A-1"));
        assert_eq!(of("O-1"), "all systems known");
        assert_eq!(decision(view, records.get(id("A-1")).unwrap()).map(|d| d.id), Some(id("D-1")));
        assert_eq!(DutyAndEffect::of(view).effect, Share { done: 1, all: 1 });
    }
}
