//! The cells of a list, as hands know them from a spreadsheet: one cell has the keyboard, letters are text, each cell is
//! a step of its own. While the cells are open, rows stay where they are whatever is typed into them.

use super::Register;
use crate::{
    command::Command,
    domain::{Change, Id, Kind, Records, Type, Value, refusal::refusal},
    keymap::{Code, Key},
    panes::{
        left::{Left, of_field},
        register::{act, value},
    },
    parts::{LineInput, Typing},
    store::{Draft, Typed},
    ui::{Effect, Place, World, after::set_field},
};

/// The open cells.
#[derive(Clone)]
pub struct CellGrid {
    /// The column of the list that has the keyboard, as a field of the kind.
    pub column: usize,
    /// What is being typed into the cell.
    pub writing: Option<Writing>,
    /// The column at which going right by Tab began: Enter goes back to it.
    from: Option<usize>,
    /// What was taken last, in case the gate refuses it: row, column, text.
    taken: Option<(usize, usize, Writing)>,
}

/// Text of a cell that is not taken yet.
#[derive(Clone)]
pub struct Writing {
    pub input: LineInput,
    /// The text that the cell held in the form that is typed; nothing where a letter replaced it.
    begun: Option<String>,
    typing: Typing,
    /// What is typed was kept as a draft meanwhile.
    wrote: bool,
}

impl Writing {
    fn on(text: &str) -> Writing {
        Writing { input: LineInput::new(text), begun: Some(text.into()), typing: Typing::default(), wrote: false }
    }
    fn anew() -> Writing {
        Writing { input: LineInput::new(""), begun: None, typing: Typing::default(), wrote: false }
    }
    /// It is in a draft.
    pub(super) fn wrote(&mut self) {
        self.wrote = true;
    }
    fn is_untouched(&self) -> bool {
        self.begun.as_deref() == Some(self.input.text())
    }
}

/// The field that a column is typed into: itself, or the day of the record where the column says how late it is.
pub fn target(records: &Records, kind: Kind, column: usize) -> Option<usize> {
    let spec = kind.spec();
    let field = records.field(kind, column);
    let typed = |f: usize| {
        let field = records.field(kind, f);
        field.editable() && !matches!(field.typ, Type::Long)
    };
    match field.typ {
        Type::Derived(_) if field.name == crate::domain::progress::LATE.name => spec.day().filter(|day| typed(*day)),
        _ => typed(column).then_some(column),
    }
}

impl Register {
    /// The columns that are typed into, from left to right.
    pub(super) fn typed_columns(&self, world: &World) -> Vec<usize> {
        let kind = self.kind();
        self.rows.columns.iter().copied().filter(|c| target(&world.records, kind, *c).is_some()).collect()
    }

    /// Goes into the cells, at the column where they were left.
    pub(super) fn open_grid(&mut self, world: &World) -> Vec<Effect> {
        let columns = self.typed_columns(world);
        let title = self.kind().spec().title;
        let first = columns.iter().find(|c| **c == title).or(columns.first());
        let Some(column) = self.last_column.filter(|c| columns.contains(c)).or(first.copied()) else {
            return vec![Effect::Say("no column of this list is typed; Enter opens the record".into())];
        };
        self.range_from = None;
        self.grid = Some(CellGrid { column, writing: None, from: None, taken: None });
        Vec::new()
    }

    fn leave_grid(&mut self, world: &World) {
        let on = self.current();
        self.last_column = self.grid.take().map(|grid| grid.column);
        self.rows.sort_again(world);
        self.keep_cursor(on);
    }

    /// The record and the field of the cell.
    pub(super) fn cell(&self, world: &World) -> Option<(Id, usize)> {
        let grid = self.grid.as_ref()?;
        Some((self.current()?, target(&world.records, self.kind(), grid.column)?))
    }

