//! The next impact assessment of a system: begun anew, or from the last one, with what differs from it.

use crate::domain::{
    Change, Field, Id, Kind, Record, Value, View,
    kinds::{
        DRAFT, YES,
        assessment::{self, Type},
        obligation,
        system::{self, Tier},
    },
    law::Law,
    progress,
};

/// What belongs to the one assessment and is not taken over: its state, days, approval, and where it came from.
const ITS_OWN: &[usize] = &[
    assessment::STATE,
    assessment::OUTCOME,
    assessment::TRIGGER,
    assessment::ASKED,
    assessment::APPROVED_BY,
    assessment::APPROVED_AS,
    assessment::APPROVED_ON,
    assessment::VALID,
    assessment::NOTIFIED,
    assessment::COPIED,
    assessment::TEMPLATE,
];

/// The newest assessment of a system, approved or not.
pub fn newest<'a>(view: View<'a>, system: Id) -> Option<&'a Record> {
    view.records.linked(system, Kind::Assessment, assessment::SYSTEM).max_by_key(|a| a.id.n)
}

/// The step that begins the next assessment of a system. It starts from the last one; a system of a low class without
/// one starts with the short way.
pub fn begin(view: View, system: &Record) -> (Change, Id) {
    match newest(view, system.id) {
        Some(last) => follow(view, last),
        None => anew(view, system, usual(view, system)),
    }
}

/// The way that a system without an assessment goes: a low class the short one, where an assessment of fundamental
/// rights is owed that one.
pub fn usual(view: View, system: &Record) -> Type {
    let low = Tier::of(system, system::TIER) == Some(Tier::Low) && !system::is_high(system);
    match owes_rights(view, system) {
        true => Type::Rights,
        false if low => Type::Short,
        false => Type::Full,
    }
}

/// Whether an assessment of fundamental rights is owed for a system (Article 27 of the EU AI Act): as its duties in the
/// legal register say it, and where none of those is there as marks, roles and facts do.
pub fn owes_rights(view: View, system: &Record) -> bool {
    let duties = view.records.linked(system.id, Kind::Obligation, obligation::SYSTEMS);
    let mut duties = duties.filter(|l| l.text(obligation::CODE).starts_with("AD-27-1")).peekable();
    match duties.peek() {
        Some(_) => duties.any(|l| !progress::is_over(l)),
        None => Law::of(system).owes_rights(),
    }
}

/// The step that begins the first assessment of a system, of a type.
pub fn anew(view: View, system: &Record, typ: Type) -> (Change, Id) {
    let title = cut(&format!("Impact of {}", system.title()));
    let mut values = base(view, &title);
    values.push((assessment::TYPE, typ.value()));
    values.push((assessment::SYSTEM, Value::Ref(system.id)));
    created(view, &title, values)
}

/// The organisation's own templates: assessments that it marked as such.
pub fn templates(view: View<'_>) -> impl Iterator<Item = &Record> {
    let is = |a: &&Record| a.choice(assessment::TEMPLATE) == Some(YES) && !progress::is_over(a);
    view.records.all(Kind::Assessment).filter(is)
}

/// The step that begins the first assessment of a system from a template, which stays as it is.
pub fn from_template(view: View, system: &Record, template: &Record) -> (Change, Id) {
    let title = cut(&format!("Impact of {}", system.title()));
    let mut values = base(view, &title);
    values.extend(taken(template).filter(|(field, _)| *field != assessment::SYSTEM));
    values.push((assessment::SYSTEM, Value::Ref(system.id)));
    created(view, &title, values)
}

/// What an assessment gives to the next one.
fn taken(from: &Record) -> impl Iterator<Item = (usize, Value)> + '_ {
    let is = |f: &usize| *f != assessment::TITLE && !ITS_OWN.contains(f) && assessment::FIELDS[*f].stored();
    let filled = (0..assessment::FIELDS.len()).filter(is).map(|f| (f, from.value(f).clone()));
    filled.filter(|(_, value)| !matches!(value, Value::Empty | Value::Unread))
}

