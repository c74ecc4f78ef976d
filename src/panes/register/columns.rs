//! Which columns of a list are seen: the name of a record always stays, the others move past it like a sheet with a
//! frozen column, and room that is left over goes to the name.

use crate::{
    domain::{Kind, Records, field::Placement},
    parts::list::COLUMN_GAP,
    shown::cells,
};

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
pub struct Layout {
    pub seen: Vec<SeenColumn>,
    /// Columns to the right that do not fit.
    pub more: usize,
}

/// Cells a column wants: as described, and its head readable.
pub fn wanted(records: &Records, kind: Kind, field: usize) -> u16 {
    let described = records.field(kind, field);
    let width = match described.place {
        Placement::Column(width) => width,
        _ => 8,
    };
    width.max(cells(described.heading()) as u16)
}

/// Whether all columns fit side by side.
pub fn fit(records: &Records, kind: Kind, columns: &[usize], available: u16) -> bool {
    columns.iter().map(|f| wanted(records, kind, *f) + COLUMN_GAP).sum::<u16>() <= available + COLUMN_GAP
}

/// The columns seen when the first `skipped` besides the name have been moved out of sight.
pub fn layout(records: &Records, kind: Kind, columns: &[usize], skipped: usize, available: u16) -> Layout {
    let title = kind.spec().title;
    let others: Vec<usize> = columns.iter().copied().filter(|f| *f != title).skip(skipped).collect();
    let named = columns.contains(&title);
    let least = if named { wanted(records, kind, title).min(available * 2 / 5).max(available.min(12)) } else { 0 };
    let mut used = least;
    let fits = |field: &&usize| {
        let after = used + COLUMN_GAP + wanted(records, kind, **field);
        let fits = after <= available;
        if fits {
            used = after;
        }
        fits
    };
    let count = others.iter().take_while(fits).count();
    let left = available - used.min(available);
    let name = (least + left).min(WIDEST_NAME.max(least));
    let mut seen = Vec::new();
    let mut x = 0;
    for field in columns.iter().copied().filter(|f| *f == title || others[..count].contains(f)) {
        let width = if field == title { name } else { wanted(records, kind, field) };
        seen.push(SeenColumn { field, x, width });
        x += width + COLUMN_GAP;
    }
    if let Some(last) = seen.last_mut() {
        last.width = available.saturating_sub(last.x);
    }
    seen.retain(|s| s.width > 0);
    Layout { seen, more: others.len() - count }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::{finding, system};

    fn columns(kind: Kind) -> Vec<usize> {
        let fields = kind.spec().fields;
        (0..fields.len()).filter(|f| matches!(fields[*f].place, Placement::Column(_))).collect()
    }

    #[test]
    fn the_name_stays_and_the_others_move_past_it() {
        let all = columns(Kind::System);
        let at = |skipped| layout(&Records::default(), Kind::System, &all, skipped, 73);
        let fields = |l: &Layout| l.seen.iter().map(|s| s.field).collect::<Vec<_>>();
        assert_eq!(fields(&at(0)), [system::NAME, system::STATE, system::TIER, system::OWNER, system::ACT_CLASS]);
        assert_eq!(fields(&at(2))[..3], [system::NAME, system::OWNER, system::ACT_CLASS]);
        assert_eq!(at(all.len() - 2).more, 0);
    }

    #[test]
    fn a_name_that_stands_last_is_never_pushed_out() {
        let all = columns(Kind::Finding);
        for available in 12..160 {
            let found = layout(&Records::default(), Kind::Finding, &all, 0, available);
            assert!(found.seen.iter().any(|s| s.field == finding::TITLE && s.width >= 12), "{available}");
            let end = found.seen.last().map_or(0, |s| s.x + s.width);
            assert_eq!(end, available);
        }
    }

    #[test]
    fn no_width_is_too_small() {
        for kind in Kind::ALL {
            for available in 0..30 {
                layout(&Records::default(), *kind, &columns(*kind), 99, available);
            }
        }
    }
}
