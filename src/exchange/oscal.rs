//! Assessment results and plan of action as OSCAL 1.1 JSON: interviews and evidence as observations, what conforms or does
//! not as findings, open actions with their days as risks and their remediation. Ids are made of what they name, so the
//! same records are the same document.
//!
//! OSCAL knows *satisfied* and *not satisfied* only; grades stand beside in properties under a name of our own.

use crate::domain::{
    Id, Kind, Record, Stamp, View,
    kinds::{
        action,
        answer::{self, Verdict},
        evidence, finding, interview, organisation, round,
    },
    progress,
    sampling::digest,
};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

/// The version of the format.
const VERSION: &str = "1.1.2";
/// The name under which our own properties stand.
const OWN: &str = "urn:aims:oscal";

/// The state of records that a document is made of.
#[derive(Clone, Copy)]
pub struct OscalSource<'a> {
    pub view: View<'a>,
    pub made: Stamp,
    pub head: &'a str,
}

impl OscalSource<'_> {
    /// An id that follows from what it names; of the form of a random one.
    fn id(&self, what: &str) -> String {
        let name = self.view.records.single(Kind::Organisation).map_or("", |o| o.title());
        let hash = digest(&format!("{name}\n{what}"));
        format!("{}-{}-4{}-a{}-{}", &hash[..8], &hash[8..12], &hash[13..16], &hash[17..20], &hash[20..32])
    }
    fn metadata(&self, title: &str) -> Json {
        let org = self.view.records.single(Kind::Organisation);
        let name = filled(org.map_or("", |o| o.text(organisation::NAME)), "Organisation not named yet");
        json!({
            "title": title,
            "last-modified": self.made.to_string(),
            "version": self.made.date().to_string(),
            "oscal-version": VERSION,
            "props": [property("journal-head", self.head)],
            "parties": [{"uuid": self.id("party"), "type": "organization", "name": name}],
        })
    }
}

/// The results of a round. The error is a sentence.
pub fn results(source: OscalSource, id: Id) -> Result<Json, String> {
    let view = source.view;
    let round = view.records.live(id).filter(|r| r.id.kind == Kind::Round);
    let round = round.ok_or_else(|| format!("there is no round {id} in this file"))?;
    let answers = answers(view, id);
    let observations: Vec<Json> = answers.iter().map(|a| observation(source, a)).collect();
    let found: Vec<&Record> = view.records.linked(id, Kind::Finding, finding::ROUND).collect();
    let mut findings: Vec<Json> = found.iter().flat_map(|f| of_finding(source, f, &answers)).collect();
    findings.extend(conforming(source, id, &answers, &found));
    let selected = selected(view, round, &answers);
    if selected.is_empty() {
        return Err(format!("{id} names no clause or control, so there is nothing to report on"));
    }
    let day = |field: usize, last: bool| {
        let clock = if last { "23:59:59" } else { "00:00:00" };
        round.date(field).map(|day| format!("{day}T{clock}Z"))
    };
    let mut result = json!({
        "uuid": source.id(&format!("result {id}")),
        "title": filled(round.title(), &id.to_string()),
        "description": filled(round.text(round::OBJECTIVE), "No objectives are written down."),
        "start": day(round::FROM, false).unwrap_or_else(|| source.made.to_string()),
        "reviewed-controls": {"control-selections": [{"include-controls": selected}]},
    });
    let end = day(round::TO, true).filter(|_| round::State::of(round, round::STATE) == Some(round::State::Closed));
    put(&mut result, "end", end.map(Json::from));
    put(&mut result, "observations", some(observations));
    put(&mut result, "findings", some(findings));
    let plan = source.id(&format!("plan {id}"));
    Ok(json!({"assessment-results": {
        "uuid": source.id(&format!("results {id} {}", source.head)),
        "metadata": source.metadata(&format!("Results of {id} {}", round.title())),
        "import-ap": {"href": format!("#{plan}")},
        "results": [result],
        "back-matter": {"resources": [{
            "uuid": plan,
            "title": format!("Plan of {id}"),
            "description": "The audit plan is a paper of its own; it is not written as OSCAL.",
        }]},
    }}))
}

