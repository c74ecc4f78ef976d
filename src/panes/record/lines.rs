//! The lines of a record's page: its fields in the parts that its description names, what is not filled in one line,
//! and what is linked with it and is no field above.

use super::RecordPane;
use crate::{
    domain::{
        Id, Kind, Record, Section, Type, Value, behind, bundles,
        kinds::*,
        own, progress,
        wants::{self, WantsWay},
        workflow,
    },
    panes::detail,
    ui::{Plain, World},
};

/// One line of the page.
pub(super) enum PageLine {
    Field(usize),
    /// The fields that are not filled, folded into one line.
    Empty(Vec<usize>),
    /// A field that this program does not know, only read.
    Foreign(usize),
    /// A record that points here, with the word for the link.
    Link(Id, String),
    /// A record that is told of in a part of its own: where it leads, what stands left and right.
    Told(Id, String, String, &'static str),
}

/// What stands over the links.
pub(super) const LINKS: &str = "Linked";
/// What stands over what a system still needs.
pub(super) const NEEDED: &str = "Still needed";
/// What stands over the controls that do not fit.
pub(super) const CONTROLS: &str = "Controls against its class";
/// What stands over the own columns.
const OWN: &str = "Own columns";

impl RecordPane {
    pub(super) fn lines(&self, world: &World) -> Vec<PageLine> {
        let Some(record) = world.records.get(self.id) else { return Vec::new() };
        let title = self.id.kind.spec().title;
        let order =
            [title].into_iter().chain(world.records.fields(self.id.kind).map(|(f, _)| f).filter(|f| *f != title));
        let all: Vec<usize> = order.filter(|f| self.has_line(world, record, *f)).collect();
        let folded = !self.is_unfolded(world);
        let (empty, seen): (Vec<usize>, Vec<usize>) =
            all.into_iter().partition(|f| folded && *f != title && self.is_empty(record, *f));
        let mut lines: Vec<PageLine> = seen.into_iter().map(PageLine::Field).collect();
        if !empty.is_empty() {
            lines.push(PageLine::Empty(empty));
        }
        lines.extend((0..self.foreign.len()).map(PageLine::Foreign));
        if self.id.kind == Kind::System {
            lines.extend(want_lines(world, record));
            lines.extend(release_lines(world, record));
            lines.extend(behind_lines(world, record));
            lines.extend(control_lines(world, record));
        }
        let why = detail::why(world, record).into_iter();
        lines.extend(why.map(|why| PageLine::Told(why.at, why.label.into(), why.text, "Why")));
        lines.extend(self.links(world, record));
        lines
    }

    /// Who points here and is not named by a field above, each once.
    fn links(&self, world: &World, record: &Record) -> Vec<PageLine> {
        let mut seen: std::collections::BTreeSet<Id> = record.links().map(|(_, id)| id).collect();
        let pointing = world.records.pointing_at(self.id).map(|(r, f)| (r.id, self.word_of(r, f)));
        pointing.filter(|(id, _)| seen.insert(*id)).map(|(id, label)| PageLine::Link(id, label)).collect()
    }

    /// Whether fields that are not filled have lines of their own: on the page of a record that has little else.
    pub(super) fn is_unfolded(&self, world: &World) -> bool {
        if let Some(unfolded) = self.unfolded {
            return unfolded;
        }
        let Some(record) = world.records.get(self.id) else { return false };
        let fields = || world.records.fields(self.id.kind).map(|(f, _)| f).filter(|f| self.has_line(world, record, *f));
        let empty = fields().filter(|f| self.is_empty(record, *f)).count();
        2 * empty > fields().count()
    }

    pub(super) fn is_blank(&self, world: &World, line: &PageLine) -> bool {
        let record = world.records.get(self.id);
        matches!((line, record), (PageLine::Field(field), Some(record)) if self.is_empty(record, *field))
    }

    /// Not filled, and nothing is said in its place.
    fn is_empty(&self, record: &Record, field: usize) -> bool {
        let computed = own::stored(self.id.kind, field).is_some_and(|f| matches!(f.typ, Type::Derived(_)));
        !computed && record.value(field).is_empty() && !self.is_reason_wanted(record, field)
    }

    /// Fields to fill, a retired one only while it holds something, what is computed and worth a line, and what stands
    /// in a part that is there for other words only while it holds something.
    fn has_line(&self, world: &World, record: &Record, field: usize) -> bool {
        let spec = self.id.kind.spec();
        let described = world.records.field(self.id.kind, field);
        let filled = !record.value(field).is_empty();
        match described.editable() {
            true if own::is_own(field) => filled || !described.retired,
            true => filled || !described.retired && spec.section_of(field).is_none_or(|s| is_wanted(s, record)),
            false => self.is_shown(world, record, field),
        }
    }

