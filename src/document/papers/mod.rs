//! One file for each kind of paper, and the desk they are written at.

mod action_list;
mod ageing;
mod audit_plan;
mod audit_programme;
mod audit_report;
mod blank_checklist;
mod conclusion;
mod desk;
mod evidence_list;
mod facts;
mod finding_sheet;
mod gap_report;
mod impact;
mod implementation_plan;
mod interview_sheet;
mod inventory;
mod meetings;
mod other_standards;
mod outcome;
mod parts;
mod person_sheet;
mod policy_register;
mod progress_page;
mod public_statement;
mod readiness;
mod recap;
mod review;
mod risk_method;
mod risk_register;
mod samples;
mod scope_statement;
mod second;
mod soa;
mod system_file;
#[cfg(test)]
mod tests;
mod trails;
mod treatment;
mod working_paper;
mod wrap_up;

use super::{Block, PaperKind, PaperStanding};
use crate::domain::{Id, Record, View, veil};
use desk::Desk;

/// Title, facts for the line under it, and blocks of a paper.
pub type PaperDraft = (String, Vec<String>, Vec<Block>);

/// Builds the blocks of a paper. `subject` was checked against what the kind needs; `standing` is what it
/// says of its own version.
pub fn build(kind: PaperKind, view: View, subject: Option<Id>, standing: &PaperStanding) -> Result<PaperDraft, String> {
    let desk = Desk { view };
    if let Some(why) = subject.and_then(|id| veil::refusal(view, id)) {
        return Err(why);
    }
    let about = || subject.and_then(|id| view.records.live(id)).ok_or("the record this paper is about is missing");
    Ok(match kind {
        PaperKind::GapReport => gap_report::build(desk, about()?),
        PaperKind::Soa => soa::build(desk, standing),
        PaperKind::AuditPlan => audit_plan::build(desk, about()?),
        PaperKind::AuditReport => audit_report::build(desk, about()?),
        PaperKind::Finding => finding_sheet::build(desk, about()?),
        PaperKind::Recap => recap::build(desk, about()?),
        PaperKind::RiskRegister => risk_register::build(desk),
        PaperKind::ActionList => action_list::build(desk),
        PaperKind::Inventory => inventory::build(desk),
        PaperKind::BlankChecklist => blank_checklist::build(desk, about()?),
        PaperKind::WorkingPaper => working_paper::build(desk, about()?),
        PaperKind::Plan => implementation_plan::build(desk),
        PaperKind::Impact => impact::build(desk, about()?),
        PaperKind::Review => review::briefing(desk, about()?),
        PaperKind::Minutes => review::minutes(desk, about()?),
        PaperKind::Readiness => readiness::build(desk),
        PaperKind::Programme => audit_programme::build(desk, about()?),
        PaperKind::WrapUp => wrap_up::build(desk, about()?),
        PaperKind::Ageing => ageing::build(desk),
        PaperKind::Progress => progress_page::build(desk),
        PaperKind::Outcome => outcome::build(desk),
        PaperKind::Standards => other_standards::build(desk),
        PaperKind::InterviewSheet => interview_sheet::build(desk, about()?),
        PaperKind::Treatment => treatment::build(desk),
        PaperKind::Scope => scope_statement::build(desk),
        PaperKind::Policies => policy_register::build(desk),
        PaperKind::SystemFile => system_file::build(desk, about()?),
        PaperKind::RiskMethod => risk_method::build(desk),
        PaperKind::Evidence => evidence_list::build(desk),
        PaperKind::Statement => public_statement::build(desk),
        PaperKind::PersonSheet => person_sheet::build(desk, about()?),
    })
}

/// Title of a paper about one record: kind of paper, then the record's id and name.
fn titled(kind: PaperKind, record: &Record) -> String {
    match record.title() {
        "" => format!("{} {}", kind.title(), record.id),
        title => format!("{} {}: {title}", kind.title(), record.id),
    }
}
