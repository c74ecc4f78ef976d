//! Clauses and controls: what is judged in rounds, and the rows of the Statement of Applicability (clause 6.1.3).

pub use super::shared::{IN_PLACE_WORDS as STATES, InPlace as State};
use super::{
    answer::{self, Verdict},
    prelude::*,
};
use crate::domain::{Listing, everyday, kinds::risk::STAGES as STAGES_LIST, measures};

choices! {
    Group GROUPS {
        Clause = choice("clause", "clause", 'c'),
        Control = choice("control", "control", 'a'),
        /// A control the organisation added.
        Own = choice("own", "own control", 'o'),
    }
}
choices! {
    /// Whether a control applies; an empty field means: not decided.
    Use USES {
        Yes = choice("yes", "yes", 'y').alias(&["applicable", "included", "y", "true", "x", "1"]),
        No = choice("no", "no", 'n').alias(&["not applicable", "not_applicable", "excluded", "n", "false", "n/a", "na", "0"]),
    }
}
choices! {
    /// Why a control applies or does not.
    Basis BASES {
        Risk = choice("risk", "risk", 'r'),
        Law = choice("law", "law", 'l').alias(&["legal", "regulation"]),
        Contract = choice("contract", "contract", 'c').alias(&["client", "customer"]),
        Practice = choice("practice", "good practice", 'p').alias(&["best practice", "business"]),
        NotRelevant = choice("not_relevant", "not relevant here", 'n'),
    }
}
choices! {
    /// State of its documentation.
    Papers PAPERS {
        None = choice("none", "none", '-'),
        Draft = choice("draft", "draft", 'd'),
        Approved = choice("approved", "approved", 'a'),
    }
}

choices! {
    /// How often a control is gone round.
    Bypass BYPASSES {
        Never = choice("never", "never", 'n').tone(Tone::Good),
        Sometimes = choice("sometimes", "sometimes", 's').tone(Tone::Warn),
        Often = choice("often", "often", 'o').tone(Tone::Bad),
    }
}

