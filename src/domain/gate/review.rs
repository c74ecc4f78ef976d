//! When and by whom a management review is signed, that it then stays as it is, and that an area is placed by hand with
//! a reason.

use super::{
    Broken,
    near::{Near, linked, live},
    paper,
};
use crate::domain::{
    Id, Kind, Record,
    kinds::{
        programme_area::{self, Weight},
        review, review_input,
    },
    review::{input_of, is_settled, missing_among},
};

/// Nothing is signed without name, role and day, without its verdict, or while a required input was neither treated nor
/// left out with a reason (clauses 9.3.2 and 9.3.3).
pub(super) fn broken(near: &dyn Near, review: &Record) -> Vec<Broken> {
    if !review::is_signed(review) {
        return super::running::dropped(review);
    }
    let mut all = paper::broken(near, review);
    let settled: Vec<_> = linked(near, review.id, (Kind::ReviewInput, review_input::REVIEW))
        .filter(|r| is_settled(r))
        .filter_map(|r| input_of(&r))
        .collect();
    let missing = missing_among(&settled);
    if let Some(first) = missing.first() {
        let more = if missing.len() > 1 { format!(" and {} more", missing.len() - 1) } else { String::new() };
        let why = format!(
            "{} is not signed: neither treated nor left out with a reason is {}{more}",
            review.id,
            first.title.to_lowercase()
        );
        all.push(Broken::refused("review signed: inputs", why));
    }
    let lacks = [
        (review::SUITABLE, "review signed: suitable", "without saying whether the AIMS is suitable"),
        (review::ADEQUATE, "review signed: adequate", "without saying whether it is adequate"),
        (review::EFFECTIVE, "review signed: effective", "without saying whether it is effective"),
        (review::ATTENDEES, "review signed: attendees", "without those who attended"),
        (review::CHAIR, "review signed: chair", "without who chaired it"),
        (review::DAY, "review signed: held", "without the day on which it was held"),
    ];
    let bare = lacks.into_iter().filter(|(field, ..)| review.value(*field).is_empty());
    all.extend(bare.map(|(_, rule, what)| Broken::refused(rule, format!("{} is not signed {what}", review.id))));
    all.extend(by_whom(near, review));
    all
}

/// A review is signed once it was held, and by somebody who sat in it: top management looks at the AIMS (clause 9.3.1).
fn by_whom(near: &dyn Near, review: &Record) -> Vec<Broken> {
    let mut all = Vec::new();
    if let Some(day) = review.date(review::DAY).filter(|day| *day > near.today()) {
        let why = format!("{} is to be held on {day}, which is still to come: why is it signed now?", review.id);
        all.push(Broken::asks("review signed: day to come", why));
    }
    let sat = |who: &Id| review.one(review::CHAIR) == Some(*who) || review.refs(review::ATTENDEES).contains(who);
    if let Some(who) = review.one(review::SIGNED_BY).filter(|who| !sat(who)) {
        let name = near.record(who).map(|p| p.title().to_string()).filter(|n| !n.is_empty());
        let name = name.unwrap_or_else(|| who.to_string());
        let why = format!("{name} neither chaired {} nor attended it: why do they sign it?", review.id);
        all.push(Broken::asks("review signed: by another", why));
    }
    all
}

/// The review that a record is part of.
fn review_of(near: &dyn Near, id: Id) -> Option<Id> {
    match id.kind {
        Kind::Review => Some(id),
        Kind::ReviewInput => near.record(id)?.one(review_input::REVIEW),
        _ => None,
    }
}

/// A signed review and its inputs stay as they are; it is opened again only with a reason.
pub(super) fn stays(before: &dyn Near, after: &dyn Near, id: Id) -> Option<Broken> {
    let review = review_of(before, id).or_else(|| review_of(after, id))?;
    let signed = |near: &dyn Near| live(near, review).is_some_and(|r| review::is_signed(&r));
    let same = match (before.record(id), after.record(id)) {
        (Some(old), Some(new)) => old.hidden == new.hidden && old.values == new.values,
        (old, new) => old.is_none() && new.is_none(),
    };
    if same || !signed(before) {
        return None;
    }
    if id == review && live(after, review).is_some_and(|r| !review::is_signed(&r)) {
        return Some(Broken::asks("review opened again", format!("{id} is signed: why is it opened again?")));
    }
    let what = if id == review { "it" } else { "what was said in it" };
    Some(Broken::refused("review stays", format!("{review} is signed; open it again with a reason to change {what}")))
}

