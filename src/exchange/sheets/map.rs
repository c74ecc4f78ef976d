//! What each column of a table is read as, how sure that is, and what is asked.

use super::{
    facts::{Facts, Hit, Names, norm},
    fit::{Cells, Fit, fit},
    own,
    said::Said,
    shape::Table,
    words::{self, Word},
};
use crate::{
    domain::{
        Kind, View,
        field::Type,
        kinds::own_column::Sort,
        own::{is_own, keyed},
    },
    exchange::{csv::GUARDED, fold::key, headings::OWN_ID, refs},
};
use std::collections::HashMap;

/// What is done with a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The number of a clause or control.
    Id,
    Field(usize),
    /// Each cell becomes an action about the record.
    Action,
    /// It becomes an own column that the file does not have yet.
    New(Sort),
    /// A line of the record keeps it.
    Kept,
    /// It is left out.
    Out,
}

/// Why that is done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    Sure,
    /// A person said so, now or the last time.
    Said,
    /// To be confirmed.
    Proposed,
    /// There is no field for it.
    Own,
    /// Nothing stands in it.
    Empty,
    /// It belongs to the other program alone.
    Theirs,
}

/// What a column of corrective actions is called.
pub const ACTION: &str = "action";

/// Heading of the column in which refused rows are given back with their reason.
pub const REASON: &str = "aims: why not";
/// Heading of the column that says from which file such rows are: mended, they are still rows of that file.
pub const FROM: &str = "aims: from";

/// One column as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub heading: String,
    /// What it is called where something is said about it alone: its heading, or `column 3` where two have the same.
    pub address: String,
    /// What it is called as an own column.
    pub label: String,
    pub target: Target,
    pub how: How,
    /// What else it could be.
    pub others: Vec<Target>,
    /// Its different filled cells with their counts, in the order of their first row.
    pub cells: Cells,
}

impl Column {
    /// Whether a person has to say what it is.
    pub fn is_open(&self) -> bool {
        self.how == How::Proposed
    }
    /// What it can be, the likeliest first; in the end an own column, a line of the record, and nothing.
    pub fn candidates(&self, own: Option<Target>) -> Vec<Target> {
        let mut list = vec![self.target];
        let others = self.others.iter().copied().filter(|t| !matches!(t, Target::Kept | Target::Out));
        for target in others.chain(own).chain([Target::Kept, Target::Out]) {
            if !list.contains(&target) {
                list.push(target);
            }
        }
        list
    }
    /// Cells that are filled.
    pub fn filled(&self) -> usize {
        self.cells.iter().map(|(_, n)| n).sum()
    }
}

/// The columns of a table as records of a kind.
pub fn columns(facts: &Facts, view: View, kind: Kind, table: &Table, said: &Said) -> Vec<Column> {
    let known = own::known(view.records, kind);
    let labels = own::labels(kind, &table.headings);
    let look = Look { facts, kind, known: &known, view };
    let mut columns: Vec<Column> =
        labels.into_iter().enumerate().map(|(i, label)| column(&look, table, (i, label), said)).collect();
    settle_rivals(&look, &mut columns);
    ask_about_twins(&mut columns);
    if said.keep_unknown {
        for column in columns.iter_mut().filter(|c| c.is_open()) {
            (column.target, column.how) = (Target::Kept, How::Own);
        }
    }
    columns
}

/// The different filled cells of a column.
pub fn cells_of(table: &Table, column: usize) -> Cells {
    let mut place: HashMap<&str, usize> = HashMap::new();
    let mut cells: Cells = Vec::new();
    for cell in table.rows.iter().filter_map(|r| r.cells.get(column)).filter(|c| !c.trim().is_empty()) {
        match place.get(cell.as_str()) {
            Some(at) => cells[*at].1 += 1,
            None => {
                place.insert(cell, cells.len());
                cells.push((cell.clone(), 1));
            }
        }
    }
    cells
}

/// What columns are looked at with.
struct Look<'a> {
    facts: &'a Facts,
    kind: Kind,
    known: &'a own::Known,
    view: View<'a>,
}

impl Look<'_> {
    /// What becomes of a column that is no field: the own column that is called so, a new one, or a line of the record.
    fn unknown(&self, label: &str, heading: &str, cells: &Cells) -> Target {
        match own::takes(self.kind) {
            true => own::target(self.known, label, own::sort(self.facts, heading, cells, self.view.today)),
            false => Target::Kept,
        }
    }
}

impl Look<'_> {
    /// Whether a field points at registers that are empty here and that no sheet fills by a mere name: each of its cells
    /// would be refused.
    fn is_empty_register(&self, field: usize) -> bool {
        let (Type::Ref(kinds) | Type::Refs(kinds)) = self.kind.spec().fields[field].typ else { return false };
        let fills = |kind: &Kind| *kind == Kind::Item || *kind == self.kind || refs::is_made_by_name(*kind);
        !kinds.iter().any(|kind| fills(kind) || self.view.records.all(*kind).next().is_some())
    }
}