fields! {
    TITLE = Field::line("title", "Title").column(26).alias(&["control", "name", "requirement", "control title"]),
    USE = Field::choice("applies", "Use", USES).column(4).alias(&["applicable", "applicability", "included", "is_applicable", "in soa"]),
    STATE = Field::choice("state", "State", STATES).column(11).alias(&["status", "implementation status", "implementationstatus", "implementation"]),
    VERDICT = Field::derived("verdict", "Latest verdict", 4, Derived { show: |v, r| latest_verdict(v, r).letter().to_string(), rank: |v, r| -(latest_verdict(v, r).weight()) }).reads(&[Kind::Round, Kind::Interview, Kind::Answer]).head("Verd").toned(|v, r| latest_verdict(v, r).choice().tone),
    EVIDENCE_COUNT = Field::derived("evidence_count", "Pieces of evidence", 4, Derived { show: |v, r| evidence(v, r).len().to_string(), rank: |v, r| evidence(v, r).len() as i64 }).reads(&[Kind::Answer]).head("Evid"),
    OWNER = Field::one("owner", "Owner", &[Kind::Person]).column(12).alias(&["control owner", "responsible"]),
    WHY = Field::derived("why", "Why used or left out", 24, Derived { show: |_, r| r.text(why_field(r)).into(), rank: |_, r| i64::from(r.text(why_field(r)).is_empty()) }).reads(&[]).head("Why used, left out"),
    WHY_FOR = Field::line("reason_for", "Why used").alias(&["justification", "reason", "rationale", "why used or left out", "reason for inclusion", "justification for inclusion"])
        .help("The reason for including it; what leaves it out has a field of its own."),
    WHY_AGAINST = Field::line("reason_against", "Why left out").alias(&["reason for exclusion", "justification for exclusion", "exclusion reason"])
        .help("Needed for approval when the control is left out."),
    BASIS = Field::choice("basis", "Basis", BASES).column(13).help("Risk, law, contract or good practice."),
    RISKS = Field::derived("risks", "Risks", 12, Derived { show: risks, rank: |v, r| -(linked_risks(v, r) as i64) }).reads(&[Kind::Risk]),
    FINDINGS = Field::derived("findings", "Open findings", 12, Derived { show: findings, rank: |v, r| -(open_findings(v, r).len() as i64) }).reads(&[Kind::Finding]).head("Findings"),
    TICKS = Field::derived("ticks", "Policy, procedure, training, technical", 12, Derived { show: |v, r| kinds_of_proof(v, r).1, rank: |v, r| kinds_of_proof(v, r).0 }).reads(&[Kind::Document, Kind::ControlAt, Kind::Task, Kind::Training, Kind::Attendance]).head("Ticks"),
    PAPERS_STATE = Field::choice("papers", "Documentation", PAPERS).column(9).head("Documents"),
    GAP = Field::line("gap", "Gap").column(20).alias(&["notes", "comment"]),
    AUTOMATION = Field::choice("automation", "Carried out", super::task::MODES).alias(&["automation", "manual or automatic"])
        .help("By hand, semi-automatic or automatic; a pipeline reports results with aims measure."),
    RUNS = Field::derived("runs", "Last results", 10, Derived { show: measures::runs_text, rank: measures::runs_rank }).reads(&[Kind::Task, Kind::Reading]).form(),
    THEMES = Field::several("themes", "Themes", super::shared::THEMES).help("Beside what the program says of the controls of the standard."),
    DOMAINS = Field::several("domains", "Domains", super::shared::DOMAINS),
    EVERYDAY = Field::derived("everyday", "Everyday words", 12, Derived { show: |_, r| everyday::told(&everyday::everyday(r)), rank: |_, r| -(everyday::everyday(r).len() as i64) }).head("Words"),
    STAGES_OF = Field::derived("stages", "Life-cycle stages", 14, Derived { show: |_, r| everyday::told(&everyday::stages(r)), rank: |_, r| -(everyday::stages(r).len() as i64) }).head("Stages"),
    OUTCOME = Field::long("outcome", "Outcome").help("What is true when it works, whatever way leads there; systems may meet it each in their own way."),
    HOW = Field::long("how", "How it is met").alias(&["implementation notes", "how implemented", "internalreference"]),
    WAYS = Field::derived("ways", "Ways at systems", 10, Derived { show: ways, rank: |v, r| -(ways(v, r).len() as i64) }).form(),
    COUNTERPARTS = Field::derived("counterparts", "In other standards", 10, Derived { show: everyday::counterparts, rank: |v, r| i64::from(everyday::counterparts(v, r).is_empty()) }).form(),
    EVIDENCE = Field::many("evidence", "Evidence", &[Kind::Evidence]).alias(&["evidences", "evidence/notes"]),
    INTERVAL = Field::number("interval", "Review every (months)", 1, 60),
    CHECKED = Field::date("checked", "Last reviewed"),
    BURDEN = Field::choice("burden", "Burden", LEVEL_WORDS).help("What those who carry it out say of its burden."),
    BYPASSED = Field::choice("bypassed", "Bypassed", BYPASSES).help("How often it is gone round, as those who carry it out say."),
    BURDEN_SAID = Field::line("burden_said", "What they say of it"),
    OWN_WORDS = Field::several("everyday_words", "Other everyday words", super::shared::EVERYDAY).help("By which words it is found, if other ones than usual."),
    OWN_STAGES = Field::several("life_stages", "Other stages", STAGES_LIST).help("In which stages of the life cycle it does its work, if other ones than usual."),
    GROUP = Field::choice("requirement_group", "Group", GROUPS).hidden(),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Item,
    prefix: "C",
    table: "requirement",
    name: "control or clause",
    plural: "controls and clauses",
    help: "The 32 auditable clauses, the 38 controls of Annex A, and your own controls.",
    fields: FIELDS,
    title: TITLE,
    owner: Some(OWNER),
    reviewed: Some(Reviewed { on: CHECKED, again: Again::Months(INTERVAL) }),
    state: Some(STATE),
    starts: &[(GROUP, StartValue::Word(Group::Own as u8)), (USE, StartValue::Word(Use::Yes as u8))],
    // A control that is left out needs a reason before the Statement is approved.
    follows: &[Follow { after: USE, word: Use::No as u8, then: WHY_AGAINST }],
    also: &["control", "controls", "clause", "clauses", "soa", "item", "items"],
    acts: &[
        Act::Mark,
        Act::Use,
        Act::State,
        Act::Reason,
        Act::Owner,
        Act::Judged,
        Act::Decide,
        Act::Action,
        Act::PlanGaps,
    ],
    keys: Some("controls"),
    // The reason that counts differs by row.
    sets: &[(Act::Use, USE), (Act::Reason, WHY_FOR)],
    // Clauses and controls of the standard are there from the start: a new one is the organisation's own.
    adding: Adding::Called("own control"),
    presets: &[
        Preset { name: "controls", holds: is_control, counted: Counting::Filled(USE, "decided"), starts: &[] },
        Preset { name: "clauses", holds: |item| !is_control(item), counted: Counting::Named, starts: &[] },
    ],
    id_cells: Some(8),
    detail,
    judged: &[VERDICT, FINDINGS],
    compared: true,
    imports: Some('c'),
    sections: &[
        Section::new("For the Statement of Applicability", WHY),
        Section::new("How it is met", PAPERS_STATE),
        Section::new("Review", INTERVAL),
        Section::new("By what it is found", OWN_WORDS),
    ],
    keeps: Some(HOW),
    clause: "6.1",
    ..Spec::BASE
};

