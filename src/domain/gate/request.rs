//! When a question that a body, customer or authority asked of us counts as answered.

use super::Broken;
use crate::domain::{
    Record,
    kinds::request::{self, State},
};

/// Answered is what was answered and sent, with its day, or what a reason says.
pub(super) fn broken(request: &Record) -> Option<Broken> {
    if !request::is_theirs(request) || State::of(request, request::STATE) != Some(State::Answered) {
        return None;
    }
    let lacks = |field: usize| request.value(field).is_empty();
    let answer = lacks(request::OUR_ANSWER) && lacks(request::SENT_WITH);
    let what = match (answer, lacks(request::SENT)) {
        (true, true) => "neither our answer nor the day on which it was sent",
        (true, false) => "no answer of ours",
        (false, true) => "no day on which our answer was sent",
        (false, false) => return None,
    };
    let why = format!("{} is answered and has {what}: why?", request.id);
    Some(Broken::asks("question answered", why))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Change, Records, Value, View,
        gate::{Asker, Outcome, validate},
        kinds::request::Direction,
    };
    use jiff::civil::date;

    #[test]
    fn a_question_is_answered_with_an_answer_and_its_day() {
        let day = Value::Date(date(2026, 11, 28));
        let asked = Record::new("ER-01".parse().unwrap()).with(request::DIRECTION, Direction::TheyAsk.value());
        let answered = |asked: &Record, more: &[(usize, Value)]| {
            let mut records = Records::default();
            records.put([asked.clone()]);
            let values = more.iter().cloned().chain([(request::STATE, State::Answered.value())]).collect();
            let change = Change::new("test").set(asked, values);
            let view = View { records: &records, today: date(2026, 11, 28) };
            validate(&view, &change, &Asker::default())
        };
        let ours = (request::OUR_ANSWER, Value::text("those of the inventory"));
        let neither = "ER-01 is answered and has neither our answer nor the day on which it was sent: why?";
        assert_eq!(answered(&asked, &[]), Outcome::AsksReason(neither.into()));
        assert!(matches!(answered(&asked, std::slice::from_ref(&ours)), Outcome::AsksReason(_)));
        assert!(matches!(answered(&asked, &[(request::SENT, day.clone())]), Outcome::AsksReason(_)));
        assert_eq!(answered(&asked, &[ours, (request::SENT, day)]), Outcome::LetThrough);
        let own = asked.with(request::DIRECTION, Direction::WeAsk.value());
        assert_eq!(answered(&own, &[]), Outcome::LetThrough);
    }
}
