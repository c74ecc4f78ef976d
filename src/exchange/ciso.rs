//! Tables in the columns of CISO Assistant: the audit of a round, risks, findings. Words are its words; levels are the words
//! of our risk method, which it reads as labels of its matrix.

use super::{export::BYTE_ORDER_MARK, export::csv_table};
use crate::domain::{
    Id, Kind, Record, View, coverage,
    kinds::{
        answer::{self, Verdict},
        finding, risk,
    },
    progress,
};

/// The kinds that it has a table for.
pub const KINDS: [Kind; 3] = [Kind::Answer, Kind::Risk, Kind::Finding];

/// The table of a kind, with how many rows it has; answers are those of a round. `notes` go along only where asked for.
pub fn table(view: View, kind: Kind, about: Option<Id>, notes: bool) -> Result<(String, usize), String> {
    match kind {
        Kind::Answer => {
            let round = about.and_then(|id| view.records.live(id)).filter(|r| r.id.kind == Kind::Round);
            let round = round.ok_or("an audit is that of a round: name it with --about RD-3")?;
            Ok(audit(view, round, notes))
        }
        Kind::Risk => Ok(risks(view)),
        Kind::Finding => Ok(findings(view)),
        _ => {
            let names: Vec<&str> = KINDS.iter().map(|kind| kind.spec().plural).collect();
            Err(format!("CISO Assistant gets {}; the {} have no table there", names.join(", "), kind.spec().plural))
        }
    }
}

/// Every clause and control of a round, with its worst verdict. Semicolons and a byte-order mark, as it writes itself.
fn audit(view: View, round: &Record, notes: bool) -> (String, usize) {
    let heads = [
        "urn",
        "ref_id",
        "name",
        "description",
        "typical_evidence",
        "annotation",
        "compliance_result",
        "extended_result",
        "requirement_progress",
        "observations",
        "score",
        "answers",
    ];
    let row = |item: &&Record| {
        let about = view.records.linked(item.id, Kind::Answer, answer::ITEM);
        let about: Vec<&Record> = about.filter(|a| answer::round_of(view.records, a) == Some(round.id)).collect();
        let worst = answer::worst(about.iter().copied());
        let (result, extended) = words(worst);
        let progress = if worst.is_judged() { "done" } else { "to_do" };
        let raised = view.records.all(Kind::Finding).filter(|f| f.one(finding::ROUND) == Some(round.id));
        let mut said: Vec<String> = raised
            .filter(|f| f.refs(finding::AGAINST).contains(&item.id))
            .map(|f| view.records.in_full(f.id))
            .collect();
        if notes {
            said.extend(about.iter().map(|a| a.text(answer::NOTE).trim().to_string()).filter(|note| !note.is_empty()));
        }
        let asked = about.iter().map(|a| format!("{} >> {}", a.title(), answer::verdict(a).label()));
        let asked = asked.collect::<Vec<_>>().join("\n");
        let cells = [
            "",
            &item.id.to_string(),
            item.title(),
            "",
            "",
            "",
            result,
            extended,
            progress,
            &said.join("\n"),
            "",
            &asked,
        ];
        cells.map(String::from).to_vec()
    };
    let items = coverage::items(view, coverage::Span::Round(round.id));
    let rows: Vec<Vec<String>> =
        std::iter::once(heads.map(String::from).to_vec()).chain(items.iter().map(row)).collect();
    let mut out = BYTE_ORDER_MARK.to_string();
    for row in &rows {
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        out += &cells.join(";");
        out += "\r\n";
    }
    (out, rows.len() - 1)
}

fn quoted(cell: &str) -> String {
    // What a spreadsheet could run stays text.
    let cell = if cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell.to_string() };
    if cell.contains([';', '"', '\r', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

/// The verdict in its words: the result, and what stands beside it.
fn words(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Conforms => ("compliant", ""),
        Verdict::Improve => ("compliant", "opportunity_for_improvement"),
        Verdict::Minor => ("non_compliant", "minor_nonconformity"),
        Verdict::Major => ("non_compliant", "major_nonconformity"),
        Verdict::NotApplicable => ("not_applicable", ""),
        _ => ("not_assessed", ""),
    }
}

fn risks(view: View) -> (String, usize) {
    let heads = [
        "ref_id",
        "name",
        "description",
        "inherent_proba",
        "inherent_impact",
        "existing_controls",
        "current_proba",
        "current_impact",
        "additional_controls",
        "residual_proba",
        "residual_impact",
        "treatment",
        "assets",
    ];
    let matrix = view.records.matrix();
    let step = |steps: &[String], n: Option<i64>| {
        n.and_then(|n| steps.get(usize::try_from(n).ok()?.checked_sub(1)?)).cloned().unwrap_or_default()
    };
    let likely = |r: &Record, field: usize| step(&matrix.likelihood, r.number(field));
    let grave = |r: &Record, field: usize| step(&matrix.consequence, r.number(field));
    let named = |ids: &[Id]| ids.iter().map(|id| view.records.name(*id)).collect::<Vec<_>>().join("\n");
    let row = |r: &Record| {
        let treatment = match risk::Treatment::of(r, risk::TREATMENT) {
            Some(risk::Treatment::Reduce) => "mitigate",
            Some(risk::Treatment::Avoid) => "avoid",
            Some(risk::Treatment::Share) => "transfer",
            Some(risk::Treatment::Accept) => "accept",
            None => "open",
        };
        let controls = r.refs(risk::CONTROLS).iter().map(Id::to_string).collect::<Vec<_>>().join("\n");
        vec![
            r.id.to_string(),
            r.title().to_string(),
            r.text(risk::DESCRIPTION).to_string(),
            likely(r, risk::INHERENT_LIKELIHOOD),
            grave(r, risk::INHERENT_CONSEQUENCE),
            String::new(),
            likely(r, risk::LIKELIHOOD),
            grave(r, risk::CONSEQUENCE),
            controls,
            likely(r, risk::RESIDUAL_LIKELIHOOD),
            grave(r, risk::RESIDUAL_CONSEQUENCE),
            treatment.to_string(),
            named(r.refs(risk::SYSTEMS)),
        ]
    };
    let rows: Vec<Vec<String>> = view.records.all(Kind::Risk).map(row).collect();
    let count = rows.len();
    (csv_table(&heads, rows.into_iter(), true), count)
}

fn findings(view: View) -> (String, usize) {
    let heads = ["ref_id", "name", "description", "severity", "status", "asset", "due_date", "observation"];
    let row = |f: &Record| {
        let severity = match finding::Grade::of(f, finding::GRADE) {
            Some(finding::Grade::Major) => "high",
            Some(finding::Grade::Minor) => "medium",
            Some(_) => "low",
            None => "undefined",
        };
        let status = if progress::is_done(f) { "closed" } else { "identified" };
        let assets = f.refs(finding::SYSTEMS).iter().map(|id| view.records.name(*id)).collect::<Vec<_>>().join("\n");
        vec![
            f.id.to_string(),
            f.title().to_string(),
            f.text(finding::CONDITION).to_string(),
            severity.to_string(),
            status.to_string(),
            assets,
            f.date(finding::DUE).map_or(String::new(), |day| day.to_string()),
            f.text(finding::CRITERION).to_string(),
        ]
    };
    let rows: Vec<Vec<String>> = view.records.all(Kind::Finding).map(row).collect();
    let count = rows.len();
    (csv_table(&heads, rows.into_iter(), true), count)
}
