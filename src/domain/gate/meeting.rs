//! Opening and closing meetings have points that are ticked; nothing is judged there (ISO 19011, 6.4.3 and 6.4.10).

use super::{
    Broken,
    near::{Near, live},
};
use crate::domain::{
    Record,
    kinds::{answer, interview},
};

/// What is wrong with a point of a meeting that was given a verdict.
pub(super) fn broken(near: &dyn Near, point: &Record) -> Option<Broken> {
    let talk = point.one(answer::INTERVIEW).filter(|_| answer::verdict(point).is_judged())?;
    let meeting = live(near, talk).filter(|talk| interview::is_meeting(talk))?;
    let why = format!("{} is a meeting: its agenda is ticked, nothing is judged there", meeting.id);
    Some(Broken::refused("meeting judged", why))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Id, Records, Value, View};
    use jiff::civil::date;

    #[test]
    fn a_point_of_a_meeting_takes_no_verdict_and_can_be_parked() {
        let id = |id: &str| -> Id { id.parse().unwrap() };
        for (typ, verdict, refused) in [
            (interview::Type::Opening, answer::Verdict::Conforms, true),
            (interview::Type::Closing, answer::Verdict::Minor, true),
            (interview::Type::Opening, answer::Verdict::Parked, false),
            (interview::Type::Interview, answer::Verdict::Conforms, false),
        ] {
            let talk = Record::new(id("I-01")).with(interview::TYPE, typ.value());
            let point = Record::new(id("AW-001")).with(answer::INTERVIEW, Value::Ref(id("I-01")));
            let point = point.with(answer::VERDICT, verdict.value());
            let mut records = Records::default();
            records.put([talk, point.clone()]);
            let view = View { records: &records, today: date(2026, 11, 27) };
            assert_eq!(broken(&view, &point).is_some(), refused, "{typ:?} {verdict:?}");
        }
    }
}
