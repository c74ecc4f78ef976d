//! The papers that can be made: their names, what each is about, which records it shows.

use crate::domain::{
    Kind,
    kinds::{issued, round},
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
        }
    }
}

/// The papers that can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PaperKind {
    GapReport,
    Soa,
    AuditPlan,
    AuditReport,
    Finding,
    Recap,
    RiskRegister,
    ActionList,
    Inventory,
    BlankChecklist,
    WorkingPaper,
    Plan,
    Impact,
    Treatment,
    Review,
    Minutes,
    Readiness,
    Programme,
    WrapUp,
    Ageing,
}

impl PaperKind {
    pub const ALL: &'static [PaperKind] = &[
        PaperKind::GapReport,
        PaperKind::Soa,
        PaperKind::AuditPlan,
        PaperKind::AuditReport,
        PaperKind::Finding,
        PaperKind::Recap,
        PaperKind::RiskRegister,
        PaperKind::ActionList,
        PaperKind::Inventory,
        PaperKind::BlankChecklist,
        PaperKind::WorkingPaper,
        PaperKind::Plan,
        PaperKind::Impact,
        PaperKind::Treatment,
        PaperKind::Review,
        PaperKind::Minutes,
        PaperKind::Readiness,
        PaperKind::Programme,
        PaperKind::WrapUp,
        PaperKind::Ageing,
    ];

    /// Its name on the command line and in file names.
    pub fn id(self) -> &'static str {
        self.row().0
    }
    pub fn title(self) -> &'static str {
        self.row().1
    }
    pub fn needs(self) -> Needs {
        self.row().2
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
        self.row().3
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
            | PaperKind::WorkingPaper => &[
                Organisation,
                Person,
                System,
                Item,
                Question,
                Evidence,
                Request,
                Round,
                Interview,
                Answer,
                Finding,
                Action,
                Sighting,
            ],
        }
    }
    /// The kind with this id.
    pub fn of(id: &str) -> Option<PaperKind> {
        PaperKind::ALL.iter().copied().find(|k| k.id() == id)
    }

    fn row(self) -> (&'static str, &'static str, Needs, &'static str) {
        use Needs::{Assessment, Finding, Interview, Nothing, Programme, Review, Round};
        match self {
            PaperKind::GapReport => {
                ("gap-report", "Gap report", Round, "Clause by clause: what is there, what is missing, who closes it.")
            }
            PaperKind::Soa => {
                ("soa", "Statement of Applicability", Nothing, "Every control: used or left out, why, state, evidence.")
            }
            PaperKind::AuditPlan => {
                ("audit-plan", "Audit plan", Round, "Scope, team and timetable of an audit, for the auditee.")
            }
            PaperKind::AuditReport => {
                ("audit-report", "Audit report", Round, "Findings, coverage, evidence and conclusion of an audit.")
            }
            PaperKind::Finding => {
                ("finding", "Finding sheet", Finding, "One finding from requirement to closure, with lines to sign.")
            }
            PaperKind::Recap => ("recap", "Interview recap", Interview, "Facts only, to be read out and agreed."),
            PaperKind::RiskRegister => {
                ("risk-register", "Risk register", Nothing, "Method, heat map, every open risk with its treatment.")
            }
            PaperKind::ActionList => ("action-list", "Action list", Nothing, "Who does what by when, late ones first."),
            PaperKind::Inventory => (
                "inventory",
                "AI system inventory",
                Nothing,
                "Every AI system with class, scope and what is to settle.",
            ),
            PaperKind::BlankChecklist => {
                ("blank-checklist", "Blank checklist", Round, "Items and questions of a round, to fill in by hand.")
            }
            PaperKind::Plan => (
                "implementation-plan",
                "Implementation plan",
                Nothing,
                "The plan with its six parts, progress by phase, steps and resources.",
            ),
            PaperKind::WorkingPaper => (
                "working-paper",
                "Working paper",
                Interview,
                "All of one interview: notes with times, verdicts, evidence seen, requests.",
            ),
            PaperKind::Impact => (
                "impact-assessment",
                "Impact assessment",
                Assessment,
                "What a system does to people and society, with what differs from the last one.",
            ),
            PaperKind::Review => (
                "management-review",
                "Briefing for the management review",
                Review,
                "About two pages: what is to be decided first, then what is only to be known.",
            ),
            PaperKind::Minutes => (
                "review-minutes",
                "Minutes of the management review",
                Review,
                "Each input with its numbers, what was said and decided, verdict, signature.",
            ),
            PaperKind::Readiness => (
                "readiness",
                "Readiness",
                Nothing,
                "What a certification audit asks to see, how much is there, what is in the way. No certificate.",
            ),
            PaperKind::Programme => (
                "audit-programme",
                "Audit programme",
                Programme,
                "Areas by what presses, audits by month, what none of them reaches.",
            ),
            PaperKind::WrapUp => (
                "wrap-up",
                "Wrap-up",
                Round,
                "For the end of a day or the closing meeting: strengths, findings by grade, what is open.",
            ),
            PaperKind::Ageing => {
                ("ageing", "Ageing of findings", Nothing, "Open findings by days open and late, by owner and by grade.")
            }
            PaperKind::Treatment => (
                "treatment-plan",
                "Risk treatment plan",
                Nothing,
                "Every open risk with option, controls, owner, day, and who accepted what is left.",
            ),
        }
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
