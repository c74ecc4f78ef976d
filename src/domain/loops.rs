//! The loops that keep the management system going: monitoring, recurring tasks, control review, internal audit,
//! management review, and the visits of the body; each with its last and its next day (clauses 9.1 to 9.3).

use super::{
    id::Id,
    kind::Kind,
    kinds::{
        certificate, item, metric, programme_area, reading, review as reviews,
        round::{self, State, Type},
        task,
    },
    measures, progress,
    record::Record,
    records::View,
    review, rounds,
};
use jiff::civil::Date;

/// A loop: when it was gone through last and by what record, and when it is due next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loop {
    pub name: &'static str,
    /// How many things go through it.
    pub count: usize,
    pub last: Option<(Date, Id)>,
    pub next: Option<(Date, Id)>,
    /// How many are past their day.
    pub late: usize,
}

impl Loop {
    /// Whether it was gone through and has a day on which it is again, and nothing of it is late.
    pub fn is_turning(&self) -> bool {
        self.last.is_some() && self.next.is_some() && self.late == 0
    }
    /// `late 2`, `never yet`, `no next day`; nothing where it turns.
    pub fn lacks(&self) -> String {
        let mut all = Vec::new();
        if self.count == 0 {
            all.push("nothing is planned".to_string());
        } else {
            if self.late > 0 {
                all.push(format!("{} late", self.late));
            }
            if self.last.is_none() {
                all.push("never yet".into());
            }
            if self.next.is_none() {
                all.push("no next day".into());
            }
        }
        all.join(", ")
    }
}

/// All of them, in the order of the clauses.
pub fn all(view: View) -> Vec<Loop> {
    vec![
        measured(view, "monitoring", Kind::Metric, metric::NEXT),
        measured(view, "recurring tasks", Kind::Task, task::NEXT),
        control_review(view),
        audits(view),
        management_review(view),
        body(view),
    ]
}

/// Metrics or tasks at work, by their readings.
fn measured(view: View, name: &'static str, kind: Kind, next: usize) -> Loop {
    let at_work: Vec<&Record> = view.records.all(kind).filter(|r| !progress::is_over(r)).collect();
    let read = |of: &&Record| {
        let newest = measures::latest(view, of)?;
        Some((newest.stamp(reading::AT)?.date(), of.id))
    };
    let due: Vec<(Date, Id)> = at_work.iter().filter_map(|r| Some((r.date(next)?, r.id))).collect();
    Loop {
        name,
        count: at_work.len(),
        last: at_work.iter().filter_map(read).max(),
        next: due.iter().min().copied(),
        late: due.iter().filter(|(day, _)| *day < view.today).count(),
    }
}

fn control_review(view: View) -> Loop {
    let used: Vec<&Record> = view
        .records
        .all(Kind::Item)
        .filter(|i| item::is_control(i) && item::Use::of(i, item::USE) == Some(item::Use::Yes))
        .collect();
    let due: Vec<(Date, Id)> = used.iter().filter_map(|i| Some((progress::next_review(i)?, i.id))).collect();
    let last = used.iter().filter_map(|i| Some((i.date(item::CHECKED)?, i.id))).max();
    Loop {
        name: "review of the controls",
        count: used.len(),
        last,
        next: due.iter().min().copied(),
        late: due.iter().filter(|(day, _)| *day < view.today).count(),
    }
}

