//! What a management review looks at (clause 9.3.2): each input with its numbers of today and the records behind them.
//!
//! What is to be decided stands before what is only to be known. Own and customary inputs say that they are not required.

mod numbers;

pub use numbers::numbers;

use super::{
    Id, Kind, Record, Value, View,
    kinds::{
        action,
        review::{self, State},
        review_input::{self, Input, Outcome},
    },
    progress,
};
use jiff::civil::Date;

/// A number of an input and the records that it counts.
pub struct Number {
    pub label: &'static str,
    pub ids: Vec<Id>,
    /// What is said in place of how many there are.
    pub text: Option<String>,
}

impl Number {
    /// `findings open: 3`
    pub fn told(&self) -> String {
        match &self.text {
            Some(text) => format!("{}: {text}", self.label),
            None => format!("{}: {}", self.label, self.ids.len()),
        }
    }
}

/// What is said of an input before anybody speaks.
pub struct InputSaid {
    pub input: Input,
    pub title: &'static str,
    /// The clause that it serves.
    pub clause: &'static str,
    /// Clause 9.3.2 asks for it.
    pub required: bool,
    /// Something is to be decided, not only to be known.
    pub decides: bool,
    pub questions: &'static [&'static str],
}

const fn must(input: Input, title: &'static str, decides: bool, questions: &'static [&'static str]) -> InputSaid {
    InputSaid { input, title, clause: "9.3.2", required: true, decides, questions }
}
const fn more(
    input: Input,
    clause: &'static str,
    title: &'static str,
    decides: bool,
    questions: &'static [&'static str],
) -> InputSaid {
    InputSaid { input, title, clause, required: false, decides, questions }
}

/// The inputs, the required ones first.
#[rustfmt::skip]
pub static INPUTS: &[InputSaid] = &[
    must(Input::Actions, "What became of the actions of earlier reviews", false, &["Which action is late for the second time, and what would free it?", "Did the finished ones have the effect we wanted?"]),
    must(Input::Context, "Changes outside and inside that matter for the AIMS", true, &["Which change in law, market or technology asks for a different course?", "Is our position on climate change still right?"]),
    must(Input::Needs, "Changes in what interested parties need and expect", true, &["Whose expectation do we not meet, and do we want to?", "Which need becomes an obligation from now on?"]),
    must(Input::Findings, "Trend of nonconformities and corrective actions", false, &["Which cause keeps coming back?", "Is anything open that could hurt people?"]),
    must(Input::Measures, "Trend of what was watched and measured", false, &["Which measure moved, and why?", "Which measures can go?"]),
    must(Input::Audits, "Trend of audit results", false, &["What do the audits say about how well it works, not only whether it exists?", "Was the programme big and independent enough?"]),
    must(Input::Improvements, "Where the AIMS can become better", true, &["Which improvement gives most for the effort?", "What do we simplify or stop?"]),
    more(Input::Objectives, "6.2", "Progress on AI objectives", false, &["Which objective is out of reach, and is the objective or the plan wrong?"]),
    more(Input::Risks, "6.1.3", "Risks above appetite and acceptances running out", true, &["Do we treat, accept once more, or stop the use?"]),
    more(Input::Impacts, "8.4", "Results of impact assessments and open conditions", true, &["Which use do we limit or end because of what it does to people?"]),
    more(Input::Incidents, "A.8.4", "Incidents, near misses and concerns", false, &["What did we learn, and who outside was told?"]),
    more(Input::Suppliers, "A.10.3", "Suppliers: reviews and refused duties", true, &["Which supplier do we press, replace or accept with open eyes?"]),
    more(Input::Resources, "7.1", "Resources and competence", true, &["What is not staffed, and what is given up instead?"]),
    more(Input::Law, "4.2", "Law and obligations", true, &["Which duty starts before the next review, and are we ready?"]),
    more(Input::Policy, "A.2.4", "AI policy and commitments", true, &["Does the policy still fit, suffice and work?"]),
    more(Input::Certification, "9.2.2", "Certification matters", false, &["What does the body expect next, and by when?"]),
];

/// What is said of an input; nothing of a point of one's own.
pub fn said(input: Input) -> Option<&'static InputSaid> {
    INPUTS.iter().find(|s| s.input == input)
}

/// The record of an input in a review.
pub fn record_of<'a>(view: View<'a>, review: Id, input: Input) -> Option<&'a Record> {
    let all = view.records.linked(review, Kind::ReviewInput, review_input::REVIEW);
    all.filter(|r| Input::of(r, review_input::INPUT) == Some(input)).min_by_key(|r| r.id)
}

/// All records of a review's inputs, in the order of ids.
pub fn records_of<'a>(view: View<'a>, review: Id) -> Vec<&'a Record> {
    let mut all: Vec<&Record> = view.records.linked(review, Kind::ReviewInput, review_input::REVIEW).collect();
    all.sort_by_key(|r| r.id);
    all
}

/// Whether an input was treated, or left out with a reason.
pub fn is_settled(input: &Record) -> bool {
    match Outcome::of(input, review_input::OUTCOME) {
        Some(Outcome::Treated) => true,
        Some(Outcome::Left) => !input.text(review_input::WHY_NOT).trim().is_empty(),
        None => false,
    }
}

/// The required inputs that nobody has treated or left out with a reason.
pub fn missing(view: View, review: Id) -> Vec<&'static InputSaid> {
    missing_among(
        &records_of(view, review).into_iter().filter(|r| is_settled(r)).filter_map(input_of).collect::<Vec<_>>(),
    )
}

