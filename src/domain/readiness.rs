//! What a certification audit asks to see, and how much of it is there: present, dated, approved, and what is lacking.
//!
//! It is a self-check. A verdict of one's own is no certificate, and what each body asks for differs; whoever prints it
//! says so with [`NO_CERTIFICATE`].

mod musts;

pub use musts::MUSTS;

use super::{
    Id, Kind, Record, View, checks,
    focus::Focus,
    kinds::{document, evidence, finding, issued, item, organisation, round, system},
    programme, progress, words,
};

/// What stands on every screen and paper about readiness.
pub const NO_CERTIFICATE: &str =
    "A self-check: whoever finds themselves ready holds no certificate. What each body asks for differs.";

/// The same where no certificate is aimed at.
pub const OWN_PURPOSE: &str = "Certification is switched off: ready means ready for your own purposes.";

/// Whether a certificate is aimed at; it is, until the organisation says that it is not.
pub fn is_for_body(view: View) -> bool {
    let off = |o: &Record| o.choice(organisation::CERTIFICATION) == Some(organisation::SWITCHED_OFF);
    !view.records.single(Kind::Organisation).is_some_and(off)
}

/// The sentence that stands wherever readiness is told.
pub fn told(view: View) -> &'static str {
    if is_for_body(view) { NO_CERTIFICATE } else { OWN_PURPOSE }
}

/// For which audit of the body something must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditStage {
    One,
    Two,
}

/// One thing that must be there.
pub struct Must {
    /// Stable, for scripts.
    pub id: &'static str,
    pub stage: AuditStage,
    pub what: &'static str,
    /// Clauses and controls.
    pub refs: &'static [&'static str],
    /// Without it the audit is not begun, or ends with a major.
    pub blocker: bool,
    /// When it is fit to be shown.
    pub test: &'static str,
    pub look: fn(&ReadinessScope) -> Found,
}

/// What was found of one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The records that show it.
    pub proof: Vec<Id>,
    /// Whether what is there has its day; nothing where no day is asked for.
    pub dated: Option<bool>,
    /// Whether what is there was approved; nothing where no approval is asked for.
    pub approved: Option<bool>,
    /// What is lacking, as sentences.
    pub lacks: Vec<String>,
    /// What an audit holds against its clauses and controls, although it is there: `major F-015`.
    pub against: Vec<String>,
}

/// How a must stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    Absent,
    Lacks,
    There,
}

impl AuditStage {
    /// What it is called: the stage of the body, or what it is about where none comes.
    pub fn name(self, view: View) -> &'static str {
        match (self, is_for_body(view)) {
            (AuditStage::One, true) => "Stage 1",
            (AuditStage::Two, true) => "Stage 2",
            (AuditStage::One, false) => "On paper",
            (AuditStage::Two, false) => "At work",
        }
    }
}

/// Musts that only a body asks for.
const OF_BODY: &[&str] = &["1-body", "2-stage1", "2-rehearsal"];

impl State {
    pub fn label(self) -> &'static str {
        match self {
            State::Absent => "absent",
            State::Lacks => "lacks",
            State::There => "there",
        }
    }
}

impl Found {
    pub fn state(&self) -> State {
        match (self.proof.is_empty(), self.is_whole()) {
            (true, _) => State::Absent,
            (false, true) => State::There,
            (false, false) => State::Lacks,
        }
    }
    fn is_whole(&self) -> bool {
        self.lacks.is_empty() && self.dated != Some(false) && self.approved != Some(false)
    }
    /// What is lacking or stands against it in one line; nothing where nothing is.
    pub fn told(&self) -> String {
        let mut all: Vec<&str> = Vec::new();
        if self.proof.is_empty() {
            all.push("nothing on file");
        }
        if self.dated == Some(false) {
            all.push("no day");
        }
        if self.approved == Some(false) {
            all.push("not approved");
        }
        all.extend(self.lacks.iter().map(String::as_str));
        let against = format!("open against it: {}", self.against.join(", "));
        all.extend((!self.against.is_empty()).then_some(against.as_str()));
        all.join("; ")
    }

