//! What the foot of a list says of the rows that are filtered or marked: how many there are in which state, and the sums
//! of what can be added up.

use super::Register;
use crate::{
    domain::{Decimal, Id, Value},
    ui::World,
};
use jiff::civil::Date;

/// Rows that are added up at most; of more the foot asks for a filter.
const MOST: usize = 5_000;

/// What was told, and of what: the day, the filter, how many rows and marks.
pub(super) struct Told {
    of: (Date, String, usize, usize, bool),
    text: String,
}

impl Register {
    /// `5 marked: 3 open, 2 in work   Effort in days 12.5`; nothing where there is nothing to count.
    pub(super) fn foot(&self, world: &World) -> String {
        let through = self.rows.is_through();
        let of = (world.now.date(), self.rows.filter.clone(), self.rows.ids.len(), self.marks.len(), through);
        let mut told = self.foot.borrow_mut();
        if told.as_ref().is_none_or(|told| told.of != of) {
            *told = Some(Told { text: self.count(world), of });
        }
        told.as_ref().map_or(String::new(), |told| told.text.clone())
    }

    /// What the foot counts depends on the marks as well as on their number.
    pub(super) fn forget_foot(&self) {
        self.foot.take();
    }

    fn count(&self, world: &World) -> String {
        let marked: Vec<Id> = self.rows.ids.iter().copied().filter(|id| self.marks.contains(id)).collect();
        let (ids, word) = match marked.is_empty() {
            false => (&marked, "marked"),
            true => (&self.rows.ids, if self.rows.ids.len() == 1 { "row" } else { "rows" }),
        };
        if ids.is_empty() || ids.len() > MOST || !self.rows.is_through() {
            return String::new();
        }
        let mut parts = vec![format!("{} {word}", ids.len())];
        parts.extend(self.states(ids, world));
        parts.extend(self.sums(ids, world));
        if parts.len() == 1 { String::new() } else { parts.join("   ") }
    }

    /// `3 open, 2 in work`, in the order of the words.
    fn states(&self, ids: &[Id], world: &World) -> Option<String> {
        let spec = self.kind().spec();
        let state = spec.state.filter(|f| !(world.hide_verdicts && spec.judged.contains(f)))?;
        let choices = spec.fields[state].choices();
        let mut counts = vec![0_usize; choices.len() + 1];
        for record in ids.iter().filter_map(|id| world.records.live(*id)) {
            counts[record.choice(state).map_or(choices.len(), usize::from).min(choices.len())] += 1;
        }
        let words = choices.iter().map(|c| c.label).chain(["no state"]);
        let told: Vec<String> =
            words.zip(&counts).filter(|(_, n)| **n > 0).map(|(word, n)| format!("{n} {word}")).collect();
        (!told.is_empty()).then(|| told.join(", "))
    }

    /// The sums of the columns that can be added up.
    fn sums(&self, ids: &[Id], world: &World) -> Vec<String> {
        let field = |at: usize| world.records.field(self.kind(), at);
        let adds = self.rows.columns.iter().copied().filter(|f| field(*f).adds);
        let sum = |at: usize| {
            let mut sum = Decimal::from(0);
            let mut any = false;
            for record in ids.iter().filter_map(|id| world.records.live(*id)) {
                let more = match record.value(at) {
                    Value::Decimal(d) => d.clone(),
                    Value::Number(n) => Decimal::from(*n),
                    _ => continue,
                };
                (sum, any) = (sum.plus(&more), true);
            }
            any.then(|| format!("{} {sum}", field(at).heading()))
        };
        adds.filter_map(sum).collect()
    }
}