/// The step that begins the next assessment from one; that one stays as it is.
pub fn follow(view: View, last: &Record) -> (Change, Id) {
    let title = last.title().to_string();
    let mut values = base(view, &title);
    values.extend(taken(last));
    values.push((assessment::COPIED, Value::Ref(last.id)));
    created(view, &title, values)
}

fn base(view: View, title: &str) -> Vec<(usize, Value)> {
    vec![
        (assessment::TITLE, Value::text(title)),
        (assessment::STATE, Value::Choice(DRAFT)),
        (assessment::ASKED, Value::Date(view.today)),
    ]
}

fn created(view: View, title: &str, values: Vec<(usize, Value)>) -> (Change, Id) {
    let id = view.records.next_id(Kind::Assessment);
    (Change::new(format!("impact assessment {id} {title} begun")).create(id, values), id)
}

fn cut(title: &str) -> String {
    title.chars().take(Field::LINE_MAX).collect()
}

/// The fields in which an assessment differs from the one that it follows.
pub fn differences(before: &Record, now: &Record) -> Vec<usize> {
    let fields = 0..assessment::FIELDS.len();
    let told = |f: &usize| assessment::FIELDS[*f].stored() && *f != assessment::COPIED;
    fields.filter(told).filter(|f| before.value(*f) != now.value(*f)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Records;
    use jiff::civil::date;

    #[test]
    fn rights_are_owed_from_marks_roles_and_facts_until_the_register_says_otherwise() {
        let read = |field: usize, codes: &str| Value::read(&system::FIELDS[field], codes).unwrap();
        let system = Record::new("S-1".parse().unwrap())
            .with(system::ACT_MARKS, read(system::ACT_MARKS, "IN III.7c"))
            .with(system::ACT_ROLES_HELD, read(system::ACT_ROLES_HELD, "deployer"));
        let public = system.clone().with(system::ACT_FACTS, read(system::ACT_FACTS, "public_body"));
        let mut records = Records::default();
        let today = date(2026, 11, 26);
        records.put([public.clone()]);
        assert_eq!(usual(View { records: &records, today }, &public), Type::Rights);
        assert!(!owes_rights(View { records: &records, today }, &system), "no public body");
        // What was decided in the register stands above what is worked out.
        let duty = Record::new("L-1".parse().unwrap())
            .with(obligation::CODE, Value::text("AD-27-1"))
            .with(obligation::SYSTEMS, Value::refs([public.id]));
        records.put([duty.clone()]);
        assert!(owes_rights(View { records: &records, today }, &system));
    }

    #[test]
    fn the_next_one_starts_from_the_last_and_both_stay() {
        let mut records = Records::default();
        let system = Record::new("S-1".parse().unwrap()).with(system::NAME, Value::text("Sorter"));
        let low = system.clone().with(system::TIER, Tier::Low.value());
        records.put([low.clone()]);
        let today = date(2026, 11, 26);
        let (change, first) = begin(View { records: &records, today }, &low);
        records.apply(&change);
        let one = records.get(first).unwrap().clone();
        assert_eq!(Type::of(&one, assessment::TYPE), Some(Type::Short), "a low class goes the short way");
        let (change, high) = begin(View { records: &Records::default(), today }, &system);
        assert_eq!(high.n, 1);
        assert!(change.edits.len() == 1);
        records.put([one
            .with(assessment::FAIRNESS, Value::text("by age"))
            .with(assessment::APPROVED_ON, Value::Date(date(2025, 1, 1)))]);
        let (change, second) = begin(View { records: &records, today }, &low);
        records.apply(&change);
        let (one, two) = (records.get(first).unwrap(), records.get(second).unwrap());
        assert_eq!(two.text(assessment::FAIRNESS), "by age");
        assert_eq!((two.one(assessment::COPIED), two.date(assessment::APPROVED_ON)), (Some(first), None));
        assert_eq!(differences(one, two), [assessment::APPROVED_ON]);
        let changed = two.clone().with(assessment::FAIRNESS, Value::text("by age and site"));
        assert_eq!(differences(one, &changed), [assessment::FAIRNESS, assessment::APPROVED_ON]);
    }
}
