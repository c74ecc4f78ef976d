//! `aims diff`: what differs between two files or two days of one, and a file as text for `git diff`.

use super::{
    args::DiffArgs,
    data::look,
    out::{self, CliFault, Done},
};
use crate::{
    domain::{
        Kind, Records,
        differences::{self, Became, Difference, Turned},
    },
    session::Setup,
    shown::shown,
    store::AsOf,
};
use serde_json::json;
use similar::{ChangeTag, TextDiff};
use std::path::Path;

/// Prints what differs: exit code 0 where nothing does, 1 where something does. One file alone is printed whole.
pub fn run(args: &DiffArgs, setup: Setup) -> Result<Done, CliFault> {
    let today = setup.clock.now().date();
    let (from, to) = (args.day(&args.from, today)?, args.day(&args.to, today)?);
    let (old, new) = match (&args.other, from) {
        (Some(other), _) => (read(&args.file, None, &setup)?, read(other, None, &setup)?),
        (None, Some(from)) => (read(&args.file, Some(from), &setup)?, read(&args.file, to, &setup)?),
        (None, None) => {
            let all = differences::all(&read(&args.file, None, &setup)?);
            return if args.json { json_of(&all) } else { out::text(&whole(&all)) };
        }
    };
    let found = differences::between(&old, &new);
    if args.json {
        json_of(&found)?;
    } else if found.is_empty() {
        out::line("no record differs")?;
    } else {
        out::text(&told(&found))?;
    }
    Ok(if found.is_empty() { Done::Well } else { Done::Doubts })
}

fn read(file: &Path, as_of: Option<AsOf>, setup: &Setup) -> Result<Records, CliFault> {
    let setup = Setup { as_of: as_of.or(setup.as_of), ..setup.clone() };
    let look = look(file, setup)?;
    Ok(look.session.reading(look.now).records()?)
}

fn json_of(found: &[Difference]) -> Result<Done, CliFault> {
    let field = |t: &Turned| json!({"field": t.field, "before": t.before, "after": t.after});
    let record = |d: &Difference| {
        let fields: Vec<_> = d.fields.iter().map(field).collect();
        let kind = d.id.kind.spec().table;
        json!({"id": d.id.to_string(), "kind": kind, "title": d.title, "what": d.became.word(), "fields": fields})
    };
    let list: Vec<_> = found.iter().map(record).collect();
    out::json(&json!({"format": "aims diff", "version": 1, "records": list}))
}

/// Each record in a line, its fields below it, and how many there are.
fn told(found: &[Difference]) -> String {
    let mut text = String::new();
    for one in found {
        text += &format!("{} {} {}: {}\n", one.became.sign(), one.id, one.id.kind.spec().name, one.title);
        one.fields.iter().for_each(|turned| text += &field(turned, &one.became));
    }
    let count = |became: Became| found.iter().filter(|d| d.became == became).count();
    let (added, removed) = (count(Became::Added), count(Became::Removed));
    text + &format!("{added} added, {removed} removed, {} changed\n", found.len() - added - removed)
}

/// A field with its values; of a text of several lines those that differ.
fn field(turned: &Turned, became: &Became) -> String {
    let Turned { field, before, after } = turned;
    match became {
        _ if before.contains('\n') || after.contains('\n') => {
            let mut text = format!("    {field}:\n");
            let lines = TextDiff::from_lines(before, after);
            for change in lines.iter_all_changes() {
                let sign = match change.tag() {
                    ChangeTag::Insert => '+',
                    ChangeTag::Delete => '-',
                    ChangeTag::Equal => continue,
                };
                text += &format!("      {sign} {}\n", change.value().trim_end_matches('\n'));
            }
            text
        }
        Became::Added => format!("    {field}: {after}\n"),
        Became::Removed => format!("    {field}: {before}\n"),
        Became::Changed => {
            let said = |value: &str| if value.is_empty() { "(empty)".to_string() } else { value.to_string() };
            format!("    {field}: {} -> {}\n", said(before), said(after))
        }
    }
}

/// A whole file as text: a line a value, in the order of kinds, ids and fields.
fn whole(all: &[Difference]) -> String {
    let mut text = String::new();
    for kind in Kind::ALL {
        for one in all.iter().filter(|d| d.id.kind == *kind) {
            text += &format!("{} {}\n", one.id, kind.spec().name);
            for Turned { field, after, .. } in &one.fields {
                let lines: Vec<String> = shown(after).lines().map(String::from).collect();
                text += &format!("  {field}: {}\n", lines.join("\n    "));
            }
        }
    }
    text
}