/// The required inputs that are not among these.
pub fn missing_among(settled: &[Input]) -> Vec<&'static InputSaid> {
    INPUTS.iter().filter(|s| s.required && !settled.contains(&s.input)).collect()
}

/// Which input a record is of.
pub fn input_of(record: &Record) -> Option<Input> {
    Input::of(record, review_input::INPUT)
}

/// `5/7`: required inputs that are settled.
pub fn treated_text(view: View, review: &Record) -> String {
    let all = INPUTS.iter().filter(|s| s.required).count();
    format!("{}/{all}", all - missing(view, review.id).len())
}

pub fn treated_rank(view: View, review: &Record) -> i64 {
    -(missing(view, review.id).len() as i64)
}

/// The day of the review before, from which on something is new.
pub fn begins(view: View, review: &Record) -> Date {
    let last = review.one(review::LAST).and_then(|id| view.records.live(id));
    last.and_then(|r| r.date(review::DAY)).unwrap_or(Date::MIN)
}

/// What a review or one of its inputs decided: its actions, in the order of ids.
pub fn actions<'a>(view: View<'a>, review: Id) -> Vec<&'a Record> {
    let inputs = records_of(view, review).into_iter().map(|r| r.id);
    let of = |id: Id| view.records.linked(id, Kind::Action, action::ABOUT);
    let mut all: Vec<&Record> = [review].into_iter().chain(inputs).flat_map(of).collect();
    all.sort_by_key(|a| a.id);
    all.dedup_by_key(|a| a.id);
    all
}

/// Actions that the reviews before this one decided: those that are not closed, and those of the last review.
pub fn earlier<'a>(view: View<'a>, review: &Record) -> Vec<&'a Record> {
    let last = review.one(review::LAST);
    let others = view.records.all(Kind::Review).filter(|r| r.id != review.id);
    let day = review.date(review::DAY).unwrap_or(Date::MAX);
    let before = others.filter(|r| Some(r.id) == last || r.date(review::DAY).is_some_and(|d| d < day));
    let mut all: Vec<&Record> = before
        .flat_map(|r| actions(view, r.id).into_iter().map(move |a| (r.id, a)))
        .filter(|(of, a)| Some(*of) == last || !progress::is_done(a))
        .map(|(_, a)| a)
        .collect();
    all.sort_by_key(|a| a.id);
    all.dedup_by_key(|a| a.id);
    all
}

/// The last signed review, by its day.
pub fn last_signed(view: View<'_>) -> Option<&Record> {
    view.records.all(Kind::Review).filter(|r| review::is_signed(r)).max_by_key(|r| (r.date(review::DAY), r.id))
}

/// The next review that is planned or held and not signed yet.
pub fn coming(view: View<'_>) -> Option<&Record> {
    view.records
        .all(Kind::Review)
        .filter(|r| progress::is_open(r))
        .min_by_key(|r| (r.date(review::DAY).is_none(), r.date(review::DAY), r.id))
}

/// The numbers of an input as text, with the records behind them, as it is kept when the input is treated.
pub fn numbers_text(view: View, review: &Record, input: Input) -> String {
    const NAMED: usize = 6;
    let line = |n: Number| {
        let mut named: Vec<String> = n.ids.iter().take(NAMED).map(|id| view.records.called(*id)).collect();
        if n.ids.len() > NAMED {
            named.push(format!("and {} more", n.ids.len() - NAMED));
        }
        if named.is_empty() { n.told() } else { format!("{} ({})", n.told(), named.join(", ")) }
    };
    numbers(view, review, input).into_iter().map(line).collect::<Vec<_>>().join("\n")
}

/// What is still wanted of a review before it is signed, as sentences; only the reasons of its verdict may be left open.
pub fn unsigned(view: View, review: &Record) -> Vec<String> {
    let mut all: Vec<String> = missing(view, review.id).iter().map(|s| s.title.to_lowercase()).collect();
    let words = [
        (review::SUITABLE, "whether the AIMS is suitable"),
        (review::ADEQUATE, "whether it is adequate"),
        (review::EFFECTIVE, "whether it is effective"),
        (review::ATTENDEES, "who attended"),
        (review::CHAIR, "who chaired it"),
    ];
    all.extend(words.iter().filter(|(f, _)| review.value(*f).is_empty()).map(|(_, what)| what.to_string()));
    let bare = unreasoned(review);
    all.extend((!bare.is_empty()).then(|| format!("why it is judged so: {}", bare.join(", "))));
    all
}

/// The verdicts of a review that stand without a reason, as words: `suitable`.
pub fn unreasoned(review: &Record) -> Vec<&'static str> {
    let verdicts = [
        (review::SUITABLE, review::SUITABLE_WHY, "suitable"),
        (review::ADEQUATE, review::ADEQUATE_WHY, "adequate"),
        (review::EFFECTIVE, review::EFFECTIVE_WHY, "effective"),
    ];
    let bare =
        |(said, why, _): &(usize, usize, &str)| !review.value(*said).is_empty() && review.text(*why).trim().is_empty();
    verdicts.into_iter().filter(bare).map(|(.., word)| word).collect()
}

/// Whether its state is that of a review that was held.
pub fn is_held(review: &Record) -> bool {
    matches!(State::of(review, review::STATE), Some(State::Held | State::Signed))
}

/// The value of a text, or nothing where it is blank.
pub fn text_or_none(text: &str) -> Value {
    if text.trim().is_empty() { Value::Empty } else { Value::text(text.trim()) }
}
