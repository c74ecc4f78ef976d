//! What `aims report` takes.

use super::words::{against, cut, paper_size, which};
use crate::{
    document::{PaperSize, issue::WhichIssue},
    domain::{Id, kinds::issued::Cut},
    session::Against,
};
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub struct ReportArgs {
    /// gap-report, soa, audit-plan, audit-report, finding, recap, risk-register, action-list, inventory,
    /// blank-checklist, working-paper, implementation-plan, impact-assessment, treatment-plan,
    /// management-review, review-minutes, readiness, audit-programme, wrap-up, ageing, progress,
    /// outcome, other-standards, scope-statement, policy-register, system-file, risk-method,
    /// evidence-list, public-statement, person-sheet, or a template of your own: NAME.paper
    pub kind: String,
    pub file: PathBuf,
    /// Where to write: .md, .html, .docx (Word), .pdf, .xlsx (its tables), .txt or .json; Markdown to the screen without it
    #[arg(long, short, value_name = "OUT")]
    pub out: Option<PathBuf>,
    /// Print the paper as JSON; with -o or --issue say as JSON what was written
    #[arg(long)]
    pub json: bool,
    /// The sheet that it is printed on
    #[arg(long, value_name = "a4|letter", default_value = "a4", value_parser = paper_size)]
    pub paper: PaperSize,
    /// The round, interview or finding the paper is about, as RD-2; without it the latest round of the type it is for
    #[arg(long, value_name = "ID")]
    pub about: Option<Id>,
    /// For whom it is: full, limited or public. What is secret, such as e-mail addresses, is in the full one only
    #[arg(long = "for", value_name = "WHOM", default_value = "full", value_parser = cut, conflicts_with_all = ["issued"])]
    pub for_whom: Cut,
    /// Issue it: the next version, whose words are kept and never change
    #[arg(long, requires = "approved_by", conflicts_with_all = ["issued", "against"])]
    pub issue: bool,
    /// Who approves it, a person of the file, as P-04
    #[arg(long, value_name = "ID", requires = "issue")]
    pub approved_by: Option<Id>,
    /// The role in which it is approved; without it that of the person
    #[arg(long, value_name = "TEXT", requires = "issue")]
    pub role: Option<String>,
    /// The day of the approval, as 31.12.2026 or yesterday; without it today
    #[arg(long, value_name = "DAY", requires = "issue")]
    pub on: Option<String>,
    /// Print this version as it was issued: its number, or last
    #[arg(long, value_name = "VERSION", value_parser = which)]
    pub issued: Option<WhichIssue>,
    /// Compare with this version or with today: what changed, who changed it
    #[arg(long, value_name = "VERSION|today", requires = "issued", value_parser = against)]
    pub against: Option<Against>,
}