/// How single systems meet its outcome, where one says its own way.
fn ways(view: View, item: &Record) -> String {
    use super::control_at;
    let local = view.records.linked(item.id, Kind::ControlAt, control_at::CONTROL);
    let told = local.filter_map(|at| {
        let system = view.records.live(at.one(control_at::SYSTEM)?)?;
        let way = at.text(control_at::WAY).lines().next().filter(|way| !way.trim().is_empty());
        Some(format!("{} {}", system.id, way.unwrap_or(at.title())))
    });
    told.collect::<Vec<_>>().join("; ")
}

/// Where a control stands; nothing of a clause.
fn detail(view: View, item: &Record) -> String {
    if !is_control(item) {
        return String::new();
    }
    match Use::of(item, USE) {
        Some(Use::Yes) => view.cell(item, STATE),
        Some(Use::No) => "left out of the SoA".into(),
        None => "not decided".into(),
    }
}

/// Whether the item stands in the Statement of Applicability (Annex A or own), not among the clauses.
pub fn is_control(item: &Record) -> bool {
    Group::of(item, GROUP) != Some(Group::Clause)
}

/// The list of Annex A and own controls: the Statement of Applicability.
pub const CONTROLS: Listing = Listing::preset(Kind::Item, 0);
/// The list of the 32 clauses.
pub const CLAUSES: Listing = Listing::preset(Kind::Item, 1);

/// Headings that speak for whatever their row decides.
pub const GENERAL_REASONS: [&str; 4] = ["justification", "reason", "rationale", "why used or left out"];

/// The field of the reason that counts: for leaving out where it is left out, else for using it.
pub fn why_field(item: &Record) -> usize {
    if Use::of(item, USE) == Some(Use::No) { WHY_AGAINST } else { WHY_FOR }
}

/// Basis and reason of the decision that stands; what speaks for the other side is left out.
pub fn why(item: &Record) -> String {
    let out = Use::of(item, USE) == Some(Use::No);
    let basis = Basis::of(item, BASIS).filter(|basis| (*basis == Basis::NotRelevant) == out);
    let parts = [basis.map_or("", |b| b.label()), item.text(why_field(item))];
    parts.iter().filter(|p| !p.trim().is_empty()).copied().collect::<Vec<_>>().join(": ")
}

