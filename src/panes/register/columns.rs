//! Which columns of a list are seen: the name of a record always stays, the others move past it like a sheet with a
//! frozen column, and room that is left over goes to the name.

use crate::{
    domain::{Id, Kind, Records, Type, field::Placement, own},
    framework,
    parts::list::COLUMN_GAP,
    shown::cells,
};
use std::collections::BTreeMap;

/// The name takes what is left over up to this width; beyond it lines are hard to follow.
const WIDEST_NAME: u16 = 60;

/// One column on the screen: field, cells from the left, width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeenColumn {
    pub field: usize,
    pub x: u16,
    pub width: u16,
}

/// The columns that are seen, and how many are not.
#[derive(Debug, PartialEq, Eq)]
pub struct ColumnLayout {
    pub seen: Vec<SeenColumn>,
    /// Columns to the right that do not fit.
    pub more: usize,
}

/// How a person wants the columns of a list: which ones in which order, how much wider than described, and how many
/// of them besides the name stay when the others are moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnWish {
    pub fields: Vec<usize>,
    pub wider: BTreeMap<usize, i16>,
    pub frozen: usize,
}

/// Cells that a column is made wider or narrower at once.
pub const BY: i16 = 2;
/// Stands behind the last frozen column.
const FROZEN: &str = "|";

impl ColumnWish {
    /// The columns as the kind is described.
    pub fn of(records: &Records, kind: Kind) -> ColumnWish {
        ColumnWish { fields: records.columns(kind), wider: BTreeMap::new(), frozen: 0 }
    }
    /// From the text of a setting; names that are none are passed over, and the name of a record is always there.
    pub fn read(records: &Records, kind: Kind, text: &str) -> ColumnWish {
        let spec = kind.spec();
        let mut wish = ColumnWish { fields: Vec::new(), wider: BTreeMap::new(), frozen: 0 };
        for word in text.split_whitespace() {
            if word == FROZEN {
                wish.frozen = wish.fields.iter().filter(|f| **f != spec.title).count();
                continue;
            }
            let at = word.find(['+', '-']).unwrap_or(word.len());
            let Some(field) = own::named(kind, &word[..at]).filter(|f| is_choosable(records, kind, *f)) else {
                continue;
            };
            if !wish.fields.contains(&field) {
                wish.fields.push(field);
                wish.wider.extend(word[at..].parse().ok().filter(|by| *by != 0).map(|by: i16| (field, by)));
            }
        }
        if !wish.fields.contains(&spec.title) {
            wish.fields.insert(0, spec.title);
        }
        wish
    }
    /// As the text of a setting.
    pub fn written(&self, kind: Kind) -> String {
        let spec = kind.spec();
        let (mut words, mut others) = (Vec::new(), 0);
        for field in &self.fields {
            let by = self.wider.get(field).filter(|by| **by != 0).map_or(String::new(), |by| format!("{by:+}"));
            words.push(format!("{}{by}", own::name(kind, *field)));
            others += usize::from(*field != spec.title);
            if self.frozen > 0 && others == self.frozen && *field != spec.title {
                words.push(FROZEN.into());
            }
        }
        words.join(" ")
    }
    /// Cells a column wants: as described or wished, and its head readable unless it was made narrower.
    pub fn wanted(&self, records: &Records, kind: Kind, field: usize) -> u16 {
        let by = self.wider.get(&field).copied().unwrap_or(0);
        wanted(records, kind, field).saturating_add_signed(by).clamp(2, 120)
    }
}

/// Whether a field can be a column: it has a place that is shown, and is not longer than a line.
pub fn is_choosable(records: &Records, kind: Kind, field: usize) -> bool {
    let known = !own::is_own(field) || records.own(kind).any(|(at, f)| at == field && !f.retired);
    let described = records.field(kind, field);
    let described_so = matches!(described.place, Placement::Column(_));
    known
        && (described_so
            || described.place == Placement::Form && !described.retired && !matches!(described.typ, Type::Long))
}

/// Cells a column wants: as described, and its head readable.
fn wanted(records: &Records, kind: Kind, field: usize) -> u16 {
    let described = records.field(kind, field);
    let width = match described.place {
        Placement::Column(width) => width,
        _ => 12,
    };
    width.max(cells(described.heading()) as u16)
}

/// Names that are looked at for how wide their column is: the width stays as it is while a list is walked through.
const NAMES: usize = 300;

/// Cells that nine of ten of the first names fit in; of an item the shorter of its title and our name for it.
pub fn longest_name(records: &Records, ids: &[Id]) -> u16 {
    let name = |id: &Id| {
        let title = records.get(*id).map_or(0, |r| cells(r.title()));
        framework::short(*id).map_or(title, |short| title.min(cells(short)))
    };
    let mut all: Vec<usize> = ids.iter().take(NAMES).map(name).collect();
    all.sort_unstable();
    all.get(all.len().saturating_sub(1) * 9 / 10).copied().unwrap_or(0) as u16
}

/// Whether all columns fit side by side.
pub fn fit(records: &Records, kind: Kind, wish: &ColumnWish, available: u16) -> bool {
    wish.fields.iter().map(|f| wish.wanted(records, kind, *f) + COLUMN_GAP).sum::<u16>() <= available + COLUMN_GAP
}

