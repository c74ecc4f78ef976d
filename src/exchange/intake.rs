//! Row by row: cells to values, title and id of the row, the record it looks like.

use super::{
    headings::{Headings, OWN_ID, ReadAs},
    names::{NameIndex, NameMatch},
    preview::{Doubt, FileSpot, Match, Preview, PreviewRow, first_line},
    refs::{PROVISIONAL, Resolver, Trouble, not_an_item, trouble},
    sheet::{Sheet, SheetLine},
    values,
};
use crate::{
    domain::{Id, Kind, Record, Value, View, kinds::*, own, skeleton::FIRST_OWN, value::join_ids},
    shown::{cut, has_hidden, shown_line},
};
use std::collections::{HashMap, HashSet};

/// The state of one run over the rows.
pub(super) struct Intake<'a> {
    sheet: &'a Sheet,
    headings: Headings,
    kind: Kind,
    view: View<'a>,
    title_from: Option<usize>,
    resolver: Resolver<'a>,
    here: NameIndex,
    /// The row in which an own id or a title was first met.
    ids: HashMap<Id, usize>,
    titles: HashMap<String, usize>,
    doubled: Vec<String>,
    dashes: usize,
    pub(super) preview: Preview,
}

impl<'a> Intake<'a> {
    pub(super) fn new(
        sheet: &'a Sheet,
        headings: Headings,
        kind: Kind,
        view: View<'a>,
        title_from: Option<usize>,
    ) -> Self {
        let own = own_ids(sheet, &headings, kind);
        let fields = kind.spec().fields;
        let used = headings.columns.iter().zip(&sheet.headings).filter_map(|(column, heading)| match column {
            ReadAs::OwnId => Some((heading.clone(), "id".to_string())),
            // New ones are told apart from these.
            ReadAs::Field(f) if own::is_own(*f) => {
                let here = view.records.own(kind).find(|(at, _)| at == f);
                here.map(|(_, field)| (heading.clone(), format!("own column {}", field.label)))
            }
            ReadAs::Field(f) => Some((heading.clone(), fields[*f].label.to_string())),
            ReadAs::Nothing => None,
        });
        let mut preview = Preview::new(kind, sheet.rows.len());
        preview.used = used.collect();
        if let Some(field) = title_from {
            let (title, from) = (fields[kind.spec().title].label, fields[field].label);
            let words = if kind == Kind::Attendance { "" } else { "the first words of " };
            preview.notices.push(format!("No column holds the {title}; it was made from {words}{from}."));
        }
        Intake {
            sheet,
            headings,
            kind,
            view,
            title_from,
            resolver: Resolver::new(view, own),
            here: NameIndex::of(view.records, kind),
            ids: HashMap::new(),
            titles: HashMap::new(),
            doubled: Vec::new(),
            dashes: 0,
            preview,
        }
    }

    pub(super) fn row(&mut self, line: &SheetLine) -> Result<PreviewRow, Vec<Doubt>> {
        let doubt = |column: &str, value: &str, trouble: Trouble| Doubt {
            row: line.number,
            column: column.to_string(),
            value: value.to_string(),
            reason: trouble.reason,
            allowed: trouble.allowed,
        };
        let (cells, width) = (line.cells.len(), self.sheet.headings.len());
        if cells != width {
            let reason = format!("the row has {cells} cells and the headings have {width}");
            let allowed = "one cell a heading; a cell that holds the separator stands in quotation marks".to_string();
            return Err(vec![doubt("", "", Trouble { reason, allowed })]);
        }
        if let Some(at) = line.cells.iter().position(|cell| cell.contains('\0')) {
            let reason = "the cell holds a NUL, which no text can hold".to_string();
            let allowed = "letters, digits and signs; write the cell anew".to_string();
            return Err(vec![doubt(&self.sheet.headings[at], &line.cells[at], Trouble { reason, allowed })]);
        }
        let (values, mut doubts) = self.values(line, &doubt);
        let title_column = self.headings.column_of(self.kind.spec().title);
        let own_column = self.headings.columns.iter().position(|c| *c == ReadAs::OwnId);
        match self.identify(line, values, own_column) {
            Ok(row) if doubts.is_empty() => return Ok(row),
            Ok(_) => {}
            // A title that could not be read is not empty.
            Err((false, _)) if title_column.is_some_and(|c| !line.cells[c].trim().is_empty()) => {}
            Err((in_id, trouble)) => {
                let column = if in_id { own_column.or(title_column) } else { title_column.or(own_column) };
                let heading = column.map_or("", |c| self.sheet.headings[c].as_str());
                doubts.insert(0, doubt(heading, column.map_or("", |c| line.cells[c].as_str()), trouble));
            }
        }
        Err(doubts)
    }

