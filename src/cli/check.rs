//! `aims check` (what is missing, late or contradictory) and `aims verify` (whether the file is what was saved).

use super::{
    data::{LookedAt, ended, look},
    list::ListForm,
    out::{self, CliFault, Done},
    seal::{self, SealCheck},
};
use crate::{
    domain::{
        Id, Type, View,
        checks::{self, FailOn},
        refusal::a,
    },
    session::Setup,
    store::{self, Verified, verify as verify_file},
};
use serde_json::json;
use std::path::Path;

/// Records that are named under a check where people read it.
const SPOTS: usize = 10;

/// What the local chain cannot show, in short.
const LIMITS: &str = "What this cannot show: who can write the file can also rewrite all of it, or cut its end; only a\n\
head kept elsewhere shows that. Names and times are those of the login and the clock of each computer.\n\
It proves that nothing changed, not that what was written is true.";

/// Runs every check; exit 1 if a blocker stands, or what `fail_on` names instead.
pub fn check(file: &Path, fail_on: &[String], form: ListForm, setup: Setup) -> Result<Done, CliFault> {
    let gates = fail_on.iter().map(|word| FailOn::of(word)).collect::<Result<Vec<FailOn>, String>>()?;
    let LookedAt { session, now } = look(file, setup)?;
    let records = session.reading(now).for_rules()?;
    let hits = checks::run(View { records: &records, today: now.date() });
    let silenced = checks::Silenced::of(View { records: &records, today: now.date() }).count();
    let blocked = hits.iter().any(|(check, _)| check.severity == checks::Severity::Blocker);
    let stopped = match gates.is_empty() {
        true => blocked,
        false => hits.iter().any(|(check, _)| gates.iter().any(|gate| gate.stops(check))),
    };
    if form == ListForm::Csv {
        let rows = hits.iter().flat_map(|(check, spots)| {
            let row = |s: &checks::Spot| {
                vec![check.severity.label().into(), check.id.into(), s.id.to_string(), s.detail.clone()]
            };
            spots.iter().map(row).collect::<Vec<_>>()
        });
        out::csv(&["Severity", "Check", "Id", "What"], rows)?;
    } else if form == ListForm::Json {
        let list: Vec<_> = hits
            .iter()
            .map(|(check, spots)| {
                let spots: Vec<_> =
                    spots.iter().map(|s| json!({"id": s.id.to_string(), "detail": s.detail})).collect();
                json!({"check": check.id, "severity": check.severity.label(), "says": check.sentence(spots.len()), "spots": spots})
            })
            .collect();
        out::json(
            &json!({"format": "aims check", "version": 1, "blocked": blocked, "silenced": silenced, "checks": list}),
        )?;
    } else if hits.is_empty() {
        out::line("nothing is missing, late or contradictory")?;
    } else {
        let mut text = String::new();
        for (check, spots) in &hits {
            text += &format!("{:<8} {}  [{}]\n", check.severity.label(), check.sentence(spots.len()), check.id);
            spots.iter().take(SPOTS).for_each(|s| text += &format!("         {}  {}\n", s.id, s.detail));
            let more = spots.len().saturating_sub(SPOTS);
            if more > 0 {
                text += &format!("         and {more} more; --json names them all\n");
            }
        }
        if silenced > 0 {
            text += &format!("{silenced} silenced with a reason; aims list \"silenced checks\" FILE names them\n");
        }
        out::text(&text)?;
    }
    Ok(ended(&session, if stopped { Done::Doubts } else { Done::Well }))
}

/// Checks the file itself, and looks for heads that were kept elsewhere: a file of them, and whose key is whose.
pub fn verify(file: &Path, against: Option<(&Path, Option<&Path>)>, as_json: bool) -> Result<Done, CliFault> {
    let verified = verify_file(file);
    let heads = match (&verified, against) {
        (Verified::Unreadable { .. }, _) | (_, None) => Vec::new(),
        (_, Some((lines, signers))) => seal::against(file, lines, signers)?,
    };
    let done = verified_told(verified, &heads, as_json)?;
    Ok(if heads.iter().all(SealCheck::holds) { done } else { Done::Doubts })
}

