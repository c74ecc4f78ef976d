//! Answers: one asked question of an interview with note, verdict, proof.
//!
//! A planned question is an answer that is not looked at yet, so dropping, adding and reordering questions are plain edits.

use super::prelude::*;

choices! {
    /// The verdict on an item in a round; an empty field means: not looked at.
    Verdict VERDICTS {
        NotLookedAt = choice("open", "not judged", '.').alias(&["not looked at", "not_assessed", "not assessed", ""]),
        Conforms = choice("conforms", "conforms", 'c').alias(&["compliant", "c", "conformant", "conform", "yes"]).tone(Tone::Good),
        Improve = choice("improve", "opportunity for improvement", 'o').short("OFI").alias(&["ofi", "opportunity_for_improvement", "improve", "observation"]).tone(Tone::Note),
        Minor = choice("minor", "minor nonconformity", 'm').alias(&["minor nc", "minor_nonconformity", "minor_nc", "nc", "partial", "pc", "partially_compliant"]).tone(Tone::Warn),
        Major = choice("major", "major nonconformity", 'M').alias(&["major nc", "major_nonconformity", "major_nc", "non_compliant", "not conform"]).tone(Tone::Bad),
        NotApplicable = choice("not_applicable", "not applicable", 'a').alias(&["n/a", "na", "not_applicable"]),
        Parked = choice("parked", "parked", 'P').tone(Tone::Waits),
    }
}
choices! {
    /// What stands behind a verdict.
    Proof PROOFS {
        /// Evidence was seen.
        Proven = choice("proven", "proven", 'p'),
        /// Said only.
        Told = choice("told", "told", 't'),
        Assumed = choice("assumed", "assumed", 'a'),
    }
}
choices! {
    /// Whether what is in place also works, judged apart from the verdict.
    Works WORKS_LIST {
        NotJudged = choice("not_judged", "not judged", '.'),
        Works = choice("works", "works", 'w'),
        DoesNot = choice("does_not", "does not work", 'd'),
    }
}
choices! {
    /// What the auditee said to the facts.
    Facts FACTS_LIST {
        Confirmed = choice("confirmed", "confirmed", 'c').alias(&["agreed"]),
        Corrected = choice("corrected", "corrected", 'r'),
        Disputed = choice("disputed", "disputed", 'd'),
    }
}

fields! {
    QUESTION = Field::line("question", "Question").column(44),
    INTERVIEW = Field::one("interview", "Interview", &[Kind::Interview]).column(6),
    ITEM = Field::one("requirement", "Item", &[Kind::Item]).column(8),
    VERDICT = Field::choice("verdict", "Verdict", VERDICTS).column(12),
    PROOF = Field::choice("proof", "Proof", PROOFS).column(8),
    WORKS = Field::choice("works", "Works", WORKS_LIST).column(8),
    EVIDENCE = Field::many("evidence", "Evidence seen", &[Kind::Evidence]).column(12),
    SYSTEMS = Field::many("systems", "About the systems", &[Kind::System]).column(10),
    PARKED = Field::line("parked", "Why parked"),
    PARKED_FOR = Field::one("parked_for", "Parked for", &[Kind::Person]).column(12),
    FACTS = Field::choice("facts", "Facts", FACTS_LIST).column(10).help("Confirmed, corrected or disputed by the person asked."),
    DISPUTE = Field::line("dispute", "How a dispute ended"),
    SAME = Field::many("same_claim", "Says the same as", &[Kind::Answer]),
    CONTRADICTS = Field::many("contradicts", "Contradicts", &[Kind::Answer]),
    SETTLED = Field::line("settled", "How that was settled").help("What was found to hold, and on what it rests."),
    WHY_NOT = Field::line("why_not", "Why not applicable"),
    TICKS = Field::long("ticks", "Checks").help("One line a check that was looked at: yes or no, then its words."),
    KEY = Field::choice("key", "Key question", YES_NO).column(4),
    WHOLE = Field::choice("item_judged", "Item judged", YES_NO).help("The auditor says that the clause or control is judged, although questions about it are open."),
    CAME_FROM = Field::one("came_from", "Came up at", &[Kind::Answer]).help("The question at which it came up that this is to be asked."),
    NOTE = Field::long("note", "Note").ruled().private(),
    /// For each line of the note the minute of its first key, as `HH:MM` or `-`, with blanks between.
    TIMES = Field::long("line_times", "Line times").hidden().private(),
    POSITION = Field::number("position", "Position", 0, 1_000_000).hidden(),
    JUDGED = Field::stamp("judged", "Judged").hidden(),
    /// Where the question came from, so that the same one is known again in another round.
    SOURCE = Field::line("source", "Source").hidden(),
    /// An earlier finding that is asked after.
    FOLLOWS = Field::one("follows", "Asks after", &[Kind::Finding]),
    /// The answer of an earlier round that this one started from.
    BASE = Field::one("base", "Last time", &[Kind::Answer]).hidden(),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Answer,
    prefix: "AW",
    digits: 3,
    table: "answer",
    name: "answer",
    plural: "answers",
    help: "One question of an interview with its note, verdict and proof.",
    fields: FIELDS,
    title: QUESTION,
    judged: &[VERDICT],
    row: true,
    // A question is called by its interview and place there.
    id_cells: Some(9),
    sections: &[Section::new("Verdict", VERDICT), Section::new("Open", PARKED), Section::new("Note", NOTE)],
    keeps: Some(NOTE),
    clause: "9.2",
    ..Spec::BASE
};