/// The open actions of a file. The error is a sentence.
pub fn plan_of_action(source: OscalSource) -> Result<Json, String> {
    let open: Vec<&Record> = source.view.records.all(Kind::Action).filter(|a| !progress::is_done(a)).collect();
    if open.is_empty() {
        return Err("no action is open, and a plan of action holds at least one".into());
    }
    let items: Vec<Json> = open.iter().map(|a| item(source, a)).collect();
    let risks: Vec<Json> = open.iter().map(|a| risk(source, a)).collect();
    let org = source.view.records.single(Kind::Organisation).map_or("", |o| o.text(organisation::NAME));
    Ok(json!({"plan-of-action-and-milestones": {
        "uuid": source.id(&format!("poam {}", source.head)),
        "metadata": source.metadata("Plan of action of the AI management system"),
        "system-id": {"id": filled(org, "AI management system")},
        "risks": risks,
        "poam-items": items,
    }}))
}

/// The judged answers of a round.
fn answers<'a>(view: View<'a>, id: Id) -> Vec<&'a Record> {
    let within = view.records.linked(id, Kind::Interview, interview::ROUND);
    let all = within.flat_map(|i| interview::answers(view, i.id));
    all.filter(|a| answer::verdict(a).is_judged()).collect()
}

fn observation(source: OscalSource, a: &Record) -> Json {
    let view = source.view;
    let verdict = answer::verdict(a);
    let shown: Vec<&Record> = a.refs(answer::EVIDENCE).iter().filter_map(|id| view.records.live(*id)).collect();
    let methods: Vec<&str> = std::iter::once("INTERVIEW").chain((!shown.is_empty()).then_some("EXAMINE")).collect();
    let collected = a.stamp(answer::JUDGED).or_else(|| {
        a.one(answer::INTERVIEW).and_then(|id| view.records.live(id)).and_then(|i| i.stamp(interview::START))
    });
    let named = a.one(answer::ITEM).map_or(String::new(), |id| view.records.in_full(id));
    let mut made = json!({
        "uuid": source.id(&format!("observation {}", a.id)),
        "title": filled(&format!("{} {named}", view.records.called(a.id)), "answer"),
        "description": filled(a.text(answer::QUESTION), "A question without words."),
        "props": [property("verdict", verdict.label())],
        "methods": methods,
        "types": ["control-objective"],
        "collected": collected.unwrap_or(source.made).to_string(),
    });
    let evidence: Vec<Json> = shown.iter().map(|e| json!({"description": described(e)})).collect();
    put(&mut made, "relevant-evidence", some(evidence));
    made
}

fn described(e: &Record) -> String {
    let parts = [e.id.to_string(), e.title().into(), e.text(evidence::VERSION).into(), e.text(evidence::WHERE).into()];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let hash = e.text(evidence::HASH);
    let hash = if hash.is_empty() { String::new() } else { format!(" (SHA-256 {hash})") };
    format!("{}{hash}", parts.join(", "))
}

/// A finding, once for each item that it is against.
fn of_finding(source: OscalSource, f: &Record, answers: &[&Record]) -> Vec<Json> {
    let view = source.view;
    let grade = finding::Grade::of(f, finding::GRADE);
    let breach = grade != Some(finding::Grade::Improve);
    let from = f.one(finding::ANSWER).filter(|id| answers.iter().any(|a| a.id == *id));
    let related: Vec<Json> =
        from.map(|id| json!({"observation-uuid": source.id(&format!("observation {id}"))})).into_iter().collect();
    let one = |item: &Id| {
        let mut made = json!({
            "uuid": source.id(&format!("finding {} {item}", f.id)),
            "title": filled(&format!("{} {}", f.id, f.title()), "finding"),
            "description": filled(f.text(finding::CONDITION), filled(f.title(), "What was seen is not written down yet.")),
            "props": [
                property("grade", grade.map_or("not graded", |g| g.label())),
                property("step", &view.cell(f, finding::STEP)),
            ],
            "target": target(view, *item, !breach),
        });
        put(&mut made, "related-observations", some(related.clone()));
        made
    };
    f.refs(finding::AGAINST).iter().map(one).collect()
}