/// The columns seen when the first `skipped` besides the name and the frozen ones have been moved out of sight, in so
/// many cells. The longest name gets up to half of them before further columns do.
pub fn layout(
    records: &Records,
    kind: Kind,
    wish: &ColumnWish,
    skipped: usize,
    (available, longest): (u16, u16),
) -> ColumnLayout {
    let title = kind.spec().title;
    let others = || wish.fields.iter().copied().filter(|f| *f != title);
    let frozen = wish.frozen.min(others().count());
    let others: Vec<usize> = others().take(frozen).chain(others().skip(frozen + skipped)).collect();
    let named = wish.fields.contains(&title);
    let by = wish.wider.get(&title).copied().unwrap_or(0);
    let names = if by < 0 { 0 } else { longest.min(WIDEST_NAME).min(available / 2) };
    let least = wish.wanted(records, kind, title).min(available * 2 / 5).max(names).max(available.min(12));
    let least =
        if named { least.max(if by > 0 { wish.wanted(records, kind, title).min(available) } else { 0 }) } else { 0 };
    let mut used = least;
    let fits = |field: &&usize| {
        let after = used + COLUMN_GAP + wish.wanted(records, kind, **field);
        let fits = after <= available;
        if fits {
            used = after;
        }
        fits
    };
    let count = others.iter().take_while(fits).count();
    let left = available - used.min(available);
    let widest = if by < 0 { wish.wanted(records, kind, title) } else { WIDEST_NAME };
    let name = (least + left).min(widest.max(least));
    let mut seen = Vec::new();
    let mut x = 0;
    for field in wish.fields.iter().copied().filter(|f| *f == title || others[..count].contains(f)) {
        let width = if field == title { name } else { wish.wanted(records, kind, field) };
        seen.push(SeenColumn { field, x, width });
        x += width + COLUMN_GAP;
    }
    if let Some(last) = seen.last_mut() {
        last.width = available.saturating_sub(last.x);
    }
    seen.retain(|s| s.width > 0);
    ColumnLayout { seen, more: others.len() - count }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::{finding, system};

    fn columns(kind: Kind) -> ColumnWish {
        ColumnWish::of(&Records::default(), kind)
    }

    #[test]
    fn the_name_stays_and_the_others_move_past_it() {
        let all = columns(Kind::System);
        let at = |skipped| layout(&Records::default(), Kind::System, &all, skipped, (73, 0));
        let fields = |l: &ColumnLayout| l.seen.iter().map(|s| s.field).collect::<Vec<_>>();
        assert_eq!(fields(&at(0)), [system::NAME, system::STATE, system::TIER, system::OWNER, system::ACT_CLASS]);
        assert_eq!(fields(&at(2))[..3], [system::NAME, system::OWNER, system::ACT_CLASS]);
        assert_eq!(at(all.fields.len() - 2).more, 0);
    }

    #[test]
    fn a_name_that_stands_last_is_never_pushed_out() {
        let all = columns(Kind::Finding);
        for available in 12..160 {
            let found = layout(&Records::default(), Kind::Finding, &all, 0, (available, 200));
            assert!(found.seen.iter().any(|s| s.field == finding::TITLE && s.width >= 12), "{available}");
            let end = found.seen.last().map_or(0, |s| s.x + s.width);
            assert_eq!(end, available);
        }
    }

    #[test]
    fn a_long_name_is_whole_before_a_column_more_is_seen() {
        let all = columns(Kind::Finding);
        let at = |longest| layout(&Records::default(), Kind::Finding, &all, 0, (75, longest));
        let name = |l: &ColumnLayout| l.seen.iter().find(|s| s.field == finding::TITLE).map_or(0, |s| s.width);
        let (short, long) = (at(10), at(36));
        assert!(name(&short) < 36 && name(&long) >= 36, "{short:?} {long:?}");
        assert!(long.more > short.more, "what fits no more moves out of sight whole");
        assert!(name(&at(200)) <= 38 && at(200).seen.len() > 2, "half of the room is for the others");
    }

    #[test]
    fn a_wish_is_read_as_it_was_written_and_frozen_columns_stay() {
        for kind in Kind::ALL {
            let wish = ColumnWish::of(&Records::default(), *kind);
            assert_eq!(
                ColumnWish::read(&Records::default(), *kind, &wish.written(*kind)).fields,
                wish.fields,
                "{}",
                kind.spec().name
            );
        }
        let text = "owner+4 name | eu_ai_act nonsense state-2 owner";
        let wish = ColumnWish::read(&Records::default(), Kind::System, text);
        assert_eq!(wish.written(Kind::System), "owner+4 | name eu_ai_act state-2");
        assert_eq!(wish.frozen, 1);
        let seen = |skipped| layout(&Records::default(), Kind::System, &wish, skipped, (60, 0)).seen;
        assert!(seen(2).iter().any(|s| s.field == system::OWNER) && !seen(2).iter().any(|s| s.field == system::STATE));
        assert_eq!(ColumnWish::read(&Records::default(), Kind::System, "").fields, [system::NAME]);
    }

    #[test]
    fn no_width_is_too_small() {
        for kind in Kind::ALL {
            for available in 0..30 {
                layout(&Records::default(), *kind, &columns(*kind), 99, (available, 99));
            }
        }
    }
}
