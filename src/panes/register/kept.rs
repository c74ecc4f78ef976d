//! Filters of a list that are kept under a name, with their order, for this person in this file.

use super::Register;
use crate::{
    domain::Listing,
    ui::{
        AfterChoice, AfterText, Effect, Place, RowsFor, TextFor, World,
        place::{Menu, MenuRow, Prompt},
    },
};
use serde_json::json;

/// A kept filter: its name, the filter, and the order as the setting of the order says it.
struct Kept {
    name: String,
    filter: String,
    sort: String,
}

fn key(scope: Listing) -> String {
    format!("filters/{}", scope.kept_as())
}

fn read(scope: Listing, world: &World) -> Vec<Kept> {
    let text = world.setting(&key(scope)).unwrap_or_default();
    let list: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    let part = |v: &serde_json::Value, i: usize| v[i].as_str().unwrap_or_default().to_string();
    let kept = |v: &serde_json::Value| Kept { name: part(v, 0), filter: part(v, 1), sort: part(v, 2) };
    list.as_array().map(|all| all.iter().map(kept).filter(|k| !k.name.is_empty()).collect()).unwrap_or_default()
}

fn written(all: &[Kept]) -> String {
    json!(all.iter().map(|k| [&k.name, &k.filter, &k.sort]).collect::<Vec<_>>()).to_string()
}

impl Register {
    /// The kept filters, then keeping the one that stands, or letting all rows through.
    pub(super) fn kept_menu(&self, world: &World) -> Place {
        let kept = read(self.rows.scope, world);
        let row = |k: &Kept| MenuRow { label: k.name.clone(), detail: k.filter.clone(), ..MenuRow::default() };
        let mut rows: Vec<MenuRow> = kept.iter().map(row).collect();
        rows.push(match self.rows.filter.trim() {
            "" => MenuRow { label: "(no filter stands; / begins one)".into(), ..MenuRow::default() },
            filter => {
                MenuRow { label: "(keep this filter under a name)".into(), detail: filter.into(), ..MenuRow::default() }
            }
        });
        rows.extend(kept.iter().map(|k| MenuRow { label: format!("(forget {})", k.name), ..MenuRow::default() }));
        let title = format!("Filters of {} with a name", self.rows.scope.name());
        Place::Menu(Menu::list(title, rows, AfterChoice::Rows(RowsFor::KeptFilter)))
    }

    pub(super) fn take_kept(&mut self, row: Option<usize>, world: &World) -> Vec<Effect> {
        let mut kept = read(self.rows.scope, world);
        let Some(row) = row else { return Vec::new() };
        if let Some(found) = kept.get(row) {
            let (filter, said) = (found.filter.clone(), format!("{}: {}", found.name, found.filter));
            let mut effects = Vec::new();
            if !found.sort.is_empty() && found.sort != self.rows.sort_setting() {
                self.rows.sort = self.rows.sort_of(&found.sort);
                self.rows.rebuild(world);
                effects.push(Effect::Keep(self.rows.sort_key(), found.sort.clone()));
            }
            self.refilter(&filter, world);
            self.rows.finish(world);
            effects.push(Effect::Say(said));
            return effects;
        }
        match row - kept.len() {
            0 if self.rows.filter.trim().is_empty() => {
                vec![Effect::Say("no filter stands here; / narrows the list, then it can be kept".into())]
            }
            0 => {
                let help = format!(
                    "For “{}” in this list, in the order it has now. The same name again replaces it.",
                    self.rows.filter
                );
                vec![Effect::Go(Prompt::ask("Name of the filter", help, AfterText::Tell(TextFor::FilterName)))]
            }
            n if n <= kept.len() => {
                let gone = kept.remove(n - 1);
                let said = format!("the filter “{}” is forgotten", gone.name);
                vec![Effect::Keep(key(self.rows.scope), written(&kept)), Effect::Say(said)]
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn keep_filter(&mut self, name: &str, world: &World) -> Vec<Effect> {
        let name = name.trim();
        if name.is_empty() {
            return vec![Effect::Say("a filter is kept under a name; nothing was kept".into())];
        }
        let mut kept = read(self.rows.scope, world);
        kept.retain(|k| k.name != name);
        kept.push(Kept { name: name.into(), filter: self.rows.filter.clone(), sort: self.rows.sort_setting() });
        let said = format!("kept as “{name}”");
        vec![Effect::Keep(key(self.rows.scope), written(&kept)), Effect::Say(said)]
    }
}
