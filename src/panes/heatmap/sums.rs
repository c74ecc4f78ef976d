//! What the heatmap counts: once after each change, so that drawing does not look at every risk.

use crate::{
    domain::{
        Id, Kind, Record,
        kinds::risk::{self, Picture},
    },
    ui::World,
};
use std::collections::HashMap;

/// Open risks in one picture.
pub struct Sums {
    /// The risks in each cell, in the order of ids.
    cells: HashMap<(u8, u8), Vec<Id>>,
    /// By band, lowest first.
    pub bands: Vec<usize>,
    pub unrated: usize,
    /// Rated with steps that the scales in force do not have.
    pub off_scale: usize,
    /// All of them, the worst first.
    pub worst_first: Vec<Id>,
}

impl Sums {
    pub fn of(picture: Picture, world: &World) -> Sums {
        let (matrix, view) = (world.records.matrix(), world.view());
        let mut sums = Sums {
            cells: HashMap::new(),
            bands: vec![0; matrix.bands.len()],
            unrated: 0,
            off_scale: 0,
            worst_first: Vec::new(),
        };
        let mut scored = Vec::new();
        for risk in open_risks(world) {
            scored.push((risk::level_rank(view, risk), risk.id));
            match picture.on(risk, matrix) {
                Some(cell) => {
                    sums.bands[matrix.band_index(cell.0, cell.1)] += 1;
                    sums.cells.entry(cell).or_default().push(risk.id);
                }
                None if picture.cell(risk).is_some() => sums.off_scale += 1,
                None => sums.unrated += 1,
            }
        }
        scored.sort_unstable();
        sums.worst_first = scored.into_iter().map(|(_, id)| id).collect();
        sums
    }

    pub fn in_cell(&self, cell: (u8, u8)) -> &[Id] {
        self.cells.get(&cell).map_or(&[], Vec::as_slice)
    }

    /// The filled cell of the worst band and score.
    pub fn worst_cell(&self, world: &World) -> Option<(u8, u8)> {
        let matrix = world.records.matrix();
        let filled = self.cells.keys().copied();
        filled.max_by_key(|(l, c)| (matrix.band_index(*l, *c), matrix.score(*l, *c), *c))
    }
}

/// Risks that count: not closed.
pub fn open_risks(world: &World) -> impl Iterator<Item = &Record> {
    let focus = world.focus();
    let view = world.view();
    world.records.all(Kind::Risk).filter(move |r| risk::is_open(r) && focus.as_ref().is_none_or(|f| f.covers(view, r)))
}