fn verified_told(verified: Verified, heads: &[SealCheck], as_json: bool) -> Result<Done, CliFault> {
    if as_json {
        let value = match &verified {
            Verified::Ok { entries, head, named } => {
                json!({"result": "ok", "entries": entries, "head": head, "named": named})
            }
            Verified::Broken { seq, record, why, also } => {
                json!({"result": "broken", "seq": seq, "record": record, "why": why, "also": also})
            }
            Verified::Unreadable { why } => json!({"result": "unreadable", "why": why}),
        };
        let mut whole = json!({"format": "aims verify", "version": 1});
        if let (Some(whole), serde_json::Value::Object(parts)) = (whole.as_object_mut(), value) {
            whole.extend(parts);
            whole.insert("heads".into(), heads.iter().map(SealCheck::json).collect());
        }
        out::json(&whole)?;
    }
    match verified {
        Verified::Ok { .. } if as_json => Ok(Done::Well),
        Verified::Ok { entries, head, named } => {
            let named: String = named.iter().map(|what| format!("{what}\n")).collect();
            out::text(&format!("ok, {entries} entries, head {head}\n{}{named}{LIMITS}", told(heads)))
        }
        Verified::Broken { .. } if as_json => Ok(Done::Doubts),
        Verified::Broken { why, also, .. } => {
            let also: String = also.iter().map(|what| format!("broken: {what}\n")).collect();
            out::text(&format!("broken: {why}\n{also}{}{LIMITS}", told(heads)))?;
            Ok(Done::Doubts)
        }
        Verified::Unreadable { why } => Err(CliFault::Said(why)),
    }
}

fn told(heads: &[SealCheck]) -> String {
    heads.iter().map(SealCheck::told).collect()
}

/// `aims acknowledge FILE --because TEXT`: what other programs changed may stand.
pub fn acknowledge(file: &Path, because: &str, setup: &Setup) -> Result<Done, CliFault> {
    if because.trim().is_empty() {
        return Err(CliFault::said("a reason is needed; it stays in the journal"));
    }
    let steps = store::acknowledge(file, because.trim(), &setup.who, setup.clock.now()).map_err(|e| e.to_string())?;
    if steps.is_empty() {
        return out::line("no other program changed a record; nothing was written");
    }
    let steps: Vec<String> = steps.iter().map(u64::to_string).collect();
    out::line(&format!("acknowledged: step {}; aims verify goes on naming it", steps.join(", ")))
}

/// `aims upgrade FILE`: to the version of this program, as one step of its journal.
pub fn upgrade(file: &Path, take_over: bool, setup: &Setup) -> Result<Done, CliFault> {
    let upgraded = store::upgrade(file, &setup.who, setup.clock.now(), take_over).map_err(|e| e.to_string())?;
    match upgraded {
        None => out::line(&format!("{} is of this version; nothing was changed", file.display())),
        Some(done) => out::line(&format!(
            "{} brought from file version {} to {}; the file as it was, verified, is {}",
            file.display(),
            done.from,
            done.to,
            done.copy.display()
        )),
    }
}

/// `aims erase ID FIELD FILE --because TEXT`
pub fn erase(id: Id, field: &str, file: &Path, because: &str, setup: &Setup) -> Result<Done, CliFault> {
    let spec = id.kind.spec();
    let is_text = |i: &usize| matches!(spec.fields[*i].typ, Type::Line | Type::Long);
    let Some(at) = spec.field(field).filter(is_text) else {
        let known: Vec<&str> = (0..spec.fields.len()).filter(is_text).map(|i| spec.fields[i].name).collect();
        return Err(CliFault::said(format!("{} has no text “{field}”; there are: {}", a(spec.name), known.join(", "))));
    };
    if because.trim().is_empty() {
        return Err(CliFault::said("a reason is needed; it stays in the journal"));
    }
    let erased = store::erase(file, (id, at), because.trim(), &setup.who, setup.clock.now());
    let erased = erased.map_err(|e| e.to_string())?;
    let copies = store::folder_of(file, &setup.folders.copies());
    out::line(&erased.with_copies(&copies).told())
}