    pub(super) fn run_grid(&mut self, command: Command, key: Option<Key>, world: &World) -> Option<Vec<Effect>> {
        let writing = self.grid.as_ref()?.writing.is_some();
        match command {
            Command::Left | Command::Right | Command::CellClear | Command::FillDown if writing => {
                self.type_key(key?, world);
                Some(Vec::new())
            }
            Command::CellTake | Command::Down | Command::Up | Command::PageDown | Command::PageUp => {
                Some(self.take_and(command, world))
            }
            Command::CellNext | Command::CellPrev | Command::Left | Command::Right => {
                Some(self.take_and(command, world))
            }
            Command::CellEdit if writing => Some(Vec::new()),
            Command::CellEdit => Some(self.edit_cell(world)),
            Command::CellClear => Some(self.set_cell(Value::Empty, world)),
            Command::FillDown => Some(self.fill_down(world)),
            Command::CellLeave if writing => Some(self.not_taken(world)),
            Command::CellLeave | Command::Back | Command::Cancel => {
                self.note_esc(None);
                self.leave_grid(world);
                Some(Vec::new())
            }
            Command::TextUndo if writing => {
                self.grid.as_mut()?.writing.as_mut()?.input.undo();
                Some(Vec::new())
            }
            Command::TextUndo => Some(vec![Effect::Undo(None)]),
            _ => None,
        }
    }

    /// A key that no binding took: text, or the ends of the row.
    pub(super) fn grid_key(&mut self, key: Key, world: &World) -> Option<Vec<Effect>> {
        let columns = self.typed_columns(world);
        let grid = self.grid.as_mut()?;
        match (key.code, grid.writing.is_some()) {
            (Code::Home, false) => grid.column = *columns.first()?,
            (Code::End, false) => grid.column = *columns.last()?,
            (Code::Char(_), false) if !key.is_plain_char() => {}
            _ => self.type_key(key, world),
        }
        Some(Vec::new())
    }

    fn type_key(&mut self, key: Key, world: &World) {
        let Some(grid) = self.grid.as_mut() else { return };
        if grid.writing.is_none() && !matches!(key.code, Code::Char(_) | Code::Backspace) {
            return;
        }
        let writing = grid.writing.get_or_insert_with(Writing::anew);
        if writing.input.input(key) {
            writing.typing.key(world.tick);
        }
    }

    /// Writes on in what the cell holds, or opens the list from which it is chosen.
    fn edit_cell(&mut self, world: &World) -> Vec<Effect> {
        let Some((id, field)) = self.cell(world) else { return Vec::new() };
        let spec = id.kind.spec();
        if let Some((_, act)) = spec.within.iter().find(|(within, _)| *within == field) {
            return act::opens(*act, field, id, world);
        }
        match world.records.field(id.kind, field).typ {
            Type::Choice(_) | Type::Words(_) | Type::Ref(_) | Type::Refs(_) | Type::Any => {
                vec![Effect::Go(Place::Field(vec![id], field))]
            }
            _ => {
                let text = value::written(world, id, field);
                self.grid.iter_mut().for_each(|grid| grid.writing = Some(Writing::on(&text)));
                Vec::new()
            }
        }
    }

    /// Takes what is typed, then moves; a text that cannot be read stays open with the reason.
    fn take_and(&mut self, command: Command, world: &World) -> Vec<Effect> {
        let effects = match self.take(world) {
            Ok(effects) => effects,
            Err(why) => return vec![Effect::Say(why)],
        };
        let columns = self.typed_columns(world);
        let Some(grid) = self.grid.as_mut() else { return effects };
        let at = columns.iter().position(|c| *c == grid.column).unwrap_or(0);
        match command {
            Command::CellNext | Command::Right => {
                if command == Command::CellNext {
                    grid.from.get_or_insert(grid.column);
                }
                grid.column = columns[(at + 1).min(columns.len() - 1)];
            }
            Command::CellPrev | Command::Left => grid.column = columns[at.saturating_sub(1)],
            Command::CellTake => {
                grid.column = grid.from.take().unwrap_or(grid.column);
                self.window.down(1, self.rows.ids.len());
            }
            moves => {
                grid.from = None;
                self.move_cursor(moves);
            }
        }
        effects
    }