/// The verdict that speaks for an item, and the very answer that gave it: whatever is shown beside it comes from there.
#[derive(Clone, Copy, Debug)]
pub struct Latest<'a> {
    pub answer: &'a Record,
    pub interview: Option<&'a Record>,
    pub round: Option<Id>,
    pub day: Option<Date>,
    pub verdict: Verdict,
}

/// The verdict on an item in the round that judged it on the latest day, however the rounds are numbered.
///
/// Of several answers of that round the worst one speaks. Where nothing was judged yet, a parked question speaks, else
/// the one asked last. Nothing if no question of any round is about the item.
pub fn latest<'a>(view: View<'a>, item: &Record) -> Option<Latest<'a>> {
    let rank = |a: &&Record| match answer::verdict(a) {
        v if v.is_judged() => 2,
        Verdict::Parked => 1,
        _ => 0,
    };
    let last = answers_of(view, item).filter(|a| stands(view, a)).max_by_key(|a| (rank(a), order(view, a)))?;
    let round = answer::round_of(view.records, last);
    let answer = speaker(view, item, round)?;
    Some(Latest {
        answer,
        interview: answer.one(answer::INTERVIEW).and_then(|id| view.records.live(id)),
        round,
        day: answer::day(view.records, answer).0,
        verdict: answer::verdict(answer),
    })
}

/// The answer that speaks for an item in a round: the worst, of equal ones the latest. A parked one that was settled
/// in another interview is silent.
pub fn speaker<'a>(view: View<'a>, item: &Record, round: Option<Id>) -> Option<&'a Record> {
    answers_of(view, item)
        .filter(|a| stands(view, a) && answer::round_of(view.records, a) == round)
        .filter(|a| answer::verdict(a) != Verdict::Parked || answer::waits(view, a))
        .max_by_key(|a| (answer::verdict(a).weight(), order(view, a)))
}

pub fn latest_verdict(view: View, item: &Record) -> Verdict {
    latest(view, item).map_or(Verdict::NotLookedAt, |l| l.verdict)
}

/// Whether neither the interview of an answer nor its round was deleted.
fn stands(view: View, answer: &Record) -> bool {
    let gone = |id: Id| view.records.get(id).is_some_and(|r| r.hidden);
    !answer.one(answer::INTERVIEW).is_some_and(gone) && !answer::round_of(view.records, answer).is_some_and(gone)
}

/// Answers in the order of their days; where nothing tells them apart, the one made later comes later.
fn order(view: View, answer: &Record) -> (Option<Date>, Option<i64>, Option<Id>, Id) {
    let (day, moment) = answer::day(view.records, answer);
    (day, moment, answer::round_of(view.records, answer), answer.id)
}

fn answers_of<'a>(view: View<'a>, item: &Record) -> impl Iterator<Item = &'a Record> {
    view.records.linked(item.id, Kind::Answer, answer::ITEM)
}

/// Evidence on the item itself and on its answers, each once.
pub fn evidence(view: View, item: &Record) -> Vec<Id> {
    let mut all = item.refs(EVIDENCE).to_vec();
    all.extend(answers_of(view, item).flat_map(|a| a.refs(answer::EVIDENCE)));
    all.sort_unstable();
    all.dedup();
    all
}

