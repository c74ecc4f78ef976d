//! The papers that can be made: their names, what each is about, which records it shows.

use crate::domain::{
    Kind,
    kinds::{issued, round},
    stand::Bars,
};

/// What a kind of paper is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// The whole file.
    Nothing,
    Round,
    Interview,
    Finding,
    Assessment,
    Review,
    Programme,
    System,
    Person,
}

impl Needs {
    /// The kind of record to choose one from.
    pub fn kind(self) -> Option<Kind> {
        match self {
            Needs::Nothing => None,
            Needs::Round => Some(Kind::Round),
            Needs::Interview => Some(Kind::Interview),
            Needs::Finding => Some(Kind::Finding),
            Needs::Assessment => Some(Kind::Assessment),
            Needs::Review => Some(Kind::Review),
            Needs::Programme => Some(Kind::Programme),
            Needs::System => Some(Kind::System),
            Needs::Person => Some(Kind::Person),
        }
    }
}

/// One row of the table of papers.
struct Row {
    id: &'static str,
    title: &'static str,
    needs: Needs,
    help: &'static str,
}

macro_rules! papers {
    ($($name:ident $id:literal $title:literal $needs:ident $help:literal;)*) => {
        /// The papers that can be made.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum PaperKind { $($name),* }
        static ROWS: &[Row] = &[$(Row { id: $id, title: $title, needs: Needs::$needs, help: $help }),*];
        impl PaperKind {
            pub const ALL: &'static [PaperKind] = &[$(PaperKind::$name),*];
        }
    };
}

// Name, name on the command line, title, what it is about, one line for menus.
papers! {
    GapReport "gap-report" "Gap report" Round "Clause by clause: what is there, what is missing, who closes it.";
    Soa "soa" "Statement of Applicability" Nothing "Every control: used or left out, why, state, evidence.";
    AuditPlan "audit-plan" "Audit plan" Round "Scope, team and timetable of an audit, for the auditee.";
    AuditReport "audit-report" "Audit report" Round "Findings, coverage, evidence and conclusion of an audit.";
    Finding "finding" "Finding sheet" Finding "One finding from requirement to closure, with lines to sign.";
    Recap "recap" "Interview recap" Interview "Facts only, to be read out and agreed.";
    RiskRegister "risk-register" "Risk register" Nothing "Method, heat map, every open risk with its treatment.";
    ActionList "action-list" "Action list" Nothing "Who does what by when, late ones first.";
    Inventory "inventory" "AI system inventory" Nothing "Every AI system with class, scope and what is to settle.";
    BlankChecklist "blank-checklist" "Blank checklist" Round "Items and questions of a round, to fill in by hand.";
    WorkingPaper "working-paper" "Working paper" Interview "All of one interview: notes with times, verdicts, evidence seen, requests.";
    Plan "implementation-plan" "Implementation plan" Nothing "The plan with its six parts, progress by phase, steps and resources.";
    Impact "impact-assessment" "Impact assessment" Assessment "What a system does to people and society, with what differs from the last one.";
    Treatment "treatment-plan" "Risk treatment plan" Nothing "Every open risk with option, controls, owner, day, and who accepted what is left.";
    Review "management-review" "Briefing for the management review" Review "About two pages: what is to be decided first, then what is only to be known.";
    Minutes "review-minutes" "Minutes of the management review" Review "Each input with its numbers, what was said and decided, verdict, signature.";
    Readiness "readiness" "Readiness" Nothing "What a certification audit asks to see, how much is there, what is in the way. No certificate.";
    Programme "audit-programme" "Audit programme" Programme "Areas by what presses, audits by month, what none of them reaches.";
    WrapUp "wrap-up" "Wrap-up" Round "For the end of a day or the closing meeting: strengths, findings by grade, what is open.";
    Ageing "ageing" "Ageing of findings" Nothing "Open findings by days open and late, by owner and by grade.";
    Progress "progress" "Progress" Nothing "One page: done, late, next, by phase.";
    Outcome "outcome" "Outcome" Nothing "How risks moved, duties met, systems governed, statements published, measures.";
    Standards "other-standards" "Other standards" Nothing "What our work covers of ISO/IEC 27001 and others, what is left, with answers and proof.";
    InterviewSheet "interview-sheet" "Sheet of an interview" Interview "For writing by hand: every question with what to see, boxes to tick, lines; typed in afterwards.";
    Scope "scope-statement" "Scope statement" Nothing "What the management system covers, what is left out and why, issues and parties.";
    Policies "policy-register" "Policy register" Nothing "Policies and documents, which theme and principle each policy carries, who was told.";
    SystemFile "system-file" "AI system file" System "One system: what it is, why it may run, risks, controls, documents, changes, findings.";
    RiskMethod "risk-method" "Risk method" Nothing "Scales, bands, appetite and the empty map, to be approved by itself.";
    Evidence "evidence-list" "Evidence and requests" Nothing "Evidence with place, validity and digest; what is awaited from whom.";
    Statement "public-statement" "Public statement" Nothing "For what AI is used, by which principles, who answers for it; nothing confidential.";
    PersonSheet "person-sheet" "Person's sheet" Person "Mandates of one person, what they own, promised and have to do, by day.";
}

