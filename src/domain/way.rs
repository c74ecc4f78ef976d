//! The way to the certificate and through its years: each stage with its day and how it stands, what the body found and
//! what was answered by when, and what it cost so far. Days come from rounds, reviews and certificates.

use super::{
    id::Id,
    kind::Kind,
    kinds::{
        certificate::{self, State as Held},
        finding, interview, organisation, plan_item, resource, review as reviews,
        round::{self, State, Type},
    },
    progress,
    record::Record,
    records::View,
    review,
    rounds::{self, FieldValues},
};
use jiff::{Span, civil::Date};
use std::collections::BTreeMap;

/// How a station of the way stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    Done,
    Running,
    Planned,
    Late,
    NoDay,
    NotPlanned,
}

impl Stand {
    pub fn label(self) -> &'static str {
        match self {
            Stand::Done => "done",
            Stand::Running => "running",
            Stand::Planned => "planned",
            Stand::Late => "late",
            Stand::NoDay => "no day",
            Stand::NotPlanned => "not planned",
        }
    }
}

/// A station: what, when, how it stands, what there is to say of it, and the record behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Station {
    pub what: String,
    pub day: Option<Date>,
    pub stand: Stand,
    pub note: String,
    pub id: Option<Id>,
}

/// The stations in their order: full internal audit, management review, Stage 1, Stage 2, the certificate, its visits.
pub fn stations(view: View) -> Vec<Station> {
    let mut all = vec![of_round(view, Type::Audit, "internal audit"), of_review(view)];
    all.push(of_round(view, Type::Stage1, "Stage 1"));
    all.push(of_round(view, Type::Stage2, "Stage 2"));
    all.push(of_certificate(view));
    all.extend(visits(view));
    all
}

/// Whether somebody wants a certificate at all.
pub fn is_wanted(view: View) -> bool {
    let off = |o: &Record| o.choice(organisation::CERTIFICATION) == Some(organisation::SWITCHED_OFF);
    !view.records.single(Kind::Organisation).is_some_and(off)
}

fn rounds_of<'a>(view: View<'a>, typ: Type) -> Vec<&'a Record> {
    let mut all: Vec<&Record> =
        view.records.all(Kind::Round).filter(|r| Type::of(r, round::TYPE) == Some(typ)).collect();
    all.sort_by_key(|r| (rounds::day(view, r).is_none(), rounds::day(view, r), r.id));
    all
}

/// The Stage 1 from which a new Stage 2 takes its body and scope.
pub fn last_stage_1(view: View<'_>) -> Option<&Record> {
    rounds_of(view, Type::Stage1).pop()
}

/// The values of a new Stage 2: body, scope and people are those of the last Stage 1, and it begins on no day before
/// that one is over.
pub fn after_stage_1(view: View, values: FieldValues) -> FieldValues {
    let Some(first) = last_stage_1(view) else { return values };
    let kept = [rounds::kept(first, &[round::BODY]), rounds::kept(first, &rounds::GOES_ON)].concat();
    let is_over = first.date(round::TO).max(first.date(round::FROM)).is_none_or(|day| day <= view.today);
    let stays = |field: usize| (field != round::FROM || is_over) && kept.iter().all(|(f, _)| *f != field);
    let values: Vec<_> = values.into_iter().filter(|(field, _)| stays(*field)).collect();
    values.into_iter().chain(kept).collect()
}

/// The round of a type that the way rests on: the one that runs, else the last that was held, else the first that is
/// planned. What is only planned stands beside one that was held.
fn of_round(view: View, typ: Type, what: &str) -> Station {
    let all = rounds_of(view, typ);
    let is = |state: State| move |r: &&&Record| State::of(r, round::STATE) == Some(state);
    let held = all.iter().find(is(State::Running)).or(all.iter().rfind(is(State::Closed)));
    let planned = all.iter().find(|r| !is(State::Running)(r) && !is(State::Closed)(r));
    match held.or(planned) {
        Some(round) => {
            let mut of = station(view, round, what);
            if let Some(next) = held.and(planned) {
                let day = rounds::day(view, next).map_or("without a day".into(), |day| format!("for {day}"));
                let more = format!("{} is planned {day}", next.id);
                of.note = if of.note.is_empty() { more } else { format!("{}, {more}", of.note) };
            }
            of
        }
        None => Station { what: what.into(), day: None, stand: Stand::NotPlanned, note: String::new(), id: None },
    }
}

fn station(view: View, of: &Record, what: &str) -> Station {
    let day = rounds::day(view, of);
    let stand = match (State::of(of, round::STATE), day) {
        (Some(State::Closed), _) => Stand::Done,
        (Some(State::Running), _) => Stand::Running,
        (_, None) => Stand::NoDay,
        (_, Some(day)) if day < view.today => Stand::Late,
        _ => Stand::Planned,
    };
    let mut notes: Vec<String> = of.one(round::BODY).map(|id| view.records.name(id)).into_iter().collect();
    notes.extend(Some(view.cell(of, round::RECOMMENDATION)).filter(|text| !text.is_empty()));
    let open = view.records.linked(of.id, Kind::Finding, finding::ROUND).filter(|f| finding::is_open(f)).count();
    notes.extend((open > 0).then(|| format!("{open} finding{} open", if open == 1 { "" } else { "s" })));
    Station { what: what.into(), day, stand, note: notes.join(", "), id: Some(of.id) }
}