    /// A column that says only "justification" speaks for what its row decides: for using a control, or for leaving it
    /// out.
    fn sort_reasons(&self, values: &mut [(usize, Value)]) {
        let out = values.contains(&(item::USE, item::Use::No.value()));
        let column = self.headings.columns.iter().position(|c| *c == ReadAs::Field(item::WHY_FOR));
        let plain = |c: usize| {
            let heading = super::fold::same(&self.sheet.headings[c]);
            let both = heading.contains("inclusion") && heading.contains("exclusion");
            both || item::GENERAL_REASONS.contains(&heading.as_str())
        };
        let both = values.iter().any(|(field, _)| *field == item::WHY_AGAINST);
        if self.kind == Kind::Item && out && !both && column.is_some_and(plain) {
            values.iter_mut().filter(|(f, _)| *f == item::WHY_FOR).for_each(|(field, _)| *field = item::WHY_AGAINST);
        }
    }

    /// The values of the cells, and what is doubtful among them.
    fn values(
        &mut self,
        line: &SheetLine,
        doubt: &dyn Fn(&str, &str, Trouble) -> Doubt,
    ) -> (Vec<(usize, Value)>, Vec<Doubt>) {
        let mut values: Vec<(usize, Value)> = Vec::new();
        let mut doubts = Vec::new();
        for ((column, heading), cell) in self.headings.columns.iter().zip(&self.sheet.headings).zip(&line.cells) {
            let ReadAs::Field(field) = *column else { continue };
            if has_hidden(cell) {
                self.preview.hide(FileSpot { row: line.number, column: heading.clone() });
            }
            match values::read(self.view, &mut self.resolver, self.kind, field, cell) {
                Err(trouble) => doubts.push(doubt(heading, cell, trouble)),
                Ok(read) => {
                    self.dashes += usize::from(read.dash);
                    match (values.iter_mut().find(|(f, _)| *f == field), read.value) {
                        (_, Value::Empty) => {}
                        (Some((_, Value::Refs(old))), Value::Refs(more)) => {
                            *old = old.iter().chain(&more).copied().collect::<Vec<_>>().into();
                        }
                        (_, value) => values.push((field, value)),
                    }
                }
            }
        }
        self.sort_reasons(&mut values);
        values.iter_mut().for_each(|(_, value)| {
            if let Value::Refs(ids) = value {
                *value = Value::refs(ids.iter().copied());
            }
        });
        (values, doubts)
    }

    /// Gives the row its title and finds the record it looks like. An error says whether it lies in the id.
    fn identify(
        &mut self,
        line: &SheetLine,
        mut values: Vec<(usize, Value)>,
        own_column: Option<usize>,
    ) -> Result<PreviewRow, (bool, Trouble)> {
        let title_field = self.kind.spec().title;
        let title_made = self.make_title(&mut values);
        let title = text_of(&values, title_field).to_string();
        let own = own_column.map(|c| line.cells[c].trim()).filter(|c| !c.is_empty());
        let given = match (own, self.kind) {
            (Some(cell), _) => Some(self.own_id(cell, line.number).map_err(|t| (true, t))?),
            (None, Kind::Item) => title.split([' ', ':']).next().and_then(Id::item),
            _ => None,
        };
        if let (None, Kind::Item, Some(number)) = (given, self.kind, title.split([' ', ':']).next())
            && is_number_of_standard(number)
        {
            not_an_item(&title, number).map_err(|t| (true, t))?;
        }
        let looks_like = self.looks_like(line.number, given, &values, &title);
        let built_in = looks_like.is_some_and(|m| m.id.kind == Kind::Item && m.id.n < FIRST_OWN);
        if built_in {
            values.retain(|(field, _)| *field != title_field);
        }
        if title.trim().is_empty() && given.is_none() {
            let label = self.kind.spec().fields[title_field].label;
            return trouble(format!("{label} is empty"), "a name for each record").map_err(|t| (false, t));
        }
        self.note_title(&title, line.number);
        Ok(PreviewRow {
            number: line.number,
            id: given,
            values,
            title_made,
            kept: Vec::new(),
            actions: Vec::new(),
            looks_like,
        })
    }

