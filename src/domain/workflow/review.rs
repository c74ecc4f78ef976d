//! A management review from plan to signature: the next one from the last, an input treated or left out, the signature.

use crate::domain::{
    Change, Id, Kind, Record, Value, View,
    kinds::{
        person,
        review::{self, State},
        review_input::{self, Input, Outcome},
    },
    review as inputs,
};
use jiff::{ToSpan, civil::Date};

/// The next review, planned from the last one: its day, chair, attendees and interval; its actions open the new one.
pub fn next(view: View, last: Option<&Record>) -> (Change, Id) {
    let id = view.records.next_id(Kind::Review);
    let day = last.and_then(|l| l.date(review::NEXT)).filter(|d| *d >= view.today);
    let title = format!("Management review {}", day.unwrap_or(view.today).strftime("%Y-%m"));
    let mut values = vec![
        (review::TITLE, Value::text(title)),
        (review::STATE, State::Planned.value()),
        (review::INTERVAL, Value::Number(12)),
    ];
    values.extend(day.map(|d| (review::DAY, Value::Date(d))));
    if let Some(last) = last {
        let kept = [review::CHAIR, review::ATTENDEES, review::INTERVAL];
        values.retain(|(f, _)| *f != review::INTERVAL || last.value(*f).is_empty());
        values.extend(kept.iter().filter(|f| !last.value(**f).is_empty()).map(|f| (*f, last.value(*f).clone())));
        values.push((review::LAST, Value::Ref(last.id)));
    }
    (Change::new(format!("management review {id}")).create(id, values), id)
}

/// The record of an input, made by the change where there is none yet.
pub fn record(view: View, review: &Record, input: Input, change: Change) -> (Change, Id) {
    if let Some(there) = inputs::record_of(view, review.id, input) {
        return (change, there.id);
    }
    let id = view.records.next_id(Kind::ReviewInput);
    let title = inputs::said(input).map_or("", |s| s.title);
    let values = vec![
        (review_input::TITLE, Value::text(title)),
        (review_input::REVIEW, Value::Ref(review.id)),
        (review_input::INPUT, input.value()),
    ];
    (change.create(id, values), id)
}

/// A point of one's own on the agenda.
pub fn own(view: View, review: &Record, title: &str) -> Result<Change, String> {
    if title.trim().is_empty() {
        return Err("a point needs a few words; Esc adds none".into());
    }
    let id = view.records.next_id(Kind::ReviewInput);
    let title = Value::read(&review_input::FIELDS[review_input::TITLE], title.trim())?;
    let values = vec![
        (review_input::TITLE, title),
        (review_input::REVIEW, Value::Ref(review.id)),
        (review_input::INPUT, Input::Own.value()),
    ];
    Ok(Change::new(format!("point {id} of {}", review.id)).create(id, values))
}

/// An input is treated, with its numbers of today, or that is taken back.
pub fn treat(view: View, review: &Record, (input, of): (Input, Option<Id>)) -> Change {
    let there = of.and_then(|id| view.records.live(id));
    let was = there.and_then(|r| Outcome::of(r, review_input::OUTCOME));
    let title = there.map_or(inputs::said(input).map_or("", |s| s.title), Record::title);
    if was == Some(Outcome::Treated) {
        let values = vec![(review_input::OUTCOME, Value::Empty), (review_input::NUMBERS, Value::Empty)];
        return Change::new(format!("open again in {}: {title}", review.id)).set(there.unwrap_or(review), values);
    }
    let numbers = inputs::text_or_none(&inputs::numbers_text(view, review, input));
    settled(
        view,
        review,
        (input, there),
        format!("treated in {}: {title}", review.id),
        vec![
            (review_input::OUTCOME, Outcome::Treated.value()),
            (review_input::NUMBERS, numbers),
            (review_input::WHY_NOT, Value::Empty),
        ],
    )
}

/// An input is left out; the reason is wanted.
pub fn leave_out(view: View, review: &Record, (input, of): (Input, Option<Id>), why: &str) -> Result<Change, String> {
    if why.trim().is_empty() {
        return Err("a reason is needed; Esc leaves it open".into());
    }
    let there = of.and_then(|id| view.records.live(id));
    let why = Value::read(&review_input::FIELDS[review_input::WHY_NOT], why.trim())?;
    let label = format!("left out of {}: {}", review.id, inputs::said(input).map_or("a point", |s| s.title));
    Ok(settled(
        view,
        review,
        (input, there),
        label,
        vec![
            (review_input::OUTCOME, Outcome::Left.value()),
            (review_input::WHY_NOT, why),
            (review_input::NUMBERS, Value::Empty),
        ],
    ))
}

fn settled(
    view: View,
    review: &Record,
    (input, there): (Input, Option<&Record>),
    label: String,
    values: Vec<(usize, Value)>,
) -> Change {
    let mut change = Change::new(label);
    match there {
        Some(there) => change = change.set(there, values),
        None => {
            let id = view.records.next_id(Kind::ReviewInput);
            let title = inputs::said(input).map_or("", |s| s.title);
            let mut all = vec![
                (review_input::TITLE, Value::text(title)),
                (review_input::REVIEW, Value::Ref(review.id)),
                (review_input::INPUT, input.value()),
            ];
            all.extend(values.into_iter().filter(|(_, v)| !v.is_empty()));
            change = change.create(id, all);
        }
    }
    match State::of(review, review::STATE) {
        Some(State::Planned) | None => change.set(review, held(review, view.today)),
        _ => change,
    }
}

/// Who treats an input holds the review, today unless its day is there.
fn held(review: &Record, today: Date) -> Vec<(usize, Value)> {
    let mut values = vec![(review::STATE, State::Held.value())];
    if review.date(review::DAY).is_none() {
        values.push((review::DAY, Value::Date(today)));
    }
    values
}

/// The signature: of who is named, else of who sits here, else of the chair, in the role of that person; the day of the
/// next review follows from the interval.
pub fn sign(view: View, review: &Record, me: Option<Id>) -> Result<Change, String> {
    if review::is_signed(review) {
        return Err(format!("{} is signed already", review.id));
    }
    let by = review.one(review::SIGNED_BY).or(me).or(review.one(review::CHAIR));
    let Some(by) = by else {
        return Err(format!("who signs {}? Chair or Signed by on its page says it (e)", review.id));
    };
    let mut values = vec![(review::STATE, State::Signed.value())];
    let mut put = |field: usize, value: Value| {
        if review.value(field).is_empty() && !value.is_empty() {
            values.push((field, value));
        }
    };
    let role = view.records.live(by).map_or(String::new(), |p| match p.text(person::TITLE) {
        "" => view.cell(p, person::ROLE),
        title => title.to_string(),
    });
    let chairs = review.one(review::CHAIR) == Some(by);
    let role = if role.trim().is_empty() && chairs { "chair of the review".into() } else { role };
    put(review::SIGNED_BY, Value::Ref(by));
    put(review::SIGNED_AS, inputs::text_or_none(&role));
    put(review::SIGNED_ON, Value::Date(view.today));
    let held = review.date(review::DAY).unwrap_or(view.today);
    let months = review.number(review::INTERVAL).unwrap_or(12);
    put(review::NEXT, held.checked_add(months.months()).map_or(Value::Empty, Value::Date));
    Ok(Change::new(format!("{} signed", review.id)).set(review, values))
}
