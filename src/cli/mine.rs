//! `aims status FILE --mine`: what others changed of what a person owns, checks or audits since they last looked.

use super::{
    data::{LookedAt, ended, look},
    out::{self, CliFault, Done},
};
use crate::{
    domain::{
        View,
        mine::{self, Concern},
    },
    session::Setup,
    shown::shown_line,
    store::Label,
};
use std::path::Path;

/// Prints it; reading moves no mark, so that the screen still shows it.
pub fn run(file: &Path, setup: Setup) -> Result<Done, CliFault> {
    let who = setup.who.actor();
    let LookedAt { session, now } = look(file, setup)?;
    let records = session.reading(now).for_rules()?;
    let said = |e: crate::store::StoreError| CliFault::said(e.to_string());
    let Some(me) = session.me().map_err(said)?.filter(|id| records.live(*id).is_some()) else {
        return Err(CliFault::said(format!(
            "nobody said which person of this file {who} is; in the program : and “who I am” says it"
        )));
    };
    let steps: Vec<Label> = session.unseen().map_err(said)?;
    let view = View { records: &records, today: now.date() };
    let news = mine::news(view, me, steps.iter().map(|step| (step, step.about.as_slice())));
    let mut text = format!("{}: what others changed since you last looked\n", records.name(me));
    for concern in Concern::ALL {
        let of: Vec<_> = news.iter().filter(|n| n.concern == concern).collect();
        if of.is_empty() {
            continue;
        }
        text += &format!("\n{}\n", concern.label().to_lowercase());
        for n in of {
            let last = n.steps[0];
            let more = if n.steps.len() > 1 { format!(", and {} more", n.steps.len() - 1) } else { String::new() };
            let name = records.in_full(n.id);
            let (day, clock) = (last.at.date(), last.at.clock());
            text += &format!("  {name}: {day} {clock} {}, {}{more}\n", last.actor, shown_line(&last.label));
        }
    }
    if news.is_empty() {
        text += "\nnothing\n";
    }
    Ok(ended(&session, out::text(&text)?))
}