    fn own_id(&mut self, cell: &str, row: usize) -> Result<Id, Trouble> {
        let allowed = format!("an id such as {}, or an empty cell", Id::new(self.kind, 4));
        let id = match cell.parse::<Id>() {
            // Beyond this, numbers are typing errors, and the provisional ones would come near.
            Ok(id) if id.kind == self.kind && id.n < 1_000_000 => id,
            _ => return trouble(format!("this is no id of the {}", self.kind.spec().plural), allowed),
        };
        if let Some(first) = self.ids.insert(id, row).filter(|first| *first != row) {
            return trouble(format!("row {first} has the same id"), allowed);
        }
        match self.view.records.get(id) {
            Some(record) if record.hidden => {
                trouble(format!("{id} was deleted here"), "bring it back first, or an empty cell")
            }
            _ => Ok(id),
        }
    }

    fn make_title(&self, values: &mut Vec<(usize, Value)>) -> bool {
        let Some(from) = self.title_from else { return false };
        let title = match self.kind {
            // `Use of chatbots, M. Sato`.
            Kind::Attendance => {
                let called = |field: usize| {
                    let id = values.iter().find_map(|(f, v)| match v {
                        Value::Ref(id) if *f == field => Some(*id),
                        _ => None,
                    });
                    id.map(|id| self.resolver.name_of(id))
                };
                let parts: Vec<String> =
                    [attendance::TRAINING, attendance::PERSON].into_iter().filter_map(called).collect();
                parts.join(", ")
            }
            _ => first_line(text_of(values, from)),
        };
        values.push((self.kind.spec().title, Value::text(title)));
        true
    }

    fn looks_like(&self, row: usize, given: Option<Id>, values: &[(usize, Value)], title: &str) -> Option<Match> {
        let records = self.view.records;
        // An id that is not here says that the row comes from elsewhere, whatever its name.
        let found = |id, exact| Some(Match { row, id, exact: exact && given.is_none_or(|given| given == id) });
        if let Some(record) = given.and_then(|id| records.live(id)) {
            return found(record.id, true);
        }
        let item = values.iter().find_map(|(f, v)| match v {
            Value::Ref(id) if self.kind == Kind::Answer && *f == answer::ITEM => Some(*id),
            _ => None,
        });
        let placed = values.iter().any(|(f, _)| *f == answer::INTERVIEW);
        if let Some(item) = item.filter(|_| !placed) {
            return super::brought::answer_of(records, &self.preview.source, item).and_then(|id| found(id, true));
        }
        if self.kind.is_single() {
            return records.single(self.kind).and_then(|r| found(r.id, true));
        }
        let reference = self.kind.spec().reference.map(|f| text_of(values, f)).filter(|r| !r.trim().is_empty());
        // Numbers of other tools are often 1, 2, 3: only with the same title is it surely the same record.
        match reference.map_or(NameMatch::None, |r| self.here.referred(r)) {
            NameMatch::One(id) => return found(id, records.get(id).is_some_and(|r| r.title().trim() == title.trim())),
            NameMatch::Several(ids) => return found(ids[0], false),
            _ => {}
        }
        match self.here.named(title) {
            // Two systems of one name with different numbers elsewhere are two systems until somebody says otherwise.
            NameMatch::One(id) => found(id, self.same_reference(records.get(id), values)),
            NameMatch::Several(ids) => found(ids[0], false),
            NameMatch::Alike(id) => found(id, false),
            NameMatch::None => None,
        }
    }

    fn same_reference(&self, record: Option<&Record>, values: &[(usize, Value)]) -> bool {
        let Some(field) = self.kind.spec().reference else { return true };
        let (theirs, ours) = (text_of(values, field).trim(), record.map_or("", |r| r.text(field)).trim());
        theirs.is_empty() || ours.is_empty() || theirs == ours
    }

