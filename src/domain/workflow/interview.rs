//! How an interview ends.

use crate::domain::{
    Change, Record, Stamp, Value,
    kinds::interview::{ENDED, RECAP, RECAP_AT, Recap, STATE, State, TALKED},
};

/// The interview is over, whatever was said to the recap: the end, the seconds talked, and the recap in one step. That it
/// was agreed does not say that it was read out; only the recap says that, where it is read from.
pub fn ended(interview: &Record, said: Recap, talked: i64, now: Stamp) -> Change {
    let read_out = Some(interview.value(RECAP_AT).clone()).filter(|_| said != Recap::NotDiscussed);
    let mut values = vec![
        (STATE, State::Held.value()),
        (TALKED, Value::Number(talked.clamp(0, 1_000_000))),
        (RECAP, said.value()),
        (RECAP_AT, read_out.unwrap_or(Value::Empty)),
    ];
    if interview.value(ENDED).is_empty() {
        values.push((ENDED, Value::Stamp(now)));
    }
    Change::new(format!("end of {}, recap {}", interview.id, said.label())).set(interview, values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Edit, Kind};
    use jiff::civil::date;

    #[test]
    fn an_interview_that_ends_with_an_agreed_recap_was_read_out_only_where_the_recap_says_so() {
        let at = |minute: i8| Stamp::at(date(2026, 11, 28).at(11, minute, 0, 0), 0);
        let plain = Record::new(crate::domain::Id::new(Kind::Interview, 6));
        let read = plain.clone().with(RECAP_AT, Value::Stamp(at(10)));
        let of = |interview: &Record, said| {
            let mut after = interview.clone();
            for edit in ended(interview, said, 60, at(30)).edits {
                if let Edit::Set { values, .. } = edit {
                    values.into_iter().for_each(|(field, value)| after = after.clone().with(field, value));
                }
            }
            after.stamp(RECAP_AT)
        };
        assert_eq!(of(&plain, Recap::Agreed), None);
        assert_eq!(of(&read, Recap::Agreed), Some(at(10)));
        assert_eq!(of(&read, Recap::NotDiscussed), None);
    }
}
