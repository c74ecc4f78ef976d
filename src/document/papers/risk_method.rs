//! The risk method by itself: scales, bands, appetite, who rates and who accepts, with the empty map.

use super::{
    PaperDraft,
    desk::{Desk, heading, list, note},
    risk_register,
};
use crate::{
    document::{Block, PaperKind},
    domain::{Kind, matrix},
};

pub fn build(desk: Desk) -> PaperDraft {
    let mut blocks = vec![heading("Method"), risk_register::method(desk), heading("The map")];
    blocks.extend(risk_register::empty_map(desk));
    blocks.extend([
        heading("How a risk is rated"),
        list(
            vec![
                "Before controls: as if none of the controls were there.".into(),
                "Now: with the controls as they are today.".into(),
                "After the plan: when what is planned is done.".into(),
                "A level is likelihood and consequence together; both figures stand beside it on every paper.".into(),
            ],
            "",
        ),
        heading("Contradictions in the method"),
        list(
            desk.view.records.single(Kind::Method).map(matrix::contradictions).unwrap_or_default(),
            "The method does not contradict itself.",
        ),
        note("A risk above the appetite is treated, or accepted by name for a time; an acceptance that runs out is asked again."),
        Block::Sign(vec!["Top management".into()]),
    ]);
    (PaperKind::RiskMethod.title().into(), vec![format!("state of {}", desk.view.today)], blocks)
}
