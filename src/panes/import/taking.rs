//! From the preview into the file: what the gate says, what is asked once more, and the one step.

use super::{Import, Step};
use crate::{
    domain::{Change, Edit, Kind, gate::Asker},
    exchange::{Existing, sheets::SheetReading},
    keymap::{Code, Key},
    ui::{AfterText, Effect, Place, World, place::Prompt},
};

impl Import {
    /// A key of the preview alone.
    pub(super) fn preview_key(&mut self, key: Key, world: &World) -> Option<Vec<Effect>> {
        match key.code {
            Code::Char('T' | 't') => Some(self.taken(false, world)),
            Code::Char('g') => Some(self.taken(true, world)),
            Code::Char('x') => {
                if let (Step::Preview(shown), Some(reading)) = (&mut self.step, &self.read) {
                    shown.toggle(reading);
                }
                Some(Vec::new())
            }
            Code::Char('e') => Some(self.refused_rows(world)),
            _ => None,
        }
    }

    /// What the keys of the preview do.
    pub(super) fn preview_foot(&self, reading: &SheetReading) -> String {
        let Step::Preview(shown) = &self.step else { return String::new() };
        let p = &reading.preview;
        if self.same {
            return "The same: every row is here as it stands in the sheet; there is nothing to take in. Esc goes back"
                .into();
        }
        let matches = p.matches().count();
        let mut keys: Vec<String> = Vec::new();
        match p.refused() + reading.waiting.len() {
            0 => keys.push(format!("T takes {} rows", p.good.len())),
            n => {
                keys.push(format!("g takes the {} good rows and leaves {n}", p.good.len()));
                keys.push("e writes the others to a file, with the reason".into());
            }
        }
        if matches > 0 {
            let here = match shown.existing {
                Existing::Skip => "left out",
                Existing::Update => "updated",
                Existing::Add => "added again",
            };
            keys.push(format!("x: {matches} here already are {here}"));
        }
        keys.push("m headings   w words   K kind   r heading row".into());
        if reading.content.sheets.len() > 1 {
            keys.push("S sheet".into());
        }
        keys.push("Esc takes nothing".into());
        keys.join("   ")
    }

    /// Asks where the rows go that cannot be taken in: a file of the same shape with the reason in a column more, to be
    /// mended and given again.
    fn refused_rows(&self, world: &World) -> Vec<Effect> {
        let (Some(reading), Step::Preview(shown)) = (&self.read, &self.step) else { return Vec::new() };
        let asker = Asker { actor: world.actor.clone(), person: world.me(), drafts: world.open_drafts() };
        let why = Some("asked for when it is taken in");
        let gated = reading.preview.gated(world.view(), shown.existing, why, &asker);
        let (text, n) = reading.refused_rows(&gated.map(|gated| gated.refused).unwrap_or_default());
        if n == 0 {
            return vec![Effect::Say("no row is refused".into())];
        }
        let (rows, stands) = if n == 1 { ("row", "stands") } else { ("rows", "stand") };
        let name = self.from.name();
        let name = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
        let help = format!(
            "{n} {rows} of the sheet as they {stands} there, each with its reason. Mend them and import the file."
        );
        let then = AfterText::Write { bytes: text.into_bytes(), what: format!("{n} refused {rows}") };
        vec![Effect::Go(Prompt::with("Write the refused rows to", help, format!("{name}-refused.csv"), then))]
    }

    /// What takes the rows in, and how many of them come as they are, unchecked; the error is a sentence.
    fn take(&self, good_only: bool, world: &World) -> Result<(Vec<Effect>, usize), String> {
        let (Some(reading), Step::Preview(shown)) = (&self.read, &self.step) else {
            return Err("there is nothing to take in; Esc goes back".into());
        };
        if reading.open().next().is_some() {
            return Err("nothing was taken in: some headings have to be said first; m asks".into());
        }
        if !reading.words.is_empty() && !good_only {
            return Err("nothing was taken in: some words have to be said first; w asks".into());
        }
        let (preview, existing, kind) = (&reading.preview, shown.existing, reading.kind);
        preview.change(&world.records, good_only, existing)?;
        let asker = Asker { actor: world.actor.clone(), person: world.me(), drafts: world.open_drafts() };
        // A reason is asked for when it is saved: once for all rows.
        let gated = preview.gated(world.view(), existing, Some("asked for when it is taken in"), &asker)?;
        if !gated.refused.is_empty() && (!good_only || gated.change.is_none()) {
            let first = gated.told().next().unwrap_or_default();
            let more = gated.refused.len() - 1;
            let others = if more > 0 { format!(" and {more} more rows") } else { String::new() };
            let good = if gated.change.is_some() { "; g takes the good rows only" } else { "" };
            return Err(format!("nothing was taken in: {first}{others}{good}"));
        }
        let left_out = gated.refused.iter().map(|(row, _)| *row).collect();
        let (change, _) = preview.change_without(&world.records, existing, &left_out)?;
        let change = if gated.taken_over > 0 { change.takes_over(&preview.source) } else { change };
        let said = format!("{}; u takes all back", summary(&change, kind));
        let mut effects = vec![Effect::Close, Effect::Save(change)];
        effects.extend(self.remembers());
        effects.extend([Effect::Go(Place::List(kind, String::new())), Effect::Say(said)]);
        Ok((effects, gated.taken_over))
    }

    fn taken(&mut self, good_only: bool, world: &World) -> Vec<Effect> {
        if let Step::Preview(shown) = &mut self.step
            && let Some((_, effects)) = shown.ready.take().filter(|(good, _)| *good == good_only)
        {
            // What was asked about is taken as it was asked about: a large sheet is not gone through again.
            return effects;
        }
        let told = self.take(good_only, world);
        let Step::Preview(shown) = &mut self.step else { return Vec::new() };
        match told {
            Ok((effects, n)) if n == 0 || shown.taking_over => effects,
            Ok((effects, n)) => {
                (shown.taking_over, shown.ready) = (true, Some((good_only, effects)));
                let (records, come) = if n == 1 { ("record", "comes") } else { ("records", "come") };
                let key = if good_only { "g" } else { "T" };
                self.refused = format!(
                    "{n} new {records} {come} done, closed, accepted or live and would not be let through here; \
                     {key} again takes over what the sheet says, marked as not checked"
                );
                vec![Effect::Say(self.refused.clone())]
            }
            Err(why) => {
                self.refused = why.clone();
                vec![Effect::Say(why)]
            }
        }
    }
}

/// `12 AI systems brought in, 2 updated, with 3 people`
fn summary(change: &Change, kind: Kind) -> String {
    let made = |of: Kind| change.edits.iter().filter(|e| matches!(e, Edit::Create { id, .. } if id.kind == of)).count();
    let updated = change.edits.iter().filter(|e| matches!(e, Edit::Set { id, .. } if id.kind == kind)).count();
    let counted = |n: usize, of: Kind| format!("{n} {}", if n == 1 { of.spec().name } else { of.spec().plural });
    let mut parts = Vec::new();
    if made(kind) > 0 || updated == 0 {
        parts.push(format!("{} brought in", counted(made(kind), kind)));
    }
    if updated > 0 {
        parts.push(format!("{} updated", counted(updated, kind)));
    }
    let others = [Kind::Person, Kind::Supplier].into_iter().filter(|k| *k != kind && made(*k) > 0);
    parts.extend(others.map(|k| format!("with {} new", counted(made(k), k))));
    parts.join(", ")
}
