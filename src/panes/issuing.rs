//! Issuing a paper: who approves it, in which role, on which day; and what can be done with its issues.

use super::{answering, people};
use crate::{
    document::{
        PaperKind,
        issue::{self, Issuing},
    },
    domain::{Field, Id, Value, kinds::issued},
    ui::{
        AfterChoice, AfterText, Effect, Output, Place, World,
        effect::{Deed, WantedPaper},
        place::{Menu, MenuRow, Prompt},
    },
};

/// Asks who approves the paper; the executive owner stands first.
pub fn ask(kind: PaperKind, subject: Option<Id>, world: &World) -> Place {
    let rows = people::rows(&[people::boss(world)], world);
    if rows.is_empty() {
        return Place::Guide {
            title: "Nobody can approve it yet".into(),
            lines: vec!["A paper is approved by a person of the file: add one among the people first.".into()],
        };
    }
    let cut = world.readers();
    let issuing = Issuing { kind, subject, by: None, role: None, on: None, cut };
    let title = format!("{}{}: approved by whom?", kind.title(), super::papers::for_whom(cut));
    Place::Menu(Menu::list(title, rows, AfterChoice::Issue(issuing)))
}

/// Who approves it was chosen: the role is asked.
pub fn approved(issuing: &Issuing, by: Option<Id>, world: &World) -> Vec<Effect> {
    let Some(by) = by else { return Vec::new() };
    let role = issue::role_of(world.view(), by);
    let title = format!("{}: {} approves it in the role of", issuing.kind.title(), world.records.name(by));
    let help = "It is printed with the name on every copy.";
    vec![Effect::Go(Prompt::with(title, help, role, AfterText::Issue(Issuing { by: Some(by), ..issuing.clone() })))]
}

/// Role, then day were typed; the error is a sentence.
pub fn typed(issuing: &Issuing, text: &str, world: &World) -> Result<Vec<Effect>, String> {
    let issuing = issuing.clone();
    if issuing.role.is_none() {
        if text.trim().is_empty() {
            return Err("a role is needed, such as AIMS lead".into());
        }
        let role = Value::read(&Field::line("role", "Role"), text.trim())?;
        let role = if let Value::Text(role) = role { role.to_string() } else { String::new() };
        let title = format!("{}: approved on", issuing.kind.title());
        let help = "With Enter the paper is issued: its words are kept and never change. A day: today, 31.3.2026.";
        let then = AfterText::Issue(Issuing { role: Some(role), ..issuing });
        return Ok(vec![Effect::Go(Prompt::with(title, help, world.now.date().to_string(), then))]);
    }
    let day = match answering::human(&Field::date("day", "Approved on"), text, world)? {
        Value::Date(day) => day,
        _ => return Err("a day is needed, such as today or 31.3.2026".into()),
    };
    if day > world.now.date() {
        return Err(format!("{day} is still to come; a paper is approved today or was before"));
    }
    Ok(vec![Effect::Issue(Issuing { on: Some(day), ..issuing })])
}

/// Something was chosen among the issues of a paper.
pub fn done(of: &WantedPaper, deed: Option<&Deed>) -> Vec<Effect> {
    match deed {
        Some(Deed::Go(place)) => vec![Effect::Go(place.clone())],
        Some(Deed::Compare(one, other)) => vec![Effect::Compare(of.clone(), *one, *other)],
        None => Vec::new(),
    }
}

/// What can be done with the issues of a paper about a record: print, compare, look.
pub fn issues(kind: PaperKind, about: Id, world: &World) -> Place {
    let view = world.view();
    let issues = issued::issues(view, kind.issued(), about);
    let subject = kind.needs().kind().map(|_| about);
    let of = WantedPaper::draft(kind.id(), subject);
    let mut rows: Vec<(String, String, Deed)> = Vec::new();
    for record in issues.iter().rev() {
        let n = issued::version(record);
        let told = issued::told(view, record);
        rows.push((format!("Print version {told}"), "as it was given out".into(), Deed::Go(print(&of, n))));
    }
    if let Some(last) = issues.last().map(|r| issued::version(r)) {
        let label = format!("Compare version {last} with today");
        rows.push((label, "what changed since, and who changed it".into(), Deed::Compare(last, None)));
    }
    for pair in issues.windows(2).rev() {
        let (old, new) = (issued::version(pair[0]), issued::version(pair[1]));
        rows.push((format!("Compare version {old} with {new}"), String::new(), Deed::Compare(old, Some(new))));
    }
    for record in issues.iter().rev() {
        let label = format!("Open {}, version {}", record.id, issued::version(record));
        rows.push((label, "its record: approval, digest, state".into(), Deed::Go(Place::Record(record.id))));
    }
    let (rows, deeds) =
        rows.into_iter().map(|(label, detail, deed)| (MenuRow { label, detail, ..MenuRow::default() }, deed)).unzip();
    Place::Menu(Menu::list(format!("{}: issued", kind.title()), rows, AfterChoice::Issues(of, deeds)))
}

/// Asks for the file of an issued paper.
fn print(of: &WantedPaper, version: i64) -> Place {
    let about = of.subject.map(|id| format!("-{}", id.to_string().to_lowercase())).unwrap_or_default();
    let name = format!("{}{about}-v{version}.md", of.kind);
    let help = super::papers::endings();
    let then = AfterText::Make(Output::Paper(WantedPaper { issued: Some(version), ..of.clone() }));
    Prompt::with(format!("Version {version}, as it was issued: file name"), help, name, then)
}