    /// How a record that points here is announced: what it is, and on the page of a person in which part.
    fn word_of(&self, from: &Record, field: usize) -> String {
        let spec = from.id.kind.spec();
        match (self.id.kind, from.id.kind) {
            (Kind::Person, Kind::Item) => {
                let group = item::Group::of(from, item::GROUP).map_or("control", |g| g.label());
                format!("{group}, {}", spec.fields[field].label.to_lowercase())
            }
            (Kind::Person, _) => format!("{}, {}", spec.name, spec.fields[field].label.to_lowercase()),
            (_, Kind::Answer) => "question".into(),
            _ => spec.name.into(),
        }
    }

    /// Computed fields are shown where they say more than a date that stands beside them; they cannot be edited.
    fn is_shown(&self, world: &World, record: &Record, field: usize) -> bool {
        let fields = self.id.kind.spec().fields;
        let said = |text: &str| {
            fields.iter().enumerate().any(|(i, f)| matches!(f.typ, Type::Date) && world.view().cell(record, i) == text)
        };
        let text = matches!(fields[field].typ, Type::Derived(_)).then(|| world.view().cell(record, field));
        text.is_some_and(|text| !text.is_empty() && !said(&text))
    }

    pub(super) fn text_of(&self, world: &World, record: &Record, field: usize) -> String {
        match record.value(field) {
            Value::Ref(_) | Value::Refs(_) => detail::names(world, record.refs(field)),
            Value::Number(n) if self.id.kind == Kind::Risk => match risk::scale(field, world.records.matrix()) {
                Some(steps) => {
                    let word = usize::try_from(*n).ok().and_then(|n| steps.get(n.checked_sub(1)?));
                    format!("{n} {}", word.map_or("(not on the scale in force)", String::as_str))
                }
                None => n.to_string(),
            },
            _ if self.id.kind == Kind::System && field == system::OPEN => system::open_points(record).join(", "),
            Value::Empty if self.is_reason_wanted(record, field) => "(needed: why is it left out?)".into(),
            _ => world.view().cell(record, field),
        }
    }

    fn is_reason_wanted(&self, record: &Record, field: usize) -> bool {
        self.id.kind == Kind::Item
            && field == item::WHY_AGAINST
            && item::Use::of(record, item::USE) == Some(item::Use::No)
    }

    /// What stands at the left and at the right of a line.
    pub(super) fn line_text(&self, world: &World, record: &Record, line: &PageLine) -> (String, String) {
        match line {
            PageLine::Field(field) => {
                (world.records.field(self.id.kind, *field).label.to_string(), self.text_of(world, record, *field))
            }
            PageLine::Empty(fields) => {
                let labels: Vec<&str> = fields.iter().map(|f| world.records.field(self.id.kind, *f).label).collect();
                (format!("Not filled ({})", fields.len()), labels.join(", "))
            }
            PageLine::Foreign(i) => self.foreign[*i].clone(),
            PageLine::Told(_, left, right, _) => (left.clone(), right.clone()),
            PageLine::Link(id, label) => {
                // A row of this record is told from its like by more than its name.
                let row = world.records.get(*id).filter(|r| r.id.kind.spec().row);
                let detail = row.map_or(String::new(), |r| (r.id.kind.spec().detail)(world.view(), r));
                let more = if detail.is_empty() { detail } else { format!(", {detail}") };
                (label.clone(), format!("{}{more}", detail::names(world, &[*id])))
            }
        }
    }

    /// What is said below the page about the line at the cursor.
    pub(super) fn help_of(&self, world: &World, record: &Record, line: &PageLine) -> String {
        match line {
            PageLine::Field(field) => world.records.field(self.id.kind, *field).help.to_string(),
            PageLine::Told(control, .., part) if *part == CONTROLS => why_needed(world, record, *control),
            _ => String::new(),
        }
    }

    /// The page for plain mode: a line a field, under the heads of their parts.
    pub(super) fn in_lines(&self, world: &World) -> Plain {
        let mut plain = Plain::default();
        let Some(record) = world.records.get(self.id) else {
            plain.said("This record is not here.");
            return plain;
        };
        if record.hidden {
            plain.head("Deleted; “undo” brings it back");
        }
        let judged = self.id.kind.spec().judged;
        let mut part = None;
        for line in self.lines(world) {
            if self.part_name(&line) != part {
                part = self.part_name(&line);
                plain.said(part.unwrap_or_default());
            }
            let (left, right) = match &line {
                PageLine::Field(field) if world.hide_verdicts && judged.contains(field) => continue,
                line @ PageLine::Told(.., part) if *part == CONTROLS => {
                    let (left, right) = self.line_text(world, record, line);
                    (left, format!("{right}: {}", self.help_of(world, record, line)))
                }
                line => self.line_text(world, record, line),
            };
            let right = if right.is_empty() { "not filled".into() } else { right.replace('\n', " / ") };
            plain.row(format!("{}: {right}", left.trim())).name = left.trim().into();
        }
        plain.stand(self.window.cursor);
        plain
    }

