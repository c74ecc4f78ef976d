//! What an audit leaves open, and what that says of readiness for the audit of a body.

use super::{
    audit_report::{graded, raised_before},
    desk::{Desk, counted, heading, list, note},
};
use crate::{
    document::Block,
    domain::{
        Kind, Record, coverage,
        kinds::{
            finding::{self, Grade},
            round,
        },
        readiness::{self, AuditStage},
        value::join_ids,
        way,
    },
};

/// What stands between this audit and a clean one, counted from the records; the conclusion itself is the auditor's.
pub fn open_points(desk: Desk, round: &Record, findings: &[&Record]) -> Vec<String> {
    let open = |g| graded(findings, Some(g)).into_iter().filter(|f| finding::is_open(f)).collect::<Vec<_>>();
    let named = |list: &[&Record]| join_ids(&list.iter().map(|r| r.id).collect::<Vec<_>>(), ", ");
    let (major, minor) = (open(Grade::Major), open(Grade::Minor));
    let all = coverage::Coverage::of(desk.view, coverage::Span::Round(round.id)).total();
    let mut points = Vec::new();
    if !major.is_empty() {
        let count = counted(major.len(), "major nonconformity is", "major nonconformities are");
        points.push(format!("{count} open ({}); certification has to wait until they are closed", named(&major)));
    }
    if !minor.is_empty() {
        let count = counted(minor.len(), "minor nonconformity is", "minor nonconformities are");
        points.push(format!("{count} open ({})", named(&minor)));
    }
    let mut count = |n: usize, one: &str, many: &str| {
        if n > 0 {
            points.push(counted(n, one, many));
        }
    };
    count(all.total - all.judged(), "clause or control has no verdict", "clauses and controls have no verdict");
    let words = coverage::unproven(desk.view, Some(round.id)).len();
    count(words, "verdict rests on words only", "verdicts rest on words only");
    let below = coverage::without_finding(desk.view, round.id).len();
    count(below, "verdict below conformity has no finding", "verdicts below conformity have no finding");
    let awaited = coverage::open_requests(desk.view, Some(round.id)).len();
    count(awaited, "promised piece of evidence has not arrived", "promised pieces of evidence have not arrived");
    let earlier =
        |f: &&Record| f.one(finding::ROUND) != Some(round.id) && finding::is_open(f) && raised_before(round, f);
    let earlier = desk.all(Kind::Finding).iter().filter(|f| earlier(f)).count();
    count(earlier, "earlier finding is open", "earlier findings are open");
    points
}

/// Whether an audit of a body may come, as far as the file shows: the open points of this audit, quoted, and how much
/// stands in the way in the registers, which is no matter of an internal audit and listed by a rehearsal alone. Both end
/// with it.
pub fn on_readiness(desk: Desk, round: &Record, findings: &[&Record]) -> Vec<Block> {
    let says = matches!(round::Type::of(round, round::TYPE), Some(round::Type::Audit | round::Type::Rehearsal));
    if !says || !way::is_wanted(desk.view) {
        return Vec::new();
    }
    let blockers = readiness::blockers(desk.view, None);
    let found = readiness::found(desk.view, None);
    let share = |stage| {
        let (there, all) = readiness::share(&found, stage);
        format!("{there} of {all}")
    };
    let points = open_points(desk, round, findings);
    let ready = blockers.is_empty() && points.is_empty();
    let verdict = match (ready, blockers.is_empty()) {
        (true, _) => "Nothing on file stands in the way of the audit of a body.".to_string(),
        (false, true) => format!(
            "Nothing on file blocks the audit of a body; {} of this audit are open.",
            counted(points.len(), "point", "points")
        ),
        (false, false) => format!(
            "Not ready for the audit of a body: {} in the way.",
            counted(blockers.len(), "matter stands", "matters stand")
        ),
    };
    let must = format!(
        "Of what the body asks to see, {} are there for Stage 1 and {} for Stage 2.",
        share(AuditStage::One),
        share(AuditStage::Two)
    );
    let rehearsal = round::Type::of(round, round::TYPE) == Some(round::Type::Rehearsal);
    // What this audit leaves open stands before what the registers lack.
    let mut quoted: Vec<String> = points.into_iter().map(|point| format!("Open: {point}")).collect();
    if rehearsal {
        quoted.extend(blockers.iter().map(|b| format!("In the way: {}", b.what)));
    } else if !blockers.is_empty() {
        quoted.push("What else stands in the way is no finding of this audit: the paper on readiness lists it".into());
    }
    vec![
        heading("Statement on readiness"),
        Block::Para(format!("{verdict} {must}")),
        list(quoted, "Nothing is open."),
        note(readiness::NO_CERTIFICATE),
    ]
}