fn of_review(view: View) -> Station {
    let what = "management review".to_string();
    let coming = review::coming(view);
    match coming.or(review::last_signed(view)) {
        None => Station { what, day: None, stand: Stand::NotPlanned, note: String::new(), id: None },
        Some(of) => {
            let day = of.date(reviews::DAY);
            let stand = match day {
                _ if reviews::is_signed(of) => Stand::Done,
                None => Stand::NoDay,
                Some(day) if day < view.today => Stand::Late,
                Some(_) => Stand::Planned,
            };
            let last = review::last_signed(view).filter(|last| last.id != of.id).and_then(|r| r.date(reviews::DAY));
            let note = last.map_or(String::new(), |day| format!("the last one was signed for {day}"));
            Station { what, day, stand, note, id: Some(of.id) }
        }
    }
}

/// The certificate of the newest number that has not ended.
fn certificate(view: View<'_>) -> Option<&Record> {
    view.records.all(Kind::Certificate).rfind(|c| !progress::is_over(c))
}

fn of_certificate(view: View) -> Station {
    let what = "certificate".to_string();
    let Some(of) = certificate(view) else {
        return Station { what, day: None, stand: Stand::NotPlanned, note: String::new(), id: None };
    };
    let held = Held::of(of, certificate::STATE) == Some(Held::Held);
    let day = of.period(certificate::ISSUED).map(|p| p.last());
    let until = of.period(certificate::UNTIL).map_or(String::new(), |p| format!(", valid until {p}"));
    let note = format!("{}{until}", view.cell(of, certificate::STATE));
    let stand = match (held, day) {
        (true, _) => Stand::Done,
        (false, Some(day)) if day < view.today => Stand::Late,
        (false, Some(_)) => Stand::Planned,
        (false, None) => Stand::NoDay,
    };
    Station { what, day, stand, note, id: Some(of.id) }
}

/// The visits of the years after: those that are rounds already, then the ones that the certificate makes due: one each
/// year from its issue, and the renewal before it ends.
fn visits(view: View) -> Vec<Station> {
    let held = rounds_of(view, Type::Surveillance);
    let mut all: Vec<Station> =
        held.iter().enumerate().map(|(n, r)| station(view, r, &format!("surveillance {}", n + 1))).collect();
    let Some(of) = certificate(view) else { return all };
    let Some(issued) = of.period(certificate::ISSUED).map(|p| p.last()) else { return all };
    for year in held.len() as i64 + 1..=2 {
        let wanted = issued.saturating_add(Span::new().years(year));
        let next = of.period(certificate::SURVEILLANCE).map(|p| p.last()).filter(|_| year == held.len() as i64 + 1);
        let day = next.unwrap_or(wanted);
        let stand = if day < view.today { Stand::Late } else { Stand::NotPlanned };
        let note = "due by the certificate; no round is planned for it yet".to_string();
        all.push(Station { what: format!("surveillance {year}"), day: Some(day), stand, note, id: Some(of.id) });
    }
    let until = of.period(certificate::UNTIL).map(|p| p.last());
    let end = until.unwrap_or_else(|| issued.saturating_add(Span::new().years(3)));
    let stand = if end < view.today { Stand::Late } else { Stand::NotPlanned };
    all.push(Station { what: "renewal".into(), day: Some(end), stand, note: "before it ends".into(), id: Some(of.id) });
    all
}

/// A finding of the body, and whether it was answered in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    pub finding: Id,
    pub round: Id,
    pub due: Option<Date>,
    pub answered: bool,
}

impl Owed {
    pub fn is_late(&self, today: Date) -> bool {
        !self.answered && self.due.is_some_and(|day| day < today)
    }
}

/// What the body found and still waits for, or got: open findings of its audits, the earliest day first.
pub fn owed(view: View) -> Vec<Owed> {
    let of_body = [Type::Stage1, Type::Stage2, Type::Surveillance];
    let rounds = of_body.into_iter().flat_map(|typ| rounds_of(view, typ));
    let mut all: Vec<Owed> = rounds
        .flat_map(|round| {
            let open = view.records.linked(round.id, Kind::Finding, finding::ROUND).filter(|f| finding::is_open(f));
            open.map(move |f| Owed {
                finding: f.id,
                round: round.id,
                due: round.date(round::ANSWERS_DUE).or(f.date(finding::DUE)),
                answered: !f.value(finding::ANSWERED).is_empty(),
            })
        })
        .collect();
    all.sort_by_key(|o| (o.answered, o.due.is_none(), o.due, o.finding));
    all
}