fn column(look: &Look<'_>, table: &Table, (at, label): (usize, String), said: &Said) -> Column {
    let (facts, kind) = (look.facts, look.kind);
    let heading = match table.headings[at].as_str() {
        "" => format!("column {}", at + 1),
        heading => heading.to_string(),
    };
    let cells = cells_of(table, at);
    let numbered = format!("column {}", at + 1);
    let twice = table.headings.iter().filter(|h| norm(h) == norm(&heading)).count() > 1;
    let address = if twice { numbered.clone() } else { heading.clone() };
    let (target, how, others) = match said
        .target(kind, look.known, &numbered)
        .or_else(|| said.target(kind, look.known, &heading))
    {
        _ if is_ours_alone(&heading) => (Target::Out, How::Theirs, Vec::new()),
        Some(Target::New(sort)) => (own::target(look.known, &label, sort), How::Said, Vec::new()),
        Some(target) => (target, How::Said, Vec::new()),
        None if cells.is_empty() => (Target::Out, How::Empty, Vec::new()),
        None if table.own => (own_column(kind, look.known, &heading), How::Sure, Vec::new()),
        None => match found(facts, kind, &heading, &cells) {
            // What is not sure is proposed as what loses nothing.
            (Target::Kept, How::Proposed, others) => (look.unknown(&label, &heading, &cells), How::Proposed, others),
            (Target::Kept, _, others) => (look.unknown(&label, &heading, &cells), How::Own, others),
            (Target::Field(field), How::Sure, _) if look.is_empty_register(field) => {
                let own = look.unknown(&label, &heading, &cells);
                (own, How::Proposed, vec![Target::Field(field), Target::Kept, Target::Out])
            }
            found => found,
        },
    };
    Column { heading, address, label, target, how, others, cells }
}

/// Whether a heading is that of the ids of this program.
pub fn is_own_id(heading: &str) -> bool {
    key(heading) == key(OWN_ID)
}

/// Whether a column says something about the sheet, not about the records.
pub fn is_ours_alone(heading: &str) -> bool {
    [REASON, FROM, GUARDED].contains(&heading)
}

/// What a column of a sheet of this program is: its fields stand in it by name, hidden ones too; what it does not
/// describe is a newer one's, and is left out.
fn own_column(kind: Kind, known: &own::Known, heading: &str) -> Target {
    if is_own_id(heading) {
        return Target::Id;
    }
    let fields = kind.spec().fields.iter().enumerate().filter(|(_, f)| f.stored());
    let named = fields.clone().find(|(_, f)| f.name == heading.trim());
    let named = named.or_else(|| fields.clone().find(|(_, f)| key(f.label) == key(heading)));
    let own = known.iter().find(|(_, label)| key(label) == key(heading)).map(|(field, _)| *field);
    // As JSON names them.
    let keyed = || heading.strip_prefix("own ").and_then(keyed).filter(|at| known.iter().any(|(field, _)| field == at));
    let own = own.or_else(keyed);
    named.map(|(field, _)| field).or(own).map_or(Target::Out, Target::Field)
}

fn target(names: &Names) -> Target {
    match names {
        Names::Id => Target::Id,
        Names::Field(field) => Target::Field(*field),
        Names::Elsewhere(_) => Target::Kept,
    }
}

fn found(facts: &Facts, kind: Kind, heading: &str, cells: &Cells) -> (Target, How, Vec<Target>) {
    let own = (Target::Kept, How::Own, Vec::new());
    match facts.look_up(kind, heading) {
        Hit::Sure(Names::Elsewhere(name)) if kind == Kind::Finding && name == ACTION => {
            (Target::Action, How::Sure, vec![Target::Kept, Target::Out])
        }
        Hit::Sure(Names::Elsewhere(_)) | Hit::Unknown => own,
        Hit::Sure(names) => sure(facts, kind, heading, &names, cells),
        Hit::Either(list) => either(facts, kind, heading, &list, cells),
        Hit::Part(names) if fit(facts, kind, &names, cells) != Fit::Against => {
            (target(&names), How::Proposed, vec![Target::Kept, Target::Out])
        }
        Hit::Part(_) => own,
        Hit::Never => (Target::Out, How::Theirs, Vec::new()),
    }
}

/// A heading that says what it is, unless its cells speak against it.
fn sure(facts: &Facts, kind: Kind, heading: &str, names: &Names, cells: &Cells) -> (Target, How, Vec<Target>) {
    let against = fit(facts, kind, names, cells) == Fit::Against;
    let doubtful = match names {
        Names::Id => against,
        Names::Field(field) => match kind.spec().fields[*field].typ {
            Type::Choice(_) => against && mostly_unknown(facts, kind, *field, cells),
            // An address says who can be asked, not who answers for it.
            Type::Ref([Kind::Person]) => norm(heading).contains("mail"),
            Type::Ref([Kind::Item]) | Type::Refs([Kind::Item]) | Type::Number(..) | Type::Line => against,
            _ => false,
        },
        Names::Elsewhere(_) => false,
    };
    match doubtful {
        true => (Target::Kept, How::Proposed, vec![target(names), Target::Out]),
        false => (target(names), How::Sure, Vec::new()),
    }
}