    /// It has its day when one of what shows it has one.
    pub(self) fn dated(mut self, look: &ReadinessScope, is: impl Fn(&Record) -> bool) -> Found {
        self.dated = (!self.proof.is_empty()).then(|| look.any(&self.proof, is));
        self
    }
    /// It is approved when one of what shows it is.
    pub(self) fn approved(mut self, look: &ReadinessScope, is: impl Fn(&Record) -> bool) -> Found {
        self.approved = (!self.proof.is_empty()).then(|| look.any(&self.proof, is));
        self
    }
    pub(self) fn and(mut self, other: Found) -> Found {
        self.proof.extend(other.proof);
        self
    }
    pub(self) fn lacks_if(mut self, lacking: bool, what: &str) -> Found {
        if lacking {
            self.lacks.push(what.to_string());
        }
        self
    }
    /// How many things are not as they should be, as a sentence for one and for many.
    pub(self) fn lacks_some(self, n: usize, one: &str, many: &str) -> Found {
        self.lacks_if(n > 0, &words::counted(n, one, many))
    }
    /// The records of the scope at which a rule is not met.
    pub(self) fn heeds(mut self, look: &ReadinessScope, rules: &[&str]) -> Found {
        for check in rules.iter().filter_map(|rule| checks::find(rule)) {
            let spots = (check.find)(look.view).into_iter().filter(|s| look.covers_id(s.id)).count();
            if spots > 0 {
                self.lacks.push(check.sentence(spots));
            }
        }
        self
    }
}

/// The records that count: of the whole, or of one AI system or unit and all that is about no other.
#[derive(Clone, Copy)]
pub struct ReadinessScope<'a> {
    pub view: View<'a>,
    pub system: Option<Id>,
}

impl<'a> ReadinessScope<'a> {
    /// Whether a record counts: it is about no AI system, or about one of the scope.
    pub fn covers(&self, record: &Record) -> bool {
        let focus = self.system.and_then(|of| Focus::new(self.view, of));
        focus.is_none_or(|focus| focus.covers(self.view, record))
    }
    fn covers_id(&self, id: Id) -> bool {
        self.view.records.live(id).is_some_and(|r| self.covers(r))
    }
    fn any(&self, ids: &[Id], is: impl Fn(&Record) -> bool) -> bool {
        ids.iter().filter_map(|id| self.view.records.live(*id)).any(is)
    }
    /// Records of a kind in the scope.
    pub(self) fn of(&self, kind: Kind, is: impl Fn(&Record) -> bool) -> Found {
        let all = self.view.records.all(kind).filter(|r| self.covers(r) && is(r));
        Found { proof: all.map(|r| r.id).collect(), ..Found::default() }
    }
    /// Documents that serve one of these clauses or controls and are not withdrawn, approved and dated or not.
    pub(self) fn documents(&self, refs: &[&str]) -> Found {
        let items: Vec<Id> = refs.iter().filter_map(|r| Id::item(r)).collect();
        let serves = |d: &Record| !progress::is_over(d) && d.refs(document::ITEMS).iter().any(|i| items.contains(i));
        self.of(Kind::Document, serves)
            .dated(self, |d| d.date(document::APPROVED_ON).is_some())
            .approved(self, document::is_approved)
    }
    /// Papers of a kind that were issued and not withdrawn.
    pub(self) fn issued(&self, paper: issued::Paper) -> Found {
        let is = |p: &Record| issued::Paper::of(p, issued::PAPER) == Some(paper) && !issued::is_withdrawn(p);
        self.of(Kind::IssuedPaper, is)
            .dated(self, |p| p.date(issued::APPROVED_ON).is_some())
            .approved(self, |p| p.one(issued::APPROVED_BY).is_some())
    }
    /// Evidence that stands behind one of these clauses and controls.
    pub(self) fn evidence(&self, refs: &[&str]) -> Found {
        let items = refs.iter().filter_map(|r| self.view.records.live(Id::item(r)?));
        let mut proof: Vec<Id> = items.flat_map(|i| item::evidence(self.view, i)).collect();
        proof.sort_unstable();
        proof.dedup();
        Found { proof, ..Found::default() }
    }
    /// Rounds of a type that took place.
    pub(self) fn rounds(&self, is: impl Fn(round::Type) -> bool) -> Found {
        let of = |r: &Record| round::Type::of(r, round::TYPE).is_some_and(&is);
        self.of(Kind::Round, |r| of(r) && super::rounds::took_place(self.view, r))
            .dated(self, |r| super::rounds::day(self.view, r).is_some())
    }
    /// Open breaches of these clauses and controls, majors first, and those that the last audit judged and nobody raised.
    fn against(&self, refs: &[&str]) -> Vec<String> {
        let items: Vec<&Record> = refs.iter().filter_map(|r| self.view.records.live(Id::item(r)?)).collect();
        let linked = |i: &&Record| self.view.records.linked(i.id, Kind::Finding, finding::AGAINST);
        let open = items.iter().flat_map(linked).filter(|f| finding::is_open(f) && self.covers(f));
        let graded = |f: &Record| Some((finding::Grade::of(f, finding::GRADE)?, f.id));
        let mut raised: Vec<_> = open.filter_map(graded).filter(|(g, _)| *g != finding::Grade::Improve).collect();
        raised.sort_by_key(|(grade, id)| (*grade != finding::Grade::Major, *id));
        raised.dedup();
        let grade = |g| if g == finding::Grade::Major { "major" } else { "minor" };
        let mut told: Vec<String> = raised.into_iter().map(|(g, id)| format!("{} {id}", grade(g))).collect();
        for item in items {
            let Some((is_major, round)) = programme::breach_without_finding(self.view, item) else { continue };
            let word = if is_major { "major" } else { "minor" };
            told.push(format!("{} judged {word} in {round}, without a finding", self.view.records.called(item.id)));
        }
        told
    }
}