/// An area is placed against the facts only with a reason (clause 9.2.2).
pub(super) fn placed(line: &Record) -> Vec<Broken> {
    let by_hand = matches!(Weight::of(line, programme_area::WEIGHT), Some(Weight::First | Weight::Last));
    let bare = by_hand && line.value(programme_area::WHY).is_empty();
    let why = || format!("{} is placed by hand, against risk, results, changes and time: why?", line.id);
    if bare { vec![Broken::asks("area placed: why", why())] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Change, Records, Value, View,
        gate::{Asker, Outcome, validate},
        kinds::{person, shared::YES},
        review::INPUTS,
    };
    use jiff::civil::{Date, date};

    const TODAY: Date = date(2026, 11, 24);

    fn id(text: &str) -> Id {
        text.parse().unwrap()
    }

    /// MR-01 with all that its signature needs: P-01 chairs, P-02 attends, P-03 is elsewhere.
    fn ready(day: Date) -> Records {
        let mut records = Records::default();
        records.put(["P-01", "P-02", "P-03"].map(|p| Record::new(id(p)).with(person::NAME, Value::text(p))));
        records.put(INPUTS.iter().filter(|s| s.required).enumerate().map(|(n, said)| {
            Record::new(Id::new(Kind::ReviewInput, n as u32 + 1))
                .with(review_input::REVIEW, Value::Ref(id("MR-01")))
                .with(review_input::INPUT, said.input.value())
                .with(review_input::OUTCOME, review_input::Outcome::Treated.value())
        }));
        let verdicts = [review::SUITABLE, review::ADEQUATE, review::EFFECTIVE];
        let review = Record::new(id("MR-01"))
            .with(review::DAY, Value::Date(day))
            .with(review::STATE, review::State::Held.value())
            .with(review::CHAIR, Value::Ref(id("P-01")))
            .with(review::ATTENDEES, Value::refs([id("P-02")]));
        records.put([verdicts.into_iter().fold(review, |r, field| r.with(field, Value::Choice(YES)))]);
        records
    }

    fn sign(records: &Records, by: &str) -> Change {
        let values = vec![
            (review::STATE, review::State::Signed.value()),
            (review::SIGNED_BY, Value::Ref(id(by))),
            (review::SIGNED_AS, Value::text("head")),
            (review::SIGNED_ON, Value::Date(TODAY)),
        ];
        Change::new("test").set(records.get(id("MR-01")).unwrap(), values)
    }

    fn ask(records: &Records, change: &Change) -> Outcome {
        validate(&View { records, today: TODAY }, change, &Asker::default())
    }

    #[test]
    fn a_review_is_signed_by_who_sat_in_it() {
        let records = ready(TODAY);
        for by in ["P-01", "P-02"] {
            assert_eq!(ask(&records, &sign(&records, by)), Outcome::LetThrough, "{by}");
        }
        let other = sign(&records, "P-03");
        let Outcome::AsksReason(why) = ask(&records, &other) else { panic!("nobody was asked") };
        assert_eq!(why, "P-03 neither chaired MR-01 nor attended it: why do they sign it?");
        assert_eq!(ask(&records, &other.because("Ada is on leave and gave the word")), Outcome::LetThrough);
    }

    #[test]
    fn a_review_is_not_signed_before_its_day_without_a_reason() {
        let records = ready(date(2026, 12, 10));
        let Outcome::AsksReason(why) = ask(&records, &sign(&records, "P-01")) else { panic!("nobody was asked") };
        assert_eq!(why, "MR-01 is to be held on 2026-12-10, which is still to come: why is it signed now?");
    }
}