/// Items of which all answers conform and against which there is no finding.
fn conforming(source: OscalSource, round: Id, answers: &[&Record], found: &[&Record]) -> Vec<Json> {
    let items: BTreeSet<Id> = answers.iter().filter_map(|a| a.one(answer::ITEM)).collect();
    let of = |item: &Id| answers.iter().filter(|a| a.one(answer::ITEM) == Some(*item)).copied().collect::<Vec<_>>();
    let fine = |item: &Id| {
        let free = found.iter().all(|f| !f.refs(finding::AGAINST).contains(item));
        free && answer::worst(of(item).into_iter()) == Verdict::Conforms
    };
    let one = |item: Id| {
        let related =
            of(&item).into_iter().map(|a| json!({"observation-uuid": source.id(&format!("observation {}", a.id))}));
        json!({
            "uuid": source.id(&format!("conforms {round} {item}")),
            "title": source.view.records.in_full(item),
            "description": "All questions about it were judged as conforming.",
            "props": [property("grade", Verdict::Conforms.label())],
            "target": target(source.view, item, true),
            "related-observations": related.collect::<Vec<Json>>(),
        })
    };
    items.into_iter().filter(fine).map(one).collect()
}

fn target(view: View, item: Id, satisfied: bool) -> Json {
    json!({
        "type": "objective-id",
        "target-id": token(item),
        "title": view.records.in_full(item),
        "status": {"state": if satisfied { "satisfied" } else { "not-satisfied" }},
    })
}

/// The clauses and controls of a round: those it names, else those that were asked about.
fn selected(view: View, round: &Record, answers: &[&Record]) -> Vec<Json> {
    let named = round.refs(round::ITEMS).iter().copied();
    let asked = answers.iter().filter_map(|a| a.one(answer::ITEM));
    let against = view.records.linked(round.id, Kind::Finding, finding::ROUND);
    let against = against.flat_map(|f| f.refs(finding::AGAINST).to_vec());
    let all: BTreeSet<Id> = named.chain(asked).chain(against).collect();
    all.into_iter().map(|id| json!({"control-id": token(id)})).collect()
}

fn item(source: OscalSource, a: &Record) -> Json {
    let view = source.view;
    json!({
        "uuid": source.id(&format!("item {}", a.id)),
        "title": filled(&format!("{} {}", a.id, a.title()), "action"),
        "description": filled(a.text(action::DELIVERABLE), filled(a.title(), "What is to be done is not written down yet.")),
        "props": [
            property("state", &view.cell(a, action::STATE)),
            property("owner", &view.cell(a, action::OWNER)),
        ],
        "related-risks": [{"risk-uuid": source.id(&format!("risk {}", a.id))}],
    })
}

/// What an action is for, with its day as a milestone.
fn risk(source: OscalSource, a: &Record) -> Json {
    let view = source.view;
    let about: Vec<String> = a.refs(action::ABOUT).iter().map(|id| view.records.in_full(*id)).collect();
    let about = filled(&about.join("; "), "What it is for is not written down yet.").to_string();
    let begun = progress::stage(a) > crate::domain::field::Stage::Open;
    let mut remediation = json!({
        "uuid": source.id(&format!("remediation {}", a.id)),
        "lifecycle": "planned",
        "title": filled(a.title(), "action"),
        "description": filled(a.text(action::DELIVERABLE), filled(a.title(), "action")),
    });
    let mut made = json!({
        "uuid": source.id(&format!("risk {}", a.id)),
        "title": filled(&format!("{} {}", a.id, a.title()), "action"),
        "description": about,
        "statement": about,
        "status": if begun { "remediating" } else { "open" },
    });
    if let Some(due) = a.date(action::DUE) {
        put(&mut made, "deadline", Some(format!("{due}T23:59:59Z").into()));
        let task = json!({
            "uuid": source.id(&format!("task {}", a.id)),
            "type": "milestone",
            "title": filled(a.title(), "action"),
            "timing": {"on-date": {"date": format!("{due}T23:59:59Z")}},
        });
        put(&mut remediation, "tasks", Some(vec![task].into()));
    }
    put(&mut made, "remediations", Some(vec![remediation].into()));
    made
}

fn property(name: &str, value: &str) -> Json {
    json!({"name": name, "ns": OWN, "value": filled(value, "none")})
}

/// The number of a clause or control as OSCAL takes it: it begins with a letter.
fn token(item: Id) -> String {
    let name = item.to_string();
    match name.starts_with(|c: char| c.is_ascii_digit()) {
        true => format!("clause-{name}"),
        false => name.replace(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '_')), "-"),
    }
}

/// The text in one line, or what is said where there is none.
fn filled<'a>(text: &'a str, none: &'a str) -> &'a str {
    if text.trim().is_empty() { none } else { text.trim() }
}

fn some(list: Vec<Json>) -> Option<Json> {
    (!list.is_empty()).then(|| list.into())
}