/// Internal audits: the last that was closed, the next round that is planned or running, else the next line of a programme.
fn audits(view: View) -> Loop {
    let internal = |r: &&Record| Type::of(r, round::TYPE) == Some(Type::Audit);
    let all: Vec<&Record> = view.records.all(Kind::Round).filter(internal).collect();
    let closed = |r: &Record| State::of(r, round::STATE) == Some(State::Closed);
    let day = |r: &Record| rounds::day(view, r);
    let open: Vec<(Date, Id)> = all.iter().filter(|r| !closed(r)).filter_map(|r| Some((day(r)?, r.id))).collect();
    let lines = view.records.all(Kind::ProgrammeArea).filter(|line| line.one(programme_area::ROUND).is_none());
    let planned: Vec<(Date, Id)> = lines
        .filter_map(|l| Some((l.period(programme_area::MONTH)?.last(), l.one(programme_area::PROGRAMME)?)))
        .collect();
    let due: Vec<(Date, Id)> = open.iter().chain(&planned).copied().collect();
    Loop {
        name: "internal audit",
        count: all.len() + planned.len(),
        last: all.iter().filter(|r| closed(r)).filter_map(|r| Some((day(r)?, r.id))).max(),
        next: due.iter().min().copied(),
        late: due.iter().filter(|(day, _)| *day < view.today).count(),
    }
}

fn management_review(view: View) -> Loop {
    let dated = |r: &Record| Some((r.date(reviews::DAY)?, r.id));
    let last = review::last_signed(view);
    let planned = review::coming(view).and_then(dated);
    // Without one that is planned, the day that signing the last one set.
    let next = planned.or_else(|| last.and_then(|r| Some((r.date(reviews::NEXT)?, r.id))));
    Loop {
        name: "management review",
        count: view.records.count(Kind::Review),
        last: last.and_then(dated),
        next,
        late: next.iter().filter(|(day, _)| *day < view.today).count(),
    }
}

/// The visits of the body: Stage 1, Stage 2, surveillance.
fn body(view: View) -> Loop {
    let of_body =
        |r: &&Record| matches!(Type::of(r, round::TYPE), Some(Type::Stage1 | Type::Stage2 | Type::Surveillance));
    let all: Vec<&Record> = view.records.all(Kind::Round).filter(of_body).collect();
    let closed = |r: &Record| State::of(r, round::STATE) == Some(State::Closed);
    let day = |r: &Record| rounds::day(view, r);
    let mut due: Vec<(Date, Id)> = all.iter().filter(|r| !closed(r)).filter_map(|r| Some((day(r)?, r.id))).collect();
    let held = view.records.all(Kind::Certificate).filter(|c| !progress::is_over(c));
    due.extend(held.filter_map(|c| Some((c.period(certificate::SURVEILLANCE)?.last(), c.id))));
    Loop {
        name: "visits of the body",
        count: all.len() + view.records.count(Kind::Certificate),
        last: all.iter().filter(|r| closed(r)).filter_map(|r| Some((day(r)?, r.id))).max(),
        next: due.iter().min().copied(),
        late: due.iter().filter(|(day, _)| *day < view.today).count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Records, Value};
    use jiff::civil::date;

    #[test]
    fn a_loop_turns_only_with_a_last_and_a_next_day_and_nothing_late() {
        let mut records = Records::default();
        let round = |n, state: State, day| {
            Record::new(Id::new(Kind::Round, n))
                .with(round::TYPE, Type::Audit.value())
                .with(round::STATE, state.value())
                .with(round::FROM, Value::Date(day))
        };
        records.put([round(1, State::Closed, date(2025, 3, 1))]);
        let audit = |records: &Records, today| all(View { records, today })[3].clone();
        let first = audit(&records, date(2026, 1, 1));
        assert_eq!(
            (first.name, first.last, first.next),
            ("internal audit", Some((date(2025, 3, 1), Id::new(Kind::Round, 1))), None)
        );
        assert_eq!((first.is_turning(), first.lacks().as_str()), (false, "no next day"));
        records.put([round(2, State::Planned, date(2026, 3, 1))]);
        assert!(audit(&records, date(2026, 1, 1)).is_turning());
        assert_eq!(audit(&records, date(2026, 4, 1)).lacks(), "1 late");
        assert_eq!(
            all(View { records: &Records::default(), today: date(2026, 1, 1) })[0].lacks(),
            "nothing is planned"
        );
    }
}