/// Which of the four there is: an approved policy, an approved procedure, a training with somebody who did it, a task
/// or control at a system that works by itself. With how many.
fn kinds_of_proof(view: View, item: &Record) -> (i64, String) {
    use super::{attendance, control_at, document, task, training};
    let documents: Vec<&Record> =
        view.records.linked(item.id, Kind::Document, document::ITEMS).filter(|d| document::is_approved(d)).collect();
    let done = |t: &Record| view.records.linked(t.id, Kind::Attendance, attendance::TRAINING).next().is_some();
    let trained = view.records.linked(item.id, Kind::Training, training::REQUIREMENTS).any(done);
    let by_itself = |t: &Record| t.choice(task::DONE_BY).is_some_and(|w| task::MODES[usize::from(w)].code != "manual");
    let runs = view.records.linked(item.id, Kind::Task, task::CONTROLS).any(by_itself);
    let local = view.records.linked(item.id, Kind::ControlAt, control_at::CONTROL);
    let works = local.filter(|c| State::of(c, control_at::STATE) == Some(State::Works)).count() > 0;
    let all = [
        ("policy", documents.iter().any(|d| document::is_policy(d))),
        ("procedure", documents.iter().any(|d| !document::is_policy(d))),
        ("training", trained),
        ("technical", runs || works),
    ];
    let there: Vec<&str> = all.iter().filter(|(_, is)| *is).map(|(name, _)| *name).collect();
    (there.len() as i64, there.join(", "))
}

/// Whether a piece of evidence ran out.
pub fn is_expired(view: View, evidence: Id) -> bool {
    let to = view.records.live(evidence).and_then(|e| e.date(super::evidence::TO));
    to.is_some_and(|to| to < view.today)
}

/// The evidence of an item that has not run out.
pub fn valid_evidence(view: View, item: &Record) -> Vec<Id> {
    let mut all = evidence(view, item);
    all.retain(|id| !is_expired(view, *id));
    all
}

fn linked_risks(view: View, item: &Record) -> usize {
    view.records.linked(item.id, Kind::Risk, super::risk::CONTROLS).count()
}

fn risks(view: View, item: &Record) -> String {
    let ids: Vec<_> = view.records.linked(item.id, Kind::Risk, super::risk::CONTROLS).map(|r| r.id).collect();
    crate::domain::value::join_ids(&ids, " ")
}

/// Findings against the item that are not closed.
pub fn open_findings(view: View, item: &Record) -> Vec<Id> {
    use super::finding;
    view.records
        .linked(item.id, Kind::Finding, finding::AGAINST)
        .filter(|f| finding::is_open(f))
        .map(|f| f.id)
        .collect()
}