fn put(object: &mut Json, key: &str, value: Option<Json>) {
    if let (Some(map), Some(value)) = (object.as_object_mut(), value) {
        map.insert(key.into(), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Records, Value};

    fn records() -> Records {
        let mut all = Records::default();
        let id = |kind, n| Id::new(kind, n);
        let (clause, control) = (Id::item("8.4").unwrap(), Id::item("A.6.2.4").unwrap());
        all.put([clause, control].map(Record::new));
        let on = |day: i8| Value::Date(jiff::civil::date(2026, 11, day));
        let round = Record::new(id(Kind::Round, 1)).with(round::TITLE, Value::text("Audit"));
        all.put([round
            .with(round::FROM, on(2))
            .with(round::STATE, round::State::Closed.value())
            .with(round::TO, on(3))]);
        all.put([Record::new(id(Kind::Interview, 1)).with(interview::ROUND, Value::Ref(id(Kind::Round, 1)))]);
        let asked = |n: u32, item: Id, verdict: Verdict| {
            let a = Record::new(id(Kind::Answer, n)).with(answer::INTERVIEW, Value::Ref(id(Kind::Interview, 1)));
            let a = a.with(answer::QUESTION, Value::text("Show me")).with(answer::ITEM, Value::Ref(item));
            a.with(answer::VERDICT, verdict.value()).with(answer::NOTE, Value::text("said in confidence"))
        };
        all.put([
            asked(1, clause, Verdict::Conforms),
            asked(2, control, Verdict::Minor),
            asked(3, control, Verdict::Parked),
        ]);
        let found = Record::new(id(Kind::Finding, 1)).with(finding::TITLE, Value::text("No log"));
        let found = found
            .with(finding::GRADE, finding::Grade::Minor.value())
            .with(finding::ROUND, Value::Ref(id(Kind::Round, 1)));
        all.put([found
            .with(finding::AGAINST, Value::refs([control]))
            .with(finding::ANSWER, Value::Ref(id(Kind::Answer, 2)))]);
        all.put([Record::new(id(Kind::Action, 1))
            .with(action::TITLE, Value::text("Keep a log"))
            .with(action::DUE, on(30))]);
        all
    }

    fn made(write: impl Fn(OscalSource) -> Result<Json, String>) -> Result<Json, String> {
        let all = records();
        let view = View { records: &all, today: jiff::civil::date(2026, 11, 27) };
        write(OscalSource { view, made: Stamp::parse("2026-11-27T08:00:00+01:00").unwrap(), head: "ab" })
    }

    /// Every id that something leads to is the id of something.
    fn leads_somewhere(json: &Json) {
        let text = json.to_string();
        for part in text.split("-uuid\":\"").skip(1) {
            let id = &part[..36];
            assert!(text.contains(&format!("\"uuid\":\"{id}\"")), "{id} in {text}");
        }
    }

    #[test]
    fn what_was_asked_is_observed_and_what_does_not_conform_is_a_finding_with_its_grade() {
        let json = made(|s| results(s, Id::new(Kind::Round, 1))).unwrap();
        let result = &json["assessment-results"]["results"][0];
        assert_eq!(result["observations"].as_array().unwrap().len(), 2);
        let told = |f: &Json| {
            let parts = [&f["target"]["target-id"], &f["target"]["status"]["state"], &f["props"][0]["value"]];
            parts.map(|part| part.as_str().unwrap().to_string()).join(" ")
        };
        let found: Vec<String> = result["findings"].as_array().unwrap().iter().map(told).collect();
        assert_eq!(found, ["A.6.2.4 not-satisfied minor", "clause-8.4 satisfied conforms"]);
        assert!(result["end"] == "2026-11-03T23:59:59Z" && !json.to_string().contains("confidence"));
        leads_somewhere(&json);
        assert_eq!(Ok(json), made(|s| results(s, Id::new(Kind::Round, 1))));
        assert!(made(|s| results(s, Id::new(Kind::Round, 7))).unwrap_err().contains("there is no round RD-07"));
    }

    #[test]
    fn open_actions_are_items_with_their_day_as_a_milestone() {
        let json = made(plan_of_action).unwrap();
        let plan = &json["plan-of-action-and-milestones"];
        assert_eq!(plan["poam-items"].as_array().unwrap().len(), 1);
        assert_eq!(plan["risks"][0]["deadline"], "2026-11-30T23:59:59Z");
        assert_eq!(plan["risks"][0]["remediations"][0]["tasks"][0]["type"], "milestone");
        leads_somewhere(&json);
    }
}
