//! Stage 2 rests on Stage 1: the body holds it once Stage 1 is over and its points are settled (ISO/IEC 17021-1, 9.3.1).

use super::{
    Broken,
    near::{Near, linked, live},
};
use crate::domain::{
    Id, Kind, Record,
    kinds::{
        finding,
        round::{self, State, Type},
    },
};
use jiff::civil::Date;

/// What is wrong with a Stage 2 that begins before Stage 1 of the same body is over.
pub(super) fn broken(near: &dyn Near, stage_2: &Record) -> Vec<Broken> {
    if Type::of(stage_2, round::TYPE) != Some(Type::Stage2) {
        return Vec::new();
    }
    let first = stage_1(near, stage_2);
    let begins = matches!(State::of(stage_2, round::STATE), Some(State::Running | State::Closed));
    let mut all = Vec::new();
    let Some(first) = first else {
        let why = format!("{} begins and no Stage 1 of its body stands here: why?", stage_2.id);
        return if begins { vec![Broken::asks("stage 2: no stage 1", why)] } else { all };
    };
    let (held, open) = (State::of(&first, round::STATE) == Some(State::Closed), open_points(near, first.id));
    if begins && !held {
        let why = format!("{} begins and Stage 1, {}, is not over: why?", stage_2.id, first.id);
        all.push(Broken::asks("stage 2: stage 1 not over", why));
    }
    if begins && open > 0 {
        let (points, are) = if open == 1 { ("1 point".into(), "is") } else { (format!("{open} points"), "are") };
        let why = format!("{} begins and {points} of Stage 1, {}, {are} open: why?", stage_2.id, first.id);
        all.push(Broken::asks("stage 2: points of stage 1", why));
    }
    if let (Some(from), Some(last)) = (stage_2.date(round::FROM), last_day(&first))
        && from < last
    {
        let why = format!("{} would begin on {from}, and Stage 1, {}, lasts until {last}: why?", stage_2.id, first.id);
        all.push(Broken::asks("stage 2: before stage 1", why));
    }
    all
}

fn last_day(round: &Record) -> Option<Date> {
    round.date(round::TO).max(round.date(round::FROM))
}

/// The newest Stage 1 of the same body; one of which no body is known may be any.
fn stage_1(near: &dyn Near, stage_2: &Record) -> Option<Record> {
    let body = |r: &Record| r.one(round::BODY);
    let same = |r: &Record| body(r).is_none() || body(stage_2).is_none() || body(r) == body(stage_2);
    let rounds = (1..near.next_id(Kind::Round).n).filter_map(|n| live(near, Id::new(Kind::Round, n)));
    let firsts = rounds.filter(|r| Type::of(r, round::TYPE) == Some(Type::Stage1) && same(r));
    // One that is only planned may be that of the next cycle.
    let begun = |r: &Record| State::of(r, round::STATE) != Some(State::Planned);
    firsts.map(|r| r.into_owned()).max_by_key(|r| (begun(r), last_day(r), r.id))
}

fn open_points(near: &dyn Near, round: Id) -> usize {
    linked(near, round, (Kind::Finding, finding::ROUND)).filter(|f| finding::is_open(f)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Records, Value, View};
    use jiff::civil::date;

    fn id(text: &str) -> Id {
        text.parse().unwrap()
    }

    /// Stage 1 of two days in April and Stage 2, in these states.
    fn file(first: State, second: State) -> Records {
        let of = |n: &str, typ: Type, state: State| {
            Record::new(id(n)).with(round::TYPE, typ.value()).with(round::STATE, state.value())
        };
        let mut records = Records::default();
        records.put([
            of("RD-01", Type::Stage1, first)
                .with(round::BODY, Value::Ref(id("SU-01")))
                .with(round::FROM, Value::Date(date(2027, 4, 17)))
                .with(round::TO, Value::Date(date(2027, 4, 18))),
            of("RD-02", Type::Stage2, second),
        ]);
        records
    }

    fn told(records: &Records) -> Vec<String> {
        let view = View { records, today: date(2026, 11, 28) };
        broken(&view, records.get(id("RD-02")).unwrap()).into_iter().map(|b| b.why).collect()
    }

    fn with(mut records: Records, what: &str, field: usize, value: Value) -> Records {
        let record = records.get(id(what)).cloned().unwrap_or_else(|| Record::new(id(what)));
        records.put([record.with(field, value)]);
        records
    }

    #[test]
    fn stage_2_begins_once_stage_1_of_its_body_is_over() {
        assert!(told(&file(State::Planned, State::Planned)).is_empty(), "it may be planned");
        let early = told(&file(State::Planned, State::Running));
        assert_eq!(early, ["RD-02 begins and Stage 1, RD-01, is not over: why?"]);
        assert!(told(&file(State::Closed, State::Running)).is_empty());
        let other = with(file(State::Closed, State::Running), "RD-02", round::BODY, Value::Ref(id("SU-02")));
        assert_eq!(told(&other), ["RD-02 begins and no Stage 1 of its body stands here: why?"]);
    }

    #[test]
    fn stage_2_waits_for_the_points_of_stage_1_and_does_not_come_before_it() {
        let open = with(file(State::Closed, State::Running), "F-001", finding::ROUND, Value::Ref(id("RD-01")));
        assert_eq!(told(&open), ["RD-02 begins and 1 point of Stage 1, RD-01, is open: why?"]);
        let closed = with(open, "F-001", finding::STEP, finding::Step::Closed.value());
        assert!(told(&closed).is_empty());
        let before = Value::Date(date(2026, 11, 28));
        let before = with(file(State::Planned, State::Planned), "RD-02", round::FROM, before);
        assert_eq!(
            told(&before),
            ["RD-02 would begin on 2026-11-28, and Stage 1, RD-01, lasts until 2027-04-18: why?"]
        );
    }
}