/// Most words of a column, or more than a dozen, mean nothing to us.
fn mostly_unknown(facts: &Facts, kind: Kind, field: usize, cells: &Cells) -> bool {
    let words = cells.iter().filter(|(c, _)| !facts.is_nothing(c));
    let (all, unknown) = words.fold((0, 0), |(all, unknown), (c, _)| {
        (all + 1, unknown + usize::from(words::read(facts, kind, field, c) == Word::Unknown))
    });
    unknown > 12 || unknown * 2 > all
}

/// Which of several meanings the cells speak for.
fn either(facts: &Facts, kind: Kind, heading: &str, list: &[Names], cells: &Cells) -> (Target, How, Vec<Target>) {
    let fits: Vec<Fit> = list.iter().map(|names| fit(facts, kind, names, cells)).collect();
    let others = |but: usize| {
        let rest = list.iter().enumerate().filter(|(i, _)| *i != but).map(|(_, names)| target(names));
        rest.filter(|target| *target != Target::Kept).chain([Target::Kept, Target::Out]).collect::<Vec<_>>()
    };
    let speaking: Vec<usize> = (0..list.len()).filter(|i| fits[*i] == Fit::For).collect();
    if let [one] = speaking.as_slice() {
        return (target(&list[*one]), How::Sure, others(*one));
    }
    if let Some(first) = speaking.first() {
        return (target(&list[*first]), How::Proposed, others(*first));
    }
    let Some(first) = fits.iter().position(|f| *f == Fit::Silent) else {
        // None fits; a list of words that knows some of them is asked about first.
        return match list.iter().position(|names| knows_some(facts, kind, names, cells)) {
            Some(at) => (target(&list[at]), How::Proposed, others(at)),
            None => (Target::Kept, How::Proposed, others(usize::MAX)),
        };
    };
    let ours = match &list[first] {
        Names::Field(f) => kind.spec().fields[*f].aliases.iter().any(|a| norm(a) == norm(heading)),
        _ => false,
    };
    let free = list.iter().all(|names| is_text(kind, names));
    match first == 0 && free && (list.len() == 1 || ours) {
        true => (target(&list[0]), How::Sure, others(0)),
        false => (target(&list[first]), How::Proposed, others(first)),
    }
}

/// Whether at least a third of the words of a column are known, or may be.
fn knows_some(facts: &Facts, kind: Kind, names: &Names, cells: &Cells) -> bool {
    let Names::Field(field) = names else { return false };
    let listed = matches!(kind.spec().fields[*field].typ, Type::Choice(_));
    listed && !cells.is_empty() && !mostly_unknown(facts, kind, *field, cells)
}

fn is_text(kind: Kind, names: &Names) -> bool {
    match names {
        Names::Field(f) => matches!(kind.spec().fields[*f].typ, Type::Line | Type::Long),
        Names::Id => false,
        Names::Elsewhere(_) => true,
    }
}

/// Two columns of one field: that one whose cells fit, else the first; the other is asked about or kept.
fn settle_rivals(look: &Look<'_>, columns: &mut [Column]) {
    let (facts, kind) = (look.facts, look.kind);
    let rank = |c: &Column| {
        let names = match c.target {
            Target::Field(f) if !is_own(f) => Names::Field(f),
            _ => Names::Id,
        };
        let how = match c.how {
            How::Said => 2,
            How::Sure => 1,
            _ => 0,
        };
        (how, fit(facts, kind, &names, &c.cells))
    };
    for i in 1..columns.len() {
        let taken = columns[i].target;
        let single = match taken {
            Target::Id => true,
            Target::Field(f) if is_own(f) => true,
            Target::Field(f) => !matches!(kind.spec().fields[f].typ, Type::Refs(_)) || columns[i].is_open(),
            _ => false,
        };
        let Some(before) = (0..i).find(|j| columns[*j].target == taken).filter(|_| single) else { continue };
        let (here, there) = (rank(&columns[i]), rank(&columns[before]));
        let loser = if here > there { before } else { i };
        columns[loser].others = vec![taken, Target::Out];
        let lost = &columns[loser];
        // Another column of the same name would take the place of this one.
        let own = look.unknown(&lost.label, &lost.heading, &lost.cells);
        columns[loser].target = if own == taken { Target::Kept } else { own };
        columns[loser].how = if here == there { How::Proposed } else { How::Own };
    }
}

/// Of two columns with one heading a person says which is which, however well the cells of one fit.
fn ask_about_twins(columns: &mut [Column]) {
    for i in 1..columns.len() {
        let asked = matches!(columns[i].how, How::Own | How::Sure);
        let twin = (0..i).any(|j| {
            let before = &columns[j];
            norm(&before.heading) == norm(&columns[i].heading) && !matches!(before.how, How::Empty | How::Theirs)
        });
        if asked && twin {
            columns[i].how = How::Proposed;
        }
    }
}
