//! Rules that somebody silenced for a record, with a reason and a last day.

use super::Spot;
use crate::domain::{Id, Kind, View, kinds::silence};
use std::collections::HashSet;

/// What is silenced today: rule and record.
#[derive(Default)]
pub struct Silenced(HashSet<(String, Id)>);

impl Silenced {
    pub fn of(view: View) -> Silenced {
        let holds = view.records.all(Kind::Silence).filter(|s| {
            !s.hidden && !s.value(silence::REASON).is_empty() && s.date(silence::UNTIL).is_none_or(|u| u >= view.today)
        });
        Silenced(holds.filter_map(|s| Some((s.title().to_string(), s.one(silence::RECORD)?))).collect())
    }
    /// The spots of a rule that are not silenced.
    pub fn heard(&self, rule: &str, mut spots: Vec<Spot>) -> Vec<Spot> {
        if !self.0.is_empty() {
            spots.retain(|spot| !self.0.contains(&(rule.to_string(), spot.id)));
        }
        spots
    }
    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }
}