    /// The head of the part in which a line stands.
    pub(super) fn part_name(&self, line: &PageLine) -> Option<&'static str> {
        let spec = self.id.kind.spec();
        match line {
            // The name of a record stands first, wherever its field is.
            PageLine::Field(field) if *field == spec.title => None,
            PageLine::Field(field) if own::is_own(*field) => Some(OWN),
            PageLine::Field(field) => spec.section_of(*field).map(|s| s.name),
            PageLine::Empty(_) | PageLine::Foreign(_) => None,
            PageLine::Link(..) => Some(LINKS),
            PageLine::Told(.., part) => Some(part),
        }
    }
}

/// What a system still needs, each with where it is done.
fn want_lines(world: &World, system: &Record) -> Vec<PageLine> {
    let all = wants::of(world.view(), system).into_iter();
    let at = |way: WantsWay| if let WantsWay::At(id) = way { id } else { system.id };
    all.map(|w| PageLine::Told(at(w.way), w.of.into(), w.what, NEEDED)).collect()
}

/// Why a system was let go live: the decision, and what it rested on then. What is otherwise today stands beside it.
fn release_lines(world: &World, system: &Record) -> Vec<PageLine> {
    let part = "Why it may run";
    let Some(release) = workflow::decision::in_force(&world.view(), system.id, decision::Type::Release) else {
        return Vec::new();
    };
    let cell = |field: usize| world.view().cell(&release, field);
    let until =
        if cell(decision::UNTIL).is_empty() { String::new() } else { format!(", until {}", cell(decision::UNTIL)) };
    let by = format!("{} by {} on {}{until}", release.id, cell(decision::BY), cell(decision::DECIDED));
    let line = |left: &str, text: String| PageLine::Told(release.id, left.into(), text, part);
    let mut lines = vec![line("Released", by)];
    for (left, field) in [("Reason", decision::REASON), ("Conditions", decision::CONDITIONS)] {
        let text = release.text(field).trim();
        lines.extend((!text.is_empty()).then(|| line(left, text.into())));
    }
    let of_this = format!(", {} ", system.id);
    let rested = release.text(decision::RESTED);
    let parts = rested.split("\n\n").find(|part| part.lines().next().is_some_and(|l| l.contains(&of_this)));
    let today = workflow::release::of_system(&world.view(), system);
    for then in parts.unwrap_or_default().lines() {
        let (left, text) = then.split_once(": ").unwrap_or(("", then));
        lines.push(line(left, text.into()));
        let now = today.iter().find_map(|l| l.strip_prefix(left)?.strip_prefix(": "));
        if let Some(now) = now.filter(|now| *now != text && left != "Day") {
            lines.push(line("  today", now.into()));
        }
    }
    if parts.is_none() {
        lines.push(line("Rested on", "not kept: it was decided before the program kept it".into()));
    }
    lines
}

/// What stands behind a system, over all levels.
fn behind_lines(world: &World, system: &Record) -> Vec<PageLine> {
    let tree = behind::tree(&world.view(), system);
    let told = |branch: &behind::Branch| {
        let left = format!("{}{}", "  ".repeat(branch.depth), branch.id.kind.spec().name);
        PageLine::Told(branch.id, left, detail::names(world, &[branch.id]), "Behind it")
    };
    // What it names itself stands among its fields; a tree is shown where there is more behind that.
    if tree.iter().all(|b| b.depth == 0) { Vec::new() } else { tree.iter().map(told).collect() }
}

/// Why a system needs a control, as it is told below the page.
fn why_needed(world: &World, system: &Record, control: Id) -> String {
    let needs = bundles::needs(world.view(), system);
    needs.iter().find(|need| need.id() == Some(control)).map_or(String::new(), bundles::Need::why)
}

/// Where the controls of a system do not fit its class, a line each; why stands below the page.
fn control_lines(world: &World, system: &Record) -> Vec<PageLine> {
    if progress::is_over(system) {
        return Vec::new();
    }
    let fit = bundles::fit(world.view(), system);
    let line = |need: &bundles::Need, word: String| {
        let id = need.id()?;
        Some(PageLine::Told(id, word, detail::names(world, &[id]), CONTROLS))
    };
    let excluded = fit.excluded.iter().filter_map(|n| line(n, "left out, must".into()));
    let under = fit.under.iter().filter_map(|n| line(n, format!("short, {}", n.strength.label())));
    let over = fit.over.iter().filter_map(|n| line(n, format!("beyond, {}", n.strength.label())));
    excluded.chain(under).chain(over).collect()
}

/// Whether a part is there for the words that a record has chosen.
fn is_wanted(section: &Section, record: &Record) -> bool {
    section.when.is_none_or(|(field, words)| record.choice(field).is_some_and(|word| words.contains(&word)))
}