    /// What is typed becomes the value of the cell.
    fn take(&mut self, world: &World) -> Result<Vec<Effect>, String> {
        let Some((id, field)) = self.cell(world) else { return Ok(Vec::new()) };
        let row = self.window.cursor;
        let Some(grid) = self.grid.as_mut() else { return Ok(Vec::new()) };
        let Some(writing) = grid.writing.clone() else { return Ok(Vec::new()) };
        let mut effects = Vec::new();
        if !writing.is_untouched() {
            let value = value::read(world, id, field, writing.input.text())?;
            effects.extend(set_field(&world.records, &[id], field, &value).map(Effect::Save));
        }
        effects.extend(writing.wrote.then_some(Effect::DropDraft(id, field)));
        grid.writing = None;
        grid.taken = Some((row, grid.column, writing));
        Ok(effects)
    }

    /// The gate says no to what was taken: the cell is open again with its text.
    pub(super) fn grid_refused(&mut self, world: &World) {
        let Some(grid) = self.grid.as_mut() else { return };
        let Some((row, column, mut writing)) = grid.taken.take() else { return };
        writing.typing.key(world.tick);
        (grid.column, grid.writing) = (column, Some(writing));
        self.window.cursor = row.min(self.rows.ids.len().saturating_sub(1));
    }

    /// Esc in a cell that is being written: what it holds stays, and what was typed is kept as a draft.
    fn not_taken(&mut self, world: &World) -> Vec<Effect> {
        let draft = self.cell_draft(world);
        self.note_esc(None);
        let Some(writing) = self.grid.as_mut().and_then(|grid| grid.writing.take()) else { return Vec::new() };
        match draft.filter(|_| !writing.input.text().trim().is_empty()) {
            Some(draft) => {
                let said = format!("not taken: {}; it is kept, Up in the field brings it back", draft.text);
                let aside = self.aside(&draft, writing.wrote, world);
                aside.into_iter().chain([Effect::Draft(draft), Effect::Say(said)]).collect()
            }
            None => Vec::new(),
        }
    }

    fn set_cell(&mut self, value: Value, world: &World) -> Vec<Effect> {
        let Some((id, field)) = self.cell(world) else { return Vec::new() };
        match value::refused(world, id, field, &value) {
            Some(why) => vec![Effect::Say(why)],
            None => set_field(&world.records, &[id], field, &value).map(Effect::Save).into_iter().collect(),
        }
    }

    /// The value of the row above, or of the first marked row in the other marked ones.
    fn fill_down(&mut self, world: &World) -> Vec<Effect> {
        let Some((id, field)) = self.cell(world) else { return Vec::new() };
        let marked: Vec<Id> = self.rows.ids.iter().copied().filter(|id| self.marks.contains(id)).collect();
        let (from, into) = match (marked.as_slice(), self.window.cursor.checked_sub(1)) {
            ([first, rest @ ..], _) if !rest.is_empty() => (*first, rest.to_vec()),
            (_, Some(above)) => (self.rows.ids[above], vec![id]),
            _ => return vec![Effect::Say("no row stands above this one to fill from".into())],
        };
        let Some(value) = world.records.get(from).map(|r| r.value(field).clone()) else { return Vec::new() };
        if let Some(why) = into.iter().find_map(|id| refusal(&world.records, *id, field, &value)) {
            return vec![Effect::Say(why)];
        }
        match set_field(&world.records, &into, field, &value) {
            Some(change) => {
                let (count, called) = (change.edits.len(), world.records.called(from));
                let said =
                    if count == 1 { format!("as in {called}") } else { format!("{count} filled as in {called}") };
                let undo = crate::panes::palette::key_of(world, Command::TextUndo);
                vec![Effect::Save(change), Effect::Say(format!("{said}; {undo} takes it back"))]
            }
            None => vec![Effect::Say("it holds the same already".into())],
        }
    }

