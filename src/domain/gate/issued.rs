//! A paper that was given out stays as it was. It can be withdrawn, and noted at; a new version takes its place.

use super::{
    Broken, Road,
    near::{Near, linked, live},
};
use crate::domain::{
    Id, Kind, Record,
    kinds::issued::{self, Paper},
};

/// Why a field cannot be begun on.
pub(super) fn may_begin(id: Id, field: usize) -> Result<(), String> {
    match id.kind == Kind::IssuedPaper && !issued::OPEN.contains(&field) {
        true => Err(stays(id)),
        false => Ok(()),
    }
}

fn stays(id: Id) -> String {
    format!("{id} was issued and stays as it is; withdraw it by its state, or issue a new version")
}

/// What stands against the change of an issued paper, or against a new one.
pub(super) fn broken(before: &dyn Near, after: &dyn Near, id: Id, road: Road) -> Vec<Broken> {
    if id.kind != Kind::IssuedPaper {
        return Vec::new();
    }
    let refused = |why: String| vec![Broken::refused("paper issued", why)];
    if road == Road::Import {
        return refused("an issued paper is not brought in: it is issued from the records of this file".into());
    }
    match (before.record(id), after.record(id)) {
        (None, Some(new)) => issue(after, &new).map_or(Vec::new(), refused),
        (Some(old), Some(new)) if old.hidden != new.hidden => {
            refused(format!("{id} was issued and is not taken back; withdraw it instead (State on its page)"))
        }
        (Some(old), Some(new)) => {
            let changed = |field: usize| old.values[field] != new.values[field];
            if new
                .values
                .fields_of_both(&old.values)
                .into_iter()
                .any(|field| changed(field) && !issued::OPEN.contains(&field))
            {
                return refused(stays(id));
            }
            match (changed(issued::STATE), issued::is_withdrawn(&new), issued::State::of(&new, issued::STATE)) {
                (false, ..) => Vec::new(),
                (true, true, _) => {
                    vec![Broken::asks("paper withdrawn", format!("{id} was issued: why is it withdrawn?"))]
                }
                (true, false, Some(_)) => {
                    vec![Broken::asks("paper not withdrawn", format!("{id} was withdrawn: why does it stand again?"))]
                }
                (true, false, None) => refused(format!("{id} is either issued or withdrawn")),
            }
        }
        (_, None) => Vec::new(),
    }
}

/// Why this is no new issue: it is not whole, or another one has its number.
fn issue(near: &dyn Near, new: &Record) -> Option<String> {
    use issued::{APPROVED_BY, APPROVED_ON, BLOCKS, DIGEST, PAPER, ROLE, STATE, STEP, SUBJECT, VERSION};
    let parts = [PAPER, VERSION, STATE, SUBJECT, STEP, APPROVED_BY, ROLE, APPROVED_ON, DIGEST, BLOCKS];
    let paper = Paper::of(new, PAPER);
    let (Some(paper), true) = (paper, parts.iter().all(|f| !new.value(*f).is_empty())) else {
        return Some("an issued paper is made by “Issue a paper” among the papers, not by hand".into());
    };
    let about = new.one(SUBJECT)?;
    if live(near, about).is_none() {
        return Some(format!("{about}, which the paper is about, is not in the file"));
    }
    let version = issued::version(new);
    let others: Vec<i64> = linked(near, about, (Kind::IssuedPaper, SUBJECT))
        .filter(|r| r.id != new.id && Paper::of(r, PAPER) == Some(paper))
        .map(|r| issued::version(&r))
        .collect();
    let last = others.iter().copied().max().unwrap_or(0);
    (version <= last).then(|| {
        format!("version {version} of the {} is given already, the last is {last}; make the paper anew", paper.label())
    })
}
