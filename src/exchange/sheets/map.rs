//! What each column of a table is read as, how sure that is, and what is asked.

use super::{
    facts::{HeadingFacts, HeadingNames, KnownHeading, norm},
    fit::{Cells, HeadingFit, fit},
    own,
    said::GivenAnswers,
    shape::FoundTable,
    words::{self, WordSense},
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
pub enum ColumnTarget {
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
pub enum MappedBy {
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
pub struct MappedColumn {
    pub heading: String,
    /// What it is called where something is said about it alone: its heading, or `column 3` where two have the same.
    pub address: String,
    /// What it is called as an own column.
    pub label: String,
    pub target: ColumnTarget,
    pub how: MappedBy,
    /// What else it could be.
    pub others: Vec<ColumnTarget>,
    /// Its different filled cells with their counts, in the order of their first row.
    pub cells: Cells,
}

impl MappedColumn {
    /// Whether a person has to say what it is.
    pub fn is_open(&self) -> bool {
        self.how == MappedBy::Proposed
    }
    /// What it can be, the likeliest first; in the end an own column, a line of the record, and nothing.
    pub fn candidates(&self, own: Option<ColumnTarget>) -> Vec<ColumnTarget> {
        let mut list = vec![self.target];
        let others = self.others.iter().copied().filter(|t| !matches!(t, ColumnTarget::Kept | ColumnTarget::Out));
        for target in others.chain(own).chain([ColumnTarget::Kept, ColumnTarget::Out]) {
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
pub fn columns(
    facts: &HeadingFacts,
    view: View,
    kind: Kind,
    table: &FoundTable,
    said: &GivenAnswers,
) -> Vec<MappedColumn> {
    let known = own::known(view.records, kind);
    let labels = own::labels(kind, &table.headings);
    let look = Look { facts, kind, known: &known, view };
    let mut columns: Vec<MappedColumn> =
        labels.into_iter().enumerate().map(|(i, label)| column(&look, table, (i, label), said)).collect();
    settle_rivals(&look, &mut columns);
    ask_about_twins(&mut columns);
    if said.keep_unknown {
        for column in columns.iter_mut().filter(|c| c.is_open()) {
            (column.target, column.how) = (ColumnTarget::Kept, MappedBy::Own);
        }
    }
    columns
}

/// The different filled cells of a column.
pub fn cells_of(table: &FoundTable, column: usize) -> Cells {
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
    facts: &'a HeadingFacts,
    kind: Kind,
    known: &'a own::OwnColumns,
    view: View<'a>,
}

impl Look<'_> {
    /// What becomes of a column that is no field: the own column that is called so, a new one, or a line of the record.
    fn unknown(&self, label: &str, heading: &str, cells: &Cells) -> ColumnTarget {
        match own::takes(self.kind) {
            true => own::target(self.known, label, own::sort(self.facts, heading, cells, self.view.today)),
            false => ColumnTarget::Kept,
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

fn column(look: &Look<'_>, table: &FoundTable, (at, label): (usize, String), said: &GivenAnswers) -> MappedColumn {
    let (facts, kind) = (look.facts, look.kind);
    let heading = match table.headings[at].as_str() {
        "" => format!("column {}", at + 1),
        heading => heading.to_string(),
    };
    let cells = cells_of(table, at);
    let numbered = format!("column {}", at + 1);
    let twice = table.headings.iter().filter(|h| norm(h) == norm(&heading)).count() > 1;
    let address = if twice { numbered.clone() } else { heading.clone() };
    let (target, how, others) =
        match said.target(kind, look.known, &numbered).or_else(|| said.target(kind, look.known, &heading)) {
            _ if is_ours_alone(&heading) => (ColumnTarget::Out, MappedBy::Theirs, Vec::new()),
            Some(ColumnTarget::New(sort)) => (own::target(look.known, &label, sort), MappedBy::Said, Vec::new()),
            Some(target) => (target, MappedBy::Said, Vec::new()),
            None if cells.is_empty() => (ColumnTarget::Out, MappedBy::Empty, Vec::new()),
            None if table.own => (own_column(kind, look.known, &heading), MappedBy::Sure, Vec::new()),
            None => match found(facts, kind, &heading, &cells) {
                // What is not sure is proposed as what loses nothing.
                (ColumnTarget::Kept, MappedBy::Proposed, others) => {
                    (look.unknown(&label, &heading, &cells), MappedBy::Proposed, others)
                }
                (ColumnTarget::Kept, _, others) => (look.unknown(&label, &heading, &cells), MappedBy::Own, others),
                (ColumnTarget::Field(field), MappedBy::Sure, _) if look.is_empty_register(field) => {
                    let own = look.unknown(&label, &heading, &cells);
                    (own, MappedBy::Proposed, vec![ColumnTarget::Field(field), ColumnTarget::Kept, ColumnTarget::Out])
                }
                found => found,
            },
        };
    MappedColumn { heading, address, label, target, how, others, cells }
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
fn own_column(kind: Kind, known: &own::OwnColumns, heading: &str) -> ColumnTarget {
    if is_own_id(heading) {
        return ColumnTarget::Id;
    }
    let fields = kind.spec().fields.iter().enumerate().filter(|(_, f)| f.stored());
    let named = fields.clone().find(|(_, f)| f.name == heading.trim());
    let named = named.or_else(|| fields.clone().find(|(_, f)| key(f.label) == key(heading)));
    let own = known.iter().find(|(_, label)| key(label) == key(heading)).map(|(field, _)| *field);
    // As JSON names them.
    let keyed = || heading.strip_prefix("own ").and_then(keyed).filter(|at| known.iter().any(|(field, _)| field == at));
    let own = own.or_else(keyed);
    named.map(|(field, _)| field).or(own).map_or(ColumnTarget::Out, ColumnTarget::Field)
}

fn target(names: &HeadingNames) -> ColumnTarget {
    match names {
        HeadingNames::Id => ColumnTarget::Id,
        HeadingNames::Field(field) => ColumnTarget::Field(*field),
        HeadingNames::Elsewhere(_) => ColumnTarget::Kept,
    }
}

fn found(
    facts: &HeadingFacts,
    kind: Kind,
    heading: &str,
    cells: &Cells,
) -> (ColumnTarget, MappedBy, Vec<ColumnTarget>) {
    let own = (ColumnTarget::Kept, MappedBy::Own, Vec::new());
    match facts.look_up(kind, heading) {
        KnownHeading::Sure(HeadingNames::Elsewhere(name)) if kind == Kind::Finding && name == ACTION => {
            (ColumnTarget::Action, MappedBy::Sure, vec![ColumnTarget::Kept, ColumnTarget::Out])
        }
        KnownHeading::Sure(HeadingNames::Elsewhere(_)) | KnownHeading::Unknown => own,
        KnownHeading::Sure(names) => sure(facts, kind, heading, &names, cells),
        KnownHeading::Either(list) => either(facts, kind, heading, &list, cells),
        KnownHeading::Part(names) if fit(facts, kind, &names, cells) != HeadingFit::Against => {
            (target(&names), MappedBy::Proposed, vec![ColumnTarget::Kept, ColumnTarget::Out])
        }
        KnownHeading::Part(_) => own,
        KnownHeading::Never => (ColumnTarget::Out, MappedBy::Theirs, Vec::new()),
    }
}

/// A heading that says what it is, unless its cells speak against it.
fn sure(
    facts: &HeadingFacts,
    kind: Kind,
    heading: &str,
    names: &HeadingNames,
    cells: &Cells,
) -> (ColumnTarget, MappedBy, Vec<ColumnTarget>) {
    let against = fit(facts, kind, names, cells) == HeadingFit::Against;
    let doubtful = match names {
        HeadingNames::Id => against,
        HeadingNames::Field(field) => match kind.spec().fields[*field].typ {
            Type::Choice(_) => against && mostly_unknown(facts, kind, *field, cells),
            // An address says who can be asked, not who answers for it.
            Type::Ref([Kind::Person]) => norm(heading).contains("mail"),
            Type::Ref([Kind::Item]) | Type::Refs([Kind::Item]) | Type::Number(..) | Type::Line => against,
            _ => false,
        },
        HeadingNames::Elsewhere(_) => false,
    };
    match doubtful {
        true => (ColumnTarget::Kept, MappedBy::Proposed, vec![target(names), ColumnTarget::Out]),
        false => (target(names), MappedBy::Sure, Vec::new()),
    }
}

/// Most words of a column, or more than a dozen, mean nothing to us.
fn mostly_unknown(facts: &HeadingFacts, kind: Kind, field: usize, cells: &Cells) -> bool {
    let words = cells.iter().filter(|(c, _)| !facts.is_nothing(c));
    let (all, unknown) = words.fold((0, 0), |(all, unknown), (c, _)| {
        (all + 1, unknown + usize::from(words::read(facts, kind, field, c) == WordSense::Unknown))
    });
    unknown > 12 || unknown * 2 > all
}

/// Which of several meanings the cells speak for.
fn either(
    facts: &HeadingFacts,
    kind: Kind,
    heading: &str,
    list: &[HeadingNames],
    cells: &Cells,
) -> (ColumnTarget, MappedBy, Vec<ColumnTarget>) {
    let fits: Vec<HeadingFit> = list.iter().map(|names| fit(facts, kind, names, cells)).collect();
    let others = |but: usize| {
        let rest = list.iter().enumerate().filter(|(i, _)| *i != but).map(|(_, names)| target(names));
        rest.filter(|target| *target != ColumnTarget::Kept)
            .chain([ColumnTarget::Kept, ColumnTarget::Out])
            .collect::<Vec<_>>()
    };
    let speaking: Vec<usize> = (0..list.len()).filter(|i| fits[*i] == HeadingFit::For).collect();
    if let [one] = speaking.as_slice() {
        return (target(&list[*one]), MappedBy::Sure, others(*one));
    }
    if let Some(first) = speaking.first() {
        return (target(&list[*first]), MappedBy::Proposed, others(*first));
    }
    let Some(first) = fits.iter().position(|f| *f == HeadingFit::Silent) else {
        // None fits; a list of words that knows some of them is asked about first.
        return match list.iter().position(|names| knows_some(facts, kind, names, cells)) {
            Some(at) => (target(&list[at]), MappedBy::Proposed, others(at)),
            None => (ColumnTarget::Kept, MappedBy::Proposed, others(usize::MAX)),
        };
    };
    let ours = match &list[first] {
        HeadingNames::Field(f) => kind.spec().fields[*f].aliases.iter().any(|a| norm(a) == norm(heading)),
        _ => false,
    };
    let free = list.iter().all(|names| is_text(kind, names));
    match first == 0 && free && (list.len() == 1 || ours) {
        true => (target(&list[0]), MappedBy::Sure, others(0)),
        false => (target(&list[first]), MappedBy::Proposed, others(first)),
    }
}

/// Whether at least a third of the words of a column are known, or may be.
fn knows_some(facts: &HeadingFacts, kind: Kind, names: &HeadingNames, cells: &Cells) -> bool {
    let HeadingNames::Field(field) = names else { return false };
    let listed = matches!(kind.spec().fields[*field].typ, Type::Choice(_));
    listed && !cells.is_empty() && !mostly_unknown(facts, kind, *field, cells)
}

fn is_text(kind: Kind, names: &HeadingNames) -> bool {
    match names {
        HeadingNames::Field(f) => matches!(kind.spec().fields[*f].typ, Type::Line | Type::Long),
        HeadingNames::Id => false,
        HeadingNames::Elsewhere(_) => true,
    }
}

/// Two columns of one field: that one whose cells fit, else the first; the other is asked about or kept.
fn settle_rivals(look: &Look<'_>, columns: &mut [MappedColumn]) {
    let (facts, kind) = (look.facts, look.kind);
    let rank = |c: &MappedColumn| {
        let names = match c.target {
            ColumnTarget::Field(f) if !is_own(f) => HeadingNames::Field(f),
            _ => HeadingNames::Id,
        };
        let how = match c.how {
            MappedBy::Said => 2,
            MappedBy::Sure => 1,
            _ => 0,
        };
        (how, fit(facts, kind, &names, &c.cells))
    };
    for i in 1..columns.len() {
        let taken = columns[i].target;
        let single = match taken {
            ColumnTarget::Id => true,
            ColumnTarget::Field(f) if is_own(f) => true,
            ColumnTarget::Field(f) => !matches!(kind.spec().fields[f].typ, Type::Refs(_)) || columns[i].is_open(),
            _ => false,
        };
        let Some(before) = (0..i).find(|j| columns[*j].target == taken).filter(|_| single) else { continue };
        let (here, there) = (rank(&columns[i]), rank(&columns[before]));
        let loser = if here > there { before } else { i };
        columns[loser].others = vec![taken, ColumnTarget::Out];
        let lost = &columns[loser];
        // Another column of the same name would take the place of this one.
        let own = look.unknown(&lost.label, &lost.heading, &lost.cells);
        columns[loser].target = if own == taken { ColumnTarget::Kept } else { own };
        columns[loser].how = if here == there { MappedBy::Proposed } else { MappedBy::Own };
    }
}

/// Of two columns with one heading a person says which is which, however well the cells of one fit.
fn ask_about_twins(columns: &mut [MappedColumn]) {
    for i in 1..columns.len() {
        let asked = matches!(columns[i].how, MappedBy::Own | MappedBy::Sure);
        let twin = (0..i).any(|j| {
            let before = &columns[j];
            norm(&before.heading) == norm(&columns[i].heading)
                && !matches!(before.how, MappedBy::Empty | MappedBy::Theirs)
        });
        if asked && twin {
            columns[i].how = MappedBy::Proposed;
        }
    }
}