/// Every must with what was found of it, in the order of the stages.
pub fn found(view: View, system: Option<Id>) -> Vec<(&'static Must, Found)> {
    let look = ReadinessScope { view, system };
    let for_body = is_for_body(view);
    let asked = MUSTS.iter().filter(|must| for_body || !OF_BODY.contains(&must.id));
    let of = |must: &'static Must| {
        let found = (must.look)(&look);
        let against = if found.proof.is_empty() { Vec::new() } else { look.against(must.refs) };
        (must, Found { against, ..found })
    };
    asked.map(of).collect()
}

/// What stands in the way of the certificate, as a sentence with the records.
pub struct Blocker {
    pub what: String,
    pub ids: Vec<Id>,
    /// What an action against it is about: the records themselves, else the clauses and controls.
    pub about: Vec<Id>,
}

/// Open majors, expired evidence behind used controls, used controls that are not in place, papers that are not
/// approved, and musts that block and are not there.
pub fn blockers(view: View, system: Option<Id>) -> Vec<Blocker> {
    let look = ReadinessScope { view, system };
    let pick = |kind: Kind, is: &dyn Fn(&Record) -> bool| -> Vec<Id> {
        view.records.all(kind).filter(|r| look.covers(r) && is(r)).map(|r| r.id).collect()
    };
    let major =
        |f: &Record| finding::is_open(f) && finding::Grade::of(f, finding::GRADE) == Some(finding::Grade::Major);
    let used = |c: &Record| item::is_control(c) && item::Use::of(c, item::USE) == Some(item::Use::Yes);
    let behind: Vec<Id> =
        view.records.all(Kind::Item).filter(|c| used(c)).flat_map(|c| item::evidence(view, c)).collect();
    let expired = |e: &Record| e.date(evidence::TO).is_some_and(|d| d < view.today) && behind.contains(&e.id);
    let bare = |c: &Record| used(c) && item::State::of(c, item::STATE).is_none_or(|s| s <= item::State::Planned);
    let unsigned = |d: &Record| (document::is_policy(d) || document::is_procedure(d)) && progress::is_open(d);
    let undecided = |s: &Record| system::Approval::of(s, system::APPROVAL) == Some(system::Approval::Found);
    let lists = [
        ("open major nonconformity", "open major nonconformities", pick(Kind::Finding, &major)),
        (
            "expired piece of evidence behind a used control",
            "expired pieces of evidence behind used controls",
            pick(Kind::Evidence, &expired),
        ),
        ("used control that is not begun", "used controls that are not begun", pick(Kind::Item, &bare)),
        (
            "policy or procedure that nobody approved",
            "policies or procedures that nobody approved",
            pick(Kind::Document, &unsigned),
        ),
        ("AI system found without approval", "AI systems found without approval", pick(Kind::System, &undecided)),
    ];
    let told = lists.into_iter().filter(|(.., ids)| !ids.is_empty());
    let mut all: Vec<Blocker> = told
        .map(|(one, many, ids)| {
            let n = ids.len();
            let about = ids.iter().copied().filter(|id| can_be_worked_on(view, *id)).collect();
            Blocker { what: words::counted(n, one, many), ids, about }
        })
        .collect();
    let musts = found(view, system).into_iter().filter(|(m, f)| m.blocker && f.state() != State::There);
    all.extend(musts.map(|(m, f)| {
        let about = m.refs.iter().filter_map(|r| Id::item(r)).filter(|id| view.records.live(*id).is_some()).collect();
        Blocker { what: format!("{}: {}", m.what, f.told()), ids: f.proof, about }
    }));
    all
}