/// What the file of one system shows.
const SYSTEM_FILE: &[Kind] = &[
    Kind::Organisation,
    Kind::System,
    Kind::Supplier,
    Kind::Model,
    Kind::DataSet,
    Kind::Component,
    Kind::Decision,
    Kind::Assessment,
    Kind::Risk,
    Kind::Method,
    Kind::ControlAt,
    Kind::Item,
    Kind::Document,
    Kind::Obligation,
    Kind::Alteration,
    Kind::Incident,
    Kind::Finding,
    Kind::Person,
];

/// What the outcome shows.
const OUTCOME: &[Kind] = &[
    Kind::Organisation,
    Kind::Method,
    Kind::Risk,
    Kind::Obligation,
    Kind::System,
    Kind::Assessment,
    Kind::Communication,
    Kind::IssuedPaper,
    Kind::Objective,
    Kind::Finding,
    Kind::Incident,
    Kind::Improvement,
    Kind::Metric,
    Kind::Reading,
    Kind::Person,
];

/// What papers about a round or an interview show.
const OF_ROUND: &[Kind] = &[
    Kind::Organisation,
    Kind::Person,
    Kind::System,
    Kind::Item,
    Kind::Question,
    Kind::Evidence,
    Kind::Request,
    Kind::Round,
    Kind::Interview,
    Kind::Answer,
    Kind::Finding,
    Kind::Action,
    Kind::Sighting,
];

impl PaperKind {
    /// Its name on the command line and in file names.
    pub fn id(self) -> &'static str {
        self.row().id
    }
    pub fn title(self) -> &'static str {
        self.row().title
    }
    pub fn needs(self) -> Needs {
        self.row().needs
    }
    /// The type of round it is about, if it is not about any round.
    pub fn round_type(self) -> Option<round::Type> {
        match self {
            PaperKind::GapReport => Some(round::Type::Gap),
            PaperKind::AuditPlan | PaperKind::AuditReport => Some(round::Type::Audit),
            _ => None,
        }
    }
    /// One line for menus.
    pub fn help(self) -> &'static str {
        self.row().help
    }
    /// The word by which an issued paper says what it is.
    pub fn issued(self) -> issued::Paper {
        issued::Paper::ALL[self as usize]
    }
    /// The kinds of record that it shows, those that only name somebody or something too.
    pub fn shows(self) -> &'static [Kind] {
        use Kind::*;
        match self {
            PaperKind::Soa => &[Organisation, Item, Evidence, Answer, Risk, Decision, Person],
            PaperKind::RiskRegister => &[Organisation, Method, Risk, System, Item, Action, Decision, Person],
            PaperKind::ActionList => &[Organisation, Action, Finding, Risk, Item, Person],
            PaperKind::Plan => &[Organisation, PlanItem, Resource, Objective, Decision, Evidence, Person],
            PaperKind::Inventory => &[Organisation, System, Supplier, Risk, Item, Person],
            PaperKind::Impact => &[Organisation, Assessment, Group, System, DataSet, Risk, Item, Action, Person],
            PaperKind::Treatment => &[Organisation, Method, Risk, System, Item, Action, Decision, Person],
            // They count over every register.
            PaperKind::Review | PaperKind::Minutes | PaperKind::Readiness | PaperKind::Programme => Kind::ALL,
            PaperKind::Progress => Bars::PAPER,
            PaperKind::Outcome => OUTCOME,
            PaperKind::Standards => {
                &[Organisation, Mapping, Item, Answer, Interview, Round, Evidence, Document, Person]
            }
            PaperKind::Scope => &[Organisation, System, ScopeItem, Issue, Party, Obligation, Item, Document, Person],
            PaperKind::Policies => &[Organisation, Document, Commitment, Communication, Item, Person],
            PaperKind::SystemFile => SYSTEM_FILE,
            PaperKind::RiskMethod => &[Organisation, Method, Person],
            PaperKind::Evidence => &[Organisation, Evidence, Sighting, Request, Item, Answer, Person],
            PaperKind::Statement => &[Organisation, System, Commitment, Document, Party, Communication, Person],
            // What somebody owns may be of any kind.
            PaperKind::PersonSheet => Kind::ALL,
            PaperKind::Ageing => &[Organisation, Finding, Round, Person],
            PaperKind::Finding => {
                &[Organisation, Finding, Action, Evidence, Item, System, Round, Interview, Answer, Person]
            }
            PaperKind::GapReport
            | PaperKind::AuditPlan
            | PaperKind::AuditReport
            | PaperKind::Recap
            | PaperKind::BlankChecklist
            | PaperKind::WrapUp
            | PaperKind::InterviewSheet
            | PaperKind::WorkingPaper => OF_ROUND,
        }
    }
    /// The kind with this id.
    pub fn of(id: &str) -> Option<PaperKind> {
        PaperKind::ALL.iter().copied().find(|k| k.id() == id)
    }

    fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_and_issued_papers_are_called_alike() {
        assert_eq!(PaperKind::ALL.len(), issued::PAPERS.len());
        for kind in PaperKind::ALL {
            assert_eq!(kind.id(), kind.issued().choice().code);
        }
    }
}
