//! Differences of view that were noted at the opening or closing meeting of a round. Notes are free text, so a line is
//! taken for one where its words say so; the rest is for the reader.

use crate::domain::{
    coverage,
    id::Id,
    kinds::{answer, interview},
    notes::{self, Mark},
    records::View,
};

/// Words that somebody is of another view with.
const AGAINST: [&str; 13] = [
    "dispute",
    "disputes",
    "disputed",
    "disputing",
    "disagree",
    "disagrees",
    "disagreed",
    "dissent",
    "objects",
    "objected",
    "objection",
    "contests",
    "contested",
];
/// Words of agreement, which say the contrary behind a *not*.
const FOR: [&str; 6] = ["accept", "accepts", "accepted", "agree", "agrees", "agreed"];
const NOT: [&str; 10] = ["no", "not", "nobody", "nothing", "none", "never", "without", "doesn't", "don't", "cannot"];

/// The lines noted at the meetings of a round that tell of another view, each with its point.
pub fn at_meetings<'a>(view: View<'a>, round: Id) -> Vec<(Id, &'a str)> {
    let meetings = coverage::interviews(view.records, round).into_iter().filter(|i| interview::is_meeting(i));
    let points = meetings.flat_map(|i| interview::answers(view, i.id));
    let lines = points.flat_map(|a| notes::lines(a.text(answer::NOTE)).map(|line| (a.id, line)));
    // What is still to be asked, may become a finding or is for the auditor alone goes into no paper.
    let open = |mark: Mark| !matches!(mark, Mark::Private | Mark::Ask | Mark::Maybe);
    lines.filter(|(_, line)| open(line.mark) && tells(line.text)).map(|(id, line)| (id, line.text)).collect()
}

/// Whether a line says that somebody sees it otherwise.
fn tells(line: &str) -> bool {
    let line = line.to_lowercase().replace('’', "'");
    let words: Vec<&str> = line.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|w| !w.is_empty()).collect();
    words.iter().enumerate().any(|(at, word)| {
        let negated = words[at.saturating_sub(2)..at].iter().any(|before| NOT.contains(before));
        AGAINST.contains(word) && !negated || FOR.contains(word) && negated
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Record, Records, Value};
    use jiff::civil::date;

    #[test]
    fn a_line_tells_of_another_view_by_its_words() {
        for line in
            ["F-015 disputed by Okafor", "RO: I do not accept that", "Meyer disagrees with the grade", "not agreed"]
        {
            assert!(tells(line), "{line}");
        }
        for line in ["F-020 accepted", "nothing is disputed", "no objection", "all agreed", "the objectives are late"] {
            assert!(!tells(line), "{line}");
        }
    }

    #[test]
    fn only_what_was_noted_at_a_meeting_of_the_round_and_is_not_private_is_told() {
        let id = |id: &str| -> Id { id.parse().unwrap() };
        let talk = |i: &str, typ: interview::Type| {
            Record::new(id(i)).with(interview::ROUND, Value::Ref(id("RD-01"))).with(interview::TYPE, typ.value())
        };
        let noted = |a: &str, i: &str, note: &str| {
            Record::new(id(a)).with(answer::INTERVIEW, Value::Ref(id(i))).with(answer::NOTE, Value::text(note))
        };
        let mut records = Records::default();
        records.put([
            Record::new(id("RD-01")),
            talk("I-01", interview::Type::Interview),
            talk("I-02", interview::Type::Closing),
            noted("AW-001", "I-01", "the log is disputed"),
            noted("AW-002", "I-02", "F-015 disputed by Okafor\nF-020 accepted\n% the boss disagrees"),
        ]);
        let view = View { records: &records, today: date(2026, 11, 28) };
        assert_eq!(at_meetings(view, id("RD-01")), [(id("AW-002"), "F-015 disputed by Okafor")]);
    }
}