/// A finding whose actions are done takes no further one.
fn can_be_worked_on(view: View, id: Id) -> bool {
    let finding = view.records.live(id).filter(|_| id.kind == Kind::Finding);
    finding.is_none_or(|f| finding::step(f) < finding::Step::Done)
}

/// How many musts of a stage are there, and how many there are.
pub fn share(found: &[(&'static Must, Found)], stage: AuditStage) -> (usize, usize) {
    let of: Vec<_> = found.iter().filter(|(m, _)| m.stage == stage).collect();
    (of.iter().filter(|(_, f)| f.state() == State::There).count(), of.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Records, Value,
        kinds::{answer, interview},
    };
    use jiff::civil::date;

    fn id(text: &str) -> Id {
        text.parse().unwrap()
    }

    fn told(records: &Records, must: &str) -> (State, String) {
        let view = View { records, today: date(2026, 11, 28) };
        let all = found(view, None);
        let (_, of) = all.iter().find(|(m, _)| m.id == must).unwrap();
        (of.state(), of.told())
    }

    #[test]
    fn what_is_there_tells_of_the_breaches_that_are_open_against_it() {
        let control = Id::item("A.2.2").unwrap();
        let mut records = Records::default();
        records.put([
            Record::new(control),
            Record::new(id("DO-01")).with(document::TYPE, document::Type::Policy.value()),
            Record::new(id("F-001"))
                .with(finding::GRADE, finding::Grade::Major.value())
                .with(finding::AGAINST, Value::refs([control])),
        ]);
        assert!(told(&records, "1-policy").1.ends_with("open against it: major F-001"));
        // Nothing shows it: then nothing contradicts it.
        assert_eq!(told(&records, "1-scope"), (State::Absent, "nothing on file".into()));
        // A major that was judged and never raised says the same.
        let closed = records.get(id("F-001")).unwrap().clone().with(finding::STEP, finding::Step::Closed.value());
        records.put([
            closed,
            Record::new(id("RD-01"))
                .with(round::TYPE, round::Type::Audit.value())
                .with(round::FROM, Value::Date(date(2026, 11, 20))),
            Record::new(id("I-01")).with(interview::ROUND, Value::Ref(id("RD-01"))),
            Record::new(id("AW-001"))
                .with(answer::INTERVIEW, Value::Ref(id("I-01")))
                .with(answer::ITEM, Value::Ref(control))
                .with(answer::VERDICT, answer::Verdict::Major.value()),
        ]);
        let judged = "open against it: A.2.2 judged major in RD-01, without a finding";
        assert!(told(&records, "1-policy").1.ends_with(judged), "{}", told(&records, "1-policy").1);
    }

    #[test]
    fn a_round_that_is_only_planned_shows_nothing() {
        let mut records = Records::default();
        let planned = Record::new(id("RD-01"))
            .with(round::TYPE, round::Type::Rehearsal.value())
            .with(round::STATE, round::State::Planned.value())
            .with(round::FROM, Value::Date(date(2027, 2, 1)));
        records.put([planned.clone()]);
        assert_eq!(told(&records, "2-rehearsal").0, State::Absent);
        records.put([planned.with(round::STATE, round::State::Running.value())]);
        assert_eq!(told(&records, "2-rehearsal").0, State::There);
    }
}