    fn note_title(&mut self, title: &str, row: usize) {
        if title.trim().is_empty() || matches!(self.kind, Kind::Answer | Kind::Item) {
            return;
        }
        if let Some(first) = self.titles.insert(super::fold::same(title), row) {
            self.doubled.push(format!("Rows {first} and {row} have the same name: “{}”.", shown_line(&cut(title, 60))));
        }
    }

    pub(super) fn finish(mut self) -> Preview {
        if self.dashes > 0 {
            let cells =
                if self.dashes == 1 { "1 cell that holds" } else { &format!("{} cells that hold", self.dashes) };
            self.preview.notices.push(format!("{cells} only a dash: read as empty."));
        }
        if !self.resolver.gone.is_empty() {
            let gone: Vec<Id> = self.resolver.gone.iter().copied().collect();
            let gone = join_ids(&gone, ", ");
            self.preview.notices.push(format!("The sheet calls {gone} deleted; left out where it stands."));
        }
        self.preview.notices.append(&mut self.doubled);
        self.refuse_dangling();
        self.preview.newcomers = self.resolver.newcomers;
        self.preview.name_newcomers();
        self.preview
    }

    /// A row that points at a refused row of the same file is refused too, and so on.
    fn refuse_dangling(&mut self) {
        let rows = std::mem::take(&mut self.preview.good);
        let records = self.view.records;
        let deleted = std::mem::take(&mut self.resolver.deleted);
        let comes = |id: &Id| id.n < PROVISIONAL && records.live(*id).is_none() && !deleted.contains(id);
        let here: HashSet<Id> = rows.iter().filter_map(|r| r.id).collect();
        let mut pointing: HashMap<Id, Vec<usize>> = HashMap::new();
        let mut refused: HashMap<usize, Id> = HashMap::new();
        for (i, row) in rows.iter().enumerate() {
            for id in row.refs().filter(comes) {
                pointing.entry(id).or_default().push(i);
                if !here.contains(&id) {
                    refused.insert(i, id);
                }
            }
        }
        let mut open: Vec<usize> = refused.keys().copied().collect();
        while let Some(id) = open.pop().map(|i| rows[i].id) {
            for i in id.and_then(|id| Some((id, pointing.get(&id)?))).into_iter().flat_map(|(_, list)| list) {
                if let (std::collections::hash_map::Entry::Vacant(slot), Some(id)) = (refused.entry(*i), id) {
                    slot.insert(id);
                    open.push(*i);
                }
            }
        }
        for (i, row) in rows.into_iter().enumerate() {
            match refused.get(&i) {
                None => self.preview.good.push(row),
                Some(id) => self.preview.doubt(Doubt {
                    row: row.number,
                    column: self.own_heading(),
                    value: row.id.map_or(String::new(), |id| id.to_string()),
                    reason: format!("the row refers to {id}, which is in a refused row"),
                    allowed: "mend that row first".into(),
                }),
            }
        }
        self.preview.doubts.sort_by_key(|d| d.row);
    }

    fn own_heading(&self) -> String {
        let own = self.headings.columns.iter().position(|c| *c == ReadAs::OwnId);
        own.map_or(OWN_ID.to_string(), |c| self.sheet.headings[c].clone())
    }
}

/// The ids that rows of the file bring for themselves.
fn own_ids(sheet: &Sheet, headings: &Headings, kind: Kind) -> HashSet<Id> {
    let Some(column) = headings.columns.iter().position(|c| *c == ReadAs::OwnId) else { return HashSet::new() };
    let ids = sheet.rows.iter().filter_map(|row| row.cells.get(column)?.parse::<Id>().ok());
    ids.filter(|id| id.kind == kind && id.n < 1_000_000).collect()
}

fn text_of(values: &[(usize, Value)], field: usize) -> &str {
    values.iter().find(|(f, _)| *f == field).map_or("", |(_, value)| match value {
        Value::Text(text) => text,
        _ => "",
    })
}

/// `A.5.9`, `7.2.1`: written like a clause or control, so that it cannot be the title of an own one.
fn is_number_of_standard(word: &str) -> bool {
    let digits = word.strip_prefix(['A', 'a']).map_or(word, |rest| rest.trim_start_matches('.'));
    digits.contains('.') && digits.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}
