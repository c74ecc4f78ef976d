//! The card in lines, for plain mode: question, note, evidence and what is promised, or the drawer of a finding.

use super::{
    Card,
    claims::stands,
    draw::{self, evidence_lines, promise, promises},
    drawer::{Drawer, DrawerPart},
};
use crate::{
    command::Command,
    domain::{
        kinds::{answer, finding::Grade},
        notes::Mark,
    },
    framework,
    panes::ticks,
    ui::{Effect, Plain, World, labelled},
};

impl Card {
    pub(super) fn in_lines(&self, world: &World) -> Plain {
        let header = draw::header(self, world);
        let all = self.answers(world).len();
        let title = format!("{}  question {} of {all}", header.left, self.number(world));
        let mut plain = Plain::new(title);
        let Some(record) = self.current(world) else {
            plain.said("This interview has no question yet; “add question” adds one.");
            return plain;
        };
        if let Some(drawer) = &self.drawer {
            drawer_lines(drawer, self.grade_word(drawer.grade, world), world, &mut plain);
            return plain;
        }
        let guide = framework::guide_of(&world.records, record);
        plain.head(format!("{}  {}", guide.reference, guide.title));
        plain.head(labelled("Verdict", &draw::verdict_text(self, world, record)));
        plain.head(labelled("Ask", record.title()));
        plain.head(labelled("Note of the pack", guide.other_pack.as_deref().unwrap_or_default()));
        plain.head(labelled("On file", guide.on_file.as_deref().unwrap_or_default()));
        plain.head(labelled("Show", &guide.show.join("; ")));
        plain.head(labelled("Probe", &guide.probe.join("  ")));
        for line in &guide.look_for {
            plain.head(match ticks::mark(record.text(answer::TICKS), line).trim() {
                "-" | "" => labelled("Look for", line),
                word => labelled(&format!("Look for, {word}"), line),
            });
        }
        for line in self.claim_lines(world).into_iter().chain(evidence_lines(world, record)) {
            plain.head(labelled("Evidence", &line));
        }
        for line in stands(world, record) {
            plain.head(line);
        }
        for request in promises(world, record) {
            plain.head(labelled("Promised", &promise(world, request)));
        }
        plain.head(labelled("Draft", &self.waiting_text(world).unwrap_or_default()));
        for (line, clock) in self.editor.timed().filter(|(line, _)| !line.trim().is_empty()) {
            let mark = Mark::of(line);
            let shown = match world.hide_verdicts && mark.is_veiled() {
                true => format!("{} ...", mark.sign()),
                false => line.to_string(),
            };
            plain.head(format!("Note {clock} {shown}"));
        }
        plain.head(header.middle);
        plain
    }

    /// A line of plain mode: of the note, or of the part of the drawer.
    pub(super) fn take_line(&mut self, text: &str, world: &World) -> Option<Vec<Effect>> {
        if let Some(drawer) = &mut self.drawer {
            return Some(match drawer.line(text, world) {
                Ok(true) => self.run_drawer(Command::DrawerNext, world).unwrap_or_default(),
                Ok(false) => Vec::new(),
                // The first letter opens the list of people.
                Err(letter) => self.drawer_input(crate::keymap::Key::char(letter), world),
            });
        }
        if !self.writing || self.locked(world).is_some() {
            return None;
        }
        let effects = self.begin(world);
        self.editor.add_line(text, world.now);
        self.typing.key(world.tick);
        Some(effects)
    }
}

fn drawer_lines(drawer: &Drawer, grade: &str, world: &World, plain: &mut Plain) {
    let owner = drawer.owner.map_or("nobody yet".into(), |p| world.records.name(p));
    let due = if drawer.due.is_empty() { "set at the closing meeting" } else { drawer.due.text() };
    let facts = drawer.facts.text();
    let parts = [
        (DrawerPart::Grade, "Grade", grade),
        (DrawerPart::Title, "Title", drawer.title.text()),
        (DrawerPart::Facts, "Facts", facts.as_str()),
        (DrawerPart::Owner, "Owner", owner.as_str()),
        (DrawerPart::Due, "Due", due),
    ];
    let at = parts.iter().find(|(part, ..)| *part == drawer.part).map_or("", |(_, label, _)| label);
    plain.head(format!("Raise a finding: now {at}. An empty line goes on, :keep keeps it, :back leaves a draft."));
    for (_, label, text) in parts {
        plain.head(format!("{label}: {}", text.replace('\n', " / ")));
    }
}

impl Drawer {
    /// Takes a line where the cursor is; true if the next part is wanted then. The error is the letter that opens the
    /// list of people.
    fn line(&mut self, text: &str, world: &World) -> Result<bool, char> {
        self.typing.key(world.tick);
        let text = text.trim();
        match self.part {
            _ if text.is_empty() => {}
            DrawerPart::Grade => {
                let word = text.to_lowercase();
                let one = text.chars().next().filter(|_| text.chars().count() == 1);
                let grade =
                    Grade::ALL.iter().find(|g| one == Some(g.letter()) || one.is_none() && g.choice().begins(&word));
                match grade {
                    Some(grade) => self.grade = *grade,
                    None => return Ok(false),
                }
            }
            DrawerPart::Title => self.title.set(text),
            DrawerPart::Facts => {
                self.facts.add_line(text, world.now);
                return Ok(false);
            }
            DrawerPart::Owner => match text.chars().next().filter(|c| c.is_alphabetic()) {
                Some(letter) => return Err(letter),
                None => return Ok(false),
            },
            DrawerPart::Due => self.due.set(text),
        }
        Ok(true)
    }
}