fn findings(view: View, item: &Record) -> String {
    crate::domain::value::join_ids(&open_findings(view, item), " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Records, Stamp, Value,
        kinds::{interview, round},
    };
    use jiff::civil::date;

    fn at(month: i8, day: i8) -> Value {
        Value::Stamp(Stamp::at(date(2025, month, day).at(10, 0, 0, 0), 60))
    }
    fn held(n: u32, round: u32, with: u32) -> Record {
        Record::new(Id::new(Kind::Interview, n))
            .with(interview::ROUND, Value::Ref(Id::new(Kind::Round, round)))
            .with(interview::WITH, Value::refs([Id::new(Kind::Person, with)]))
    }
    fn answered(n: u32, interview: u32, verdict: Verdict) -> Record {
        Record::new(Id::new(Kind::Answer, n))
            .with(answer::INTERVIEW, Value::Ref(Id::new(Kind::Interview, interview)))
            .with(answer::ITEM, Value::Ref(Id::item("4.1").unwrap()))
            .with(answer::VERDICT, verdict.value())
    }
    /// Two rounds of two interviews each, with a person each.
    fn world(answers: impl IntoIterator<Item = Record>) -> Records {
        let mut records = Records::default();
        records.put([Record::new(Id::item("4.1").unwrap())]);
        records.put([1, 2].map(|n| Record::new(Id::new(Kind::Round, n))));
        records.put([held(1, 1, 1), held(2, 1, 2), held(3, 2, 3), held(4, 2, 4)]);
        records.put(answers);
        records
    }
    /// Answer, interview, person, round, day and verdict of what is shown as the latest.
    fn shown(records: &Records) -> Option<(u32, u32, u32, u32, Option<Date>, Verdict)> {
        let view = View { records, today: date(2025, 12, 1) };
        let l = latest(view, records.get(Id::item("4.1").unwrap()).unwrap())?;
        let interview = l.interview?;
        Some((l.answer.id.n, interview.id.n, interview.refs(interview::WITH)[0].n, l.round?.n, l.day, l.verdict))
    }

    #[test]
    fn the_latest_day_speaks_whatever_the_number_of_its_round() {
        let old = answered(1, 3, Verdict::Major).with(answer::JUDGED, at(3, 1));
        let new = answered(2, 1, Verdict::Conforms).with(answer::JUDGED, at(9, 1));
        let records = world([old.clone(), new]);
        assert_eq!(shown(&records), Some((2, 1, 1, 1, Some(date(2025, 9, 1)), Verdict::Conforms)));
        let records = world([old, answered(2, 1, Verdict::Conforms).with(answer::JUDGED, at(2, 1))]);
        assert_eq!(shown(&records), Some((1, 3, 3, 2, Some(date(2025, 3, 1)), Verdict::Major)));
    }

    #[test]
    fn the_worst_of_the_round_is_named_with_its_own_person_and_day() {
        let records = world([
            answered(1, 1, Verdict::Minor).with(answer::JUDGED, at(9, 1)),
            answered(2, 2, Verdict::Conforms).with(answer::JUDGED, at(9, 3)),
            answered(3, 3, Verdict::Major).with(answer::JUDGED, at(3, 1)),
        ]);
        assert_eq!(shown(&records), Some((1, 1, 1, 1, Some(date(2025, 9, 1)), Verdict::Minor)));
        let twice = world([
            answered(1, 1, Verdict::Minor).with(answer::JUDGED, at(9, 4)),
            answered(2, 2, Verdict::Minor).with(answer::JUDGED, at(9, 3)),
        ]);
        assert_eq!(shown(&twice), Some((1, 1, 1, 1, Some(date(2025, 9, 4)), Verdict::Minor)));
    }

    #[test]
    fn without_a_stamp_the_interview_dates_an_answer_and_else_its_round() {
        let mut records = world([answered(1, 1, Verdict::Conforms), answered(2, 3, Verdict::Major)]);
        assert_eq!(shown(&records).map(|s| (s.0, s.4)), Some((2, None)), "nothing tells the days");
        records.put([Record::new(Id::new(Kind::Round, 1)).with(round::TO, Value::Date(date(2025, 5, 1)))]);
        assert_eq!(shown(&records).map(|s| (s.0, s.4)), Some((1, Some(date(2025, 5, 1)))));
        records.put([held(3, 2, 3).with(interview::START, at(6, 1))]);
        assert_eq!(shown(&records).map(|s| (s.0, s.4)), Some((2, Some(date(2025, 6, 1)))));
    }

    #[test]
    fn what_is_not_judged_or_deleted_or_settled_does_not_speak() {
        let parked = answered(2, 3, Verdict::Parked).with(answer::JUDGED, at(9, 9));
        let mut records = world([answered(1, 1, Verdict::NotApplicable).with(answer::JUDGED, at(3, 1)), parked]);
        assert_eq!(shown(&records).map(|s| (s.0, s.5)), Some((1, Verdict::NotApplicable)));
        let again = answered(3, 4, Verdict::NotApplicable)
            .with(answer::JUDGED, at(9, 10))
            .with(answer::BASE, Value::Ref(Id::new(Kind::Answer, 2)));
        records.put([again]);
        assert_eq!(shown(&records).map(|s| (s.0, s.2, s.5)), Some((3, 4, Verdict::NotApplicable)));
        records.put([Record { hidden: true, ..Record::new(Id::new(Kind::Round, 2)) }]);
        assert_eq!(shown(&records).map(|s| s.0), Some(1));
        assert_eq!(shown(&world([answered(1, 1, Verdict::Parked)])).map(|s| s.5), Some(Verdict::Parked));
        assert_eq!(shown(&world([])), None);
    }
}
