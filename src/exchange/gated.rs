//! An import and the gate: which rows it refuses, and what is left of the import without them.

use super::preview::{Existing, Preview};
use crate::domain::{
    Change, Id, View,
    gate::{self, Asker, Outcome},
};
use std::collections::{BTreeMap, BTreeSet};

/// An import that the gate was asked about.
#[derive(Debug)]
pub struct Gated {
    /// What can be written; nothing if every row was refused.
    pub change: Option<Change>,
    /// Numbers of refused rows with the sentence of each.
    pub refused: Vec<(usize, String)>,
    /// Records that are new and taken over as they are: closed, accepted or live, not checked here.
    pub taken_over: usize,
    /// Whether some of the refused rows would be let through with a reason.
    pub asks: bool,
}

impl Preview {
    /// The change with only the rows that the gate lets through. `reason` is given where it asks for one.
    pub fn gated(
        &self,
        view: View<'_>,
        existing: Existing,
        reason: Option<&str>,
        asker: &Asker,
    ) -> Result<Gated, String> {
        let mut refused: BTreeMap<usize, String> = BTreeMap::new();
        let mut asks = false;
        // A row that is left out may leave another one without what it rests on, so it is asked again.
        loop {
            let left_out: BTreeSet<usize> = refused.keys().copied().collect();
            let (change, from) = match self.change_without(view.records, existing, &left_out) {
                Ok(made) => made,
                Err(why) if refused.is_empty() => return Err(why),
                Err(_) => {
                    return Ok(Gated { change: None, refused: refused.into_iter().collect(), taken_over: 0, asks });
                }
            };
            let change = match reason {
                Some(reason) => change.because(reason),
                None => change,
            };
            let change = gate::follow_ups(&view, change);
            let (over, against): (Vec<_>, Vec<_>) =
                gate::faults(&view, &change, asker).into_iter().partition(|f| f.taken_over);
            if against.is_empty() {
                let taken_over = over.iter().map(|f| f.subject).collect::<BTreeSet<_>>().len();
                let change = if taken_over > 0 { change.takes_over(&self.source) } else { change };
                return Ok(Gated { change: Some(change), refused: refused.into_iter().collect(), taken_over, asks });
            }
            let before = refused.len();
            for fault in against {
                let Some(row) = from.get(&fault.by) else { continue };
                asks |= fault.asks;
                refused.entry(*row).or_insert(fault.why);
            }
            if refused.len() == before {
                return Err("nothing was taken in: the gate refuses what no row accounts for".into());
            }
        }
    }
}

/// A change without the records that the gate refuses, each with its sentence; what is new and done already is taken
/// over from `source`.
pub fn sifted(view: View<'_>, mut change: Change, source: &str, asker: &Asker) -> (Change, Vec<(Id, String)>) {
    let mut refused: BTreeMap<Id, String> = BTreeMap::new();
    loop {
        let (over, against): (Vec<_>, Vec<_>) =
            gate::faults(&view, &change, asker).into_iter().partition(|fault| fault.taken_over);
        let before = change.edits.len();
        for fault in against {
            refused.entry(fault.by).or_insert(fault.why);
        }
        change.edits.retain(|edit| !refused.contains_key(&edit.id()));
        // A record that is left out may leave another one without what it rests on, so it is asked again.
        if change.edits.len() == before {
            let change = if over.is_empty() { change } else { change.takes_over(source) };
            return (change, refused.into_iter().collect());
        }
    }
}

/// A change of the shell with what goes along with it, if the gate lets it through; the error says why not, or asks for
/// the reason.
pub fn judged(view: View<'_>, change: Change, reason: Option<&str>, asker: &Asker) -> Result<Change, String> {
    let change = match reason {
        Some(reason) => change.because(reason),
        None => change,
    };
    let change = gate::follow_ups(&view, change);
    match gate::validate(&view, &change, asker) {
        Outcome::LetThrough => Ok(change),
        Outcome::Refused(why) => Err(why),
        Outcome::AsksReason(why) => Err(format!("{why}\n--because TEXT gives the reason")),
    }
}

impl Gated {
    /// The refused rows, each with its reason.
    pub fn told(&self) -> impl Iterator<Item = String> + '_ {
        self.refused.iter().map(|(row, why)| format!("row {row}: {why}"))
    }
}