/// What was spent so far, each unit apart, as lines: money and days of resources for the plan, cost and audit days of the
/// certificate, hours of interviews.
pub fn effort(view: View) -> Vec<String> {
    let mut sums: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    for of in view.records.all(Kind::Resource) {
        let for_plan = of.refs(resource::FOR).is_empty()
            || of.refs(resource::FOR).iter().any(|id| id.kind == Kind::PlanItem && view.records.live(*id).is_some());
        let number = |field: usize| of.decimal(field).and_then(|d| d.as_str().parse::<f64>().ok()).unwrap_or(0.0);
        if for_plan {
            let sum = sums.entry(of.text(resource::UNIT).trim().to_lowercase()).or_default();
            sum.0 += number(resource::SPENT);
            sum.1 += number(resource::APPROVED);
        }
    }
    let told = |(unit, (spent, approved)): (String, (f64, f64))| {
        let unit = if unit.is_empty() { "without a unit".to_string() } else { unit };
        (spent + approved > 0.0).then(|| format!("{spent} of {approved} {unit} that were approved are spent"))
    };
    let mut lines: Vec<String> = sums.into_iter().filter_map(told).collect();
    if let Some(of) = certificate(view) {
        let text = |field: usize| of.decimal(field).map(|d| d.as_str().to_string());
        lines.extend(text(certificate::COST).map(|cost| format!("the body cost {cost} so far")));
        lines.extend(text(certificate::DAYS).map(|days| format!("{days} audit days of the body for both stages")));
    }
    let seconds: i64 = view.records.all(Kind::Interview).filter_map(|i| i.number(interview::TALKED)).sum();
    lines.extend((seconds >= 60).then(|| format!("{} h of interviews", super::bodies::hours(seconds / 60))));
    let steps = view.records.all(Kind::PlanItem).filter(|p| plan_item::typ(p) == plan_item::Type::Step);
    let (mut done, mut all) = (0, 0);
    for step in steps {
        all += 1;
        done += usize::from(progress::is_done(step));
    }
    lines.extend((all > 0).then(|| format!("{done} of {all} steps of the plan are done")));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Period, Records, Value};
    use jiff::civil::date;

    fn round_of(n: u32, typ: Type, state: State, day: Date) -> Record {
        Record::new(Id::new(Kind::Round, n))
            .with(round::TYPE, typ.value())
            .with(round::STATE, state.value())
            .with(round::FROM, Value::Date(day))
    }

    #[test]
    fn the_way_rests_on_the_audit_that_was_held_and_tells_of_the_planned_one() {
        let mut records = Records::default();
        let today = date(2026, 11, 28);
        records.put([
            round_of(1, Type::Audit, State::Closed, date(2026, 11, 20)),
            round_of(2, Type::Audit, State::Planned, date(2027, 2, 1)),
        ]);
        let audit = |records: &Records| stations(View { records, today })[0].clone();
        let of = audit(&records);
        assert_eq!((of.id.map(|id| id.n), of.stand), (Some(1), Stand::Done));
        assert_eq!(of.note, "RD-02 is planned for 2027-02-01");
        records.put([round_of(1, Type::Audit, State::Planned, date(2027, 1, 1))]);
        let of = audit(&records);
        assert_eq!((of.id.map(|id| id.n), of.stand, of.note.as_str()), (Some(1), Stand::Planned, ""));
    }

    #[test]
    fn stage_2_takes_body_and_scope_of_stage_1_and_does_not_begin_before_it() {
        let mut records = Records::default();
        let today = date(2026, 11, 28);
        let body = Value::Ref(Id::new(Kind::Supplier, 1));
        let first = round_of(1, Type::Stage1, State::Planned, date(2027, 4, 17));
        records.put([first.clone().with(round::BODY, body.clone()).with(round::SCOPE, Value::text("both sites"))]);
        let begun = vec![(round::FROM, Value::Date(today)), (round::CRITERIA, Value::text("the standard"))];
        let mut made = after_stage_1(View { records: &records, today }, begun.clone());
        made.sort_by_key(|(field, _)| *field);
        let scope = (round::SCOPE, Value::text("both sites"));
        assert_eq!(made, [(round::BODY, body), scope, (round::CRITERIA, Value::text("the standard"))]);
        records.put([first.with(round::FROM, Value::Date(date(2026, 10, 1)))]);
        assert_eq!(after_stage_1(View { records: &records, today }, begun.clone()), begun);
    }

    #[test]
    fn the_years_of_a_certificate_follow_from_the_day_of_its_issue() {
        let mut records = Records::default();
        records.put([Record::new(Id::new(Kind::Certificate, 1))
            .with(certificate::STATE, Held::Held.value())
            .with(certificate::ISSUED, Value::Period(Period::Day(date(2026, 5, 4))))]);
        let view = View { records: &records, today: date(2026, 6, 1) };
        let all = stations(view);
        let days: Vec<(&str, Option<Date>)> = all.iter().skip(4).map(|s| (s.what.as_str(), s.day)).collect();
        assert_eq!(
            days,
            [
                ("certificate", Some(date(2026, 5, 4))),
                ("surveillance 1", Some(date(2027, 5, 4))),
                ("surveillance 2", Some(date(2028, 5, 4))),
                ("renewal", Some(date(2029, 5, 4))),
            ]
        );
        let late = stations(View { today: date(2027, 6, 1), ..view });
        assert_eq!((late[5].stand, late[6].stand), (Stand::Late, Stand::NotPlanned));
    }
}