impl Verdict {
    /// A verdict was given: parked and not looked at are none.
    pub fn is_judged(self) -> bool {
        !matches!(self, Verdict::NotLookedAt | Verdict::Parked)
    }
    /// A shortfall that a report lists.
    pub fn is_gap(self) -> bool {
        matches!(self, Verdict::Improve | Verdict::Minor | Verdict::Major)
    }
    /// How bad it is; the worst answer speaks for an item.
    pub fn weight(self) -> i64 {
        match self {
            Verdict::NotLookedAt => 0,
            Verdict::NotApplicable => 1,
            Verdict::Parked => 2,
            Verdict::Conforms => 3,
            Verdict::Improve => 4,
            Verdict::Minor => 5,
            Verdict::Major => 6,
        }
    }
    /// The word for a key in a round that is no audit and knows no nonconformity.
    pub fn gap_word(self) -> &'static str {
        match self {
            Verdict::Improve => "mostly",
            Verdict::Minor => "partly",
            Verdict::NotApplicable => "n/a",
            verdict => verdict.gap_label(),
        }
    }
    /// The word in a gap analysis, which reads the same letters in its own way.
    pub fn gap_label(self) -> &'static str {
        match self {
            Verdict::NotLookedAt => "not judged",
            Verdict::Conforms => "in place",
            Verdict::Improve => "mostly in place",
            Verdict::Minor => "partly in place",
            Verdict::Major => "not in place",
            Verdict::NotApplicable => "not applicable",
            Verdict::Parked => "parked",
        }
    }
}

/// The verdict of an answer; an empty field is *not looked at*.
pub fn verdict(answer: &Record) -> Verdict {
    Verdict::of(answer, VERDICT).unwrap_or(Verdict::NotLookedAt)
}

/// The worst verdict among answers.
pub fn worst<'a>(answers: impl Iterator<Item = &'a Record>) -> Verdict {
    answers.map(verdict).max_by_key(|v| v.weight()).unwrap_or(Verdict::NotLookedAt)
}

/// The round an answer belongs to.
pub fn round_of(records: &Records, answer: &Record) -> Option<Id> {
    records.live(answer.one(INTERVIEW)?)?.one(super::interview::ROUND)
}

/// The word of a verdict as a round of its type says it.
pub fn word(records: &Records, round: Option<Id>, verdict: Verdict) -> &'static str {
    use super::round;
    let typ = round.and_then(|id| records.get(id)).and_then(|r| round::Type::of(r, round::TYPE));
    if typ.is_some_and(|typ| !typ.is_audit()) { verdict.gap_label() } else { verdict.label() }
}

/// Whether it is a point of an opening or closing meeting, which is ticked and never judged.
pub fn is_at_meeting(records: &Records, answer: &Record) -> bool {
    answer.one(INTERVIEW).and_then(|id| records.live(id)).is_some_and(super::interview::is_meeting)
}