    /// The text of the cell as the draft of its field.
    fn cell_draft(&self, world: &World) -> Option<Draft> {
        let (id, field) = self.cell(world)?;
        let writing = self.grid.as_ref()?.writing.as_ref().filter(|w| !w.is_untouched())?;
        Some(Draft { id, field, text: writing.input.text().into(), extra: String::new(), at: world.now })
    }
    /// What had waited in the cell as a draft makes room for this one and waits on.
    fn aside(&self, draft: &Draft, wrote: bool, world: &World) -> Option<Effect> {
        let before = world.drafts.get(&(draft.id, draft.field)).filter(|_| !wrote)?;
        let is_other = !before.text.is_empty() && before.text != draft.text;
        is_other.then(|| Left::at(&of_field(draft.id, draft.field), world).keep(&before.text, world))
    }
    fn cell_typing(&self) -> Option<&Typing> {
        Some(&self.grid.as_ref()?.writing.as_ref()?.typing)
    }
    pub(super) fn grid_due(&self) -> Option<u64> {
        self.cell_typing()?.due()
    }
    /// Writes what is typed as a draft.
    pub(super) fn flush_cell(&mut self, world: &World) -> Vec<Effect> {
        if !self.cell_typing().is_some_and(Typing::is_open) {
            return Vec::new();
        }
        let draft = self.cell_draft(world);
        let Some(writing) = self.grid.as_mut().and_then(|grid| grid.writing.as_mut()) else { return Vec::new() };
        let wrote = writing.wrote;
        writing.typing.written();
        writing.wrote |= draft.is_some();
        let aside = draft.as_ref().and_then(|draft| self.aside(draft, wrote, world));
        aside.into_iter().chain(draft.map(Effect::Draft)).collect()
    }
    pub(super) fn unsaved_cell(&self, world: &World) -> Vec<Typed> {
        let open = self.cell_typing().is_some_and(Typing::is_open);
        let kept = self.cell_draft(world).filter(|_| open).map(Effect::Draft);
        kept.and_then(|effect| effect.kept_by(&world.actor)).map(Typed::Kept).into_iter().collect()
    }

    /// Text that came at once: one cell is written on, several fill down and right after a preview.
    pub(super) fn paste_cells(&mut self, text: &str, world: &World) -> Option<Vec<Effect>> {
        let grid = self.grid.as_mut()?;
        let block = text.trim_end_matches(['\n', '\r']);
        if grid.writing.is_some() || !block.contains(['\t', '\n']) {
            let writing = grid.writing.get_or_insert_with(Writing::anew);
            writing.input.paste(block);
            writing.typing.key(world.tick);
            return Some(Vec::new());
        }
        Some(match crate::exchange::csv::cells(block) {
            Ok(rows) => vec![Effect::Go(super::pasted::preview(self, &rows, world))],
            Err(why) => vec![Effect::Say(format!("not pasted: {why}"))],
        })
    }

    /// The record and the field of each cell of a block that begins at the cell; and what is left over of it.
    pub(super) fn cells_from_here(&self, _: &World) -> Option<(Vec<Id>, Vec<usize>)> {
        // All columns as they are seen, so that a row that was copied fits; what is computed is passed over.
        let columns = self.rows.columns.clone();
        let at = columns.iter().position(|c| Some(*c) == self.grid.as_ref().map(|grid| grid.column))?;
        let ids = self.rows.ids.get(self.window.cursor..)?.to_vec();
        Some((ids, columns[at..].to_vec()))
    }
}

/// One change of all cells, as one step.
pub(super) fn all_at_once(cells: Vec<(Id, usize, Value)>, world: &World) -> Change {
    let count = cells.len();
    let mut change = Change::new(format!("{count} pasted cells")).by(crate::domain::gate::Road::Bulk);
    let mut by_record: Vec<(Id, Vec<(usize, Value)>)> = Vec::new();
    for (id, field, value) in cells {
        match by_record.iter_mut().find(|(known, _)| *known == id) {
            Some((_, values)) => values.push((field, value)),
            None => by_record.push((id, vec![(field, value)])),
        }
    }
    for (id, values) in by_record {
        if let Some(record) = world.records.live(id) {
            change = change.set(record, values);
        }
    }
    change
}
