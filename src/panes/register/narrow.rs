//! Narrowing a list by what its records are about: a menu of themes, domains, stages and everyday words with how many
//! rows each leaves. The chosen one is a word of the filter, so it can be typed as well: `#bias`.

use super::Register;
use crate::{
    domain::angle::{self, Angles},
    ui::{
        AfterChoice, Effect, Place, RowsFor, World,
        place::{Menu, MenuRow},
    },
};

/// Rows up to which the menu counts.
const COUNTED: usize = 5_000;

/// What can be chosen: the word of the filter, its label, and which list it is of.
fn words() -> Vec<(String, String, &'static str)> {
    let mut all: Vec<(String, String, &str)> = Vec::new();
    for axis in angle::AXES {
        for word in axis.words {
            let typed = angle::typed(word);
            // A word that stands in two lists means both.
            if !all.iter().any(|(known, _, _)| *known == typed) {
                all.push((typed, word.label.into(), axis.name));
            }
        }
    }
    all.extend(angle::VIEWS.iter().map(|(name, _)| (name.to_string(), name.to_string(), "wider")));
    all.push(("nobody".into(), "nobody".into(), "owned by"));
    all
}

impl Register {
    pub(super) fn ask_narrow(&self, world: &World) -> Vec<Effect> {
        let all: Vec<_> = world.records.all(self.kind()).filter(|r| self.rows.scope.holds(r)).collect();
        let small = all.len() <= COUNTED;
        let about: Vec<Angles> =
            if small { all.iter().map(|r| angle::of(world.view(), r)).collect() } else { Vec::new() };
        let owner = self.kind().spec().owner;
        let count = |word: &str| match angle::named(word) {
            Some(wanted) => about.iter().filter(|a| a.meets(wanted)).count(),
            None => all.iter().filter(|r| owner.is_some_and(|owner| r.one(owner).is_none())).count(),
        };
        let rows = words()
            .into_iter()
            .map(|(typed, label, list)| {
                let rows = if small { format!("{} of {}, ", count(&typed), all.len()) } else { String::new() };
                MenuRow { label, detail: format!("{rows}{list}"), ..MenuRow::default() }
            })
            .collect();
        let title = format!("Which {} are about what?", self.rows.scope.name());
        vec![Effect::Go(Place::Menu(Menu::list(title, rows, AfterChoice::Rows(RowsFor::Narrow))))]
    }

    pub(super) fn narrow_to(&mut self, row: usize, world: &World) -> Vec<Effect> {
        let Some((typed, _, _)) = words().into_iter().nth(row) else { return Vec::new() };
        self.refilter(&format!("#{typed}"), world);
        self.rows.finish(world);
        let said = format!("#{typed}: {} of {}; Esc shows all", self.rows.ids.len(), self.rows.all());
        vec![Effect::Say(said)]
    }
}