/// Whether an answer is parked and the question was not judged meanwhile by the person it was parked for, who is asked
/// it again in another interview of the same round.
pub fn waits(view: View, answer: &Record) -> bool {
    let round = round_of(view.records, answer);
    let settled = |again: &Record| verdict(again).is_judged() && round_of(view.records, again) == round;
    verdict(answer) == Verdict::Parked && !view.records.linked(answer.id, Kind::Answer, BASE).any(settled)
}

/// The day an answer is of, and the moment if that is known: when it was judged, else when its interview was held or
/// is to be, else a day of its round.
pub fn day(records: &Records, answer: &Record) -> (Option<Date>, Option<i64>) {
    use super::{interview, round};
    let held = answer.one(INTERVIEW).and_then(|id| records.get(id));
    let of_interview = |i: &Record| i.stamp(interview::STARTED).or(i.stamp(interview::START));
    if let Some(at) = answer.stamp(JUDGED).or_else(|| held.and_then(of_interview)) {
        return (Some(at.date()), Some(at.utc));
    }
    let round = held.and_then(|i| i.one(interview::ROUND)).and_then(|id| records.get(id));
    (round.and_then(|r| r.date(round::TO).or(r.date(round::FROM))), None)
}

/// A verdict that nothing on file proves: *conforms* without evidence.
pub fn is_unsupported(answer: &Record) -> bool {
    verdict(answer) == Verdict::Conforms && answer.refs(EVIDENCE).is_empty()
}

/// The note of an answer with these lines below it, each with this time; lines above that have none stay without.
pub fn noted(record: &Record, lines: &str, time: &str) -> [(usize, Value); 2] {
    let before = record.text(NOTE);
    let gap = if before.is_empty() { "" } else { "\n" };
    let mut times: Vec<&str> = record.text(TIMES).split_whitespace().collect();
    times.resize(if before.is_empty() { 0 } else { before.split('\n').count() }, "-");
    times.extend(lines.split('\n').map(|_| time));
    [(NOTE, Value::text(format!("{before}{gap}{lines}"))), (TIMES, Value::text(times.join(" ")))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_that_is_no_audit_has_no_nonconformity_in_its_words() {
        use super::super::finding::Grade;
        for verdict in Verdict::ALL.iter().copied() {
            for word in [verdict.gap_word(), verdict.gap_label()] {
                let audit = ["conform", "minor", "major", "OFI", "opportunity"].iter().any(|part| word.contains(part));
                assert!(!audit, "{verdict:?}: {word}");
            }
        }
        assert_eq!([Grade::Minor, Grade::Major].map(|g| g.word(false)), ["partly in place", "not in place"]);
        assert_eq!(Grade::Minor.word(true), "minor");
    }

    #[test]
    fn a_point_of_a_meeting_is_known_by_its_interview() {
        use super::super::interview;
        let id = |id: &str| -> Id { id.parse().unwrap() };
        let mut records = Records::default();
        let point = |at: &str| Record::new(id("AW-001")).with(INTERVIEW, Value::Ref(id(at)));
        records.put([
            Record::new(id("I-01")).with(interview::TYPE, interview::Type::Closing.value()),
            Record::new(id("I-02")).with(interview::TYPE, interview::Type::Interview.value()),
        ]);
        assert_eq!(["I-01", "I-02", "I-09"].map(|at| is_at_meeting(&records, &point(at))), [true, false, false]);
    }

    #[test]
    fn lines_that_are_added_get_their_time_and_those_above_keep_theirs() {
        let answer =
            Record::new("AW-001".parse().unwrap()).with(NOTE, Value::text("a\nb\nc")).with(TIMES, Value::text("10:01"));
        let values = noted(&answer, "d\ne", "11:00");
        assert_eq!(values[0], (NOTE, Value::text("a\nb\nc\nd\ne")));
        assert_eq!(values[1], (TIMES, Value::text("10:01 - - 11:00 11:00")));
        let empty = Record::new("AW-002".parse().unwrap());
        assert_eq!(noted(&empty, "d", "-"), [(NOTE, Value::text("d")), (TIMES, Value::text("-"))]);
    }
}
