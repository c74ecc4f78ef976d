//! How an interview ends.

use crate::domain::{
    Change, Record, Stamp, Value,
    kinds::interview::{ENDED, RECAP, RECAP_AT, Recap, STATE, State, TALKED},
};

/// The interview is over, whatever was said to the recap: the end, the seconds talked, and the recap in one step.
pub fn ended(interview: &Record, said: Recap, talked: i64, now: Stamp) -> Change {
    let read_out = said != Recap::NotDiscussed;
    let mut values = vec![
        (STATE, State::Held.value()),
        (TALKED, Value::Number(talked.clamp(0, 1_000_000))),
        (RECAP, said.value()),
        (RECAP_AT, if read_out { Value::Stamp(now) } else { Value::Empty }),
    ];
    if interview.value(ENDED).is_empty() {
        values.push((ENDED, Value::Stamp(now)));
    }
    Change::new(format!("end of {}, recap {}", interview.id, said.label())).set(interview, values)
}
