//! What panes ask a line of text for.

/// What a pane asks a line of text for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextFor {
    /// Why a clause is not applicable.
    WhyNot,
    ParkReason,
    /// Why a question of the EU AI Act is answered so.
    WalkWhy,
    /// Why a part of an impact assessment does not apply.
    PartNone,
    JumpNumber,
    AddQuestion,
    Request,
    LateNote,
    /// The row in which the headings of a sheet stand.
    HeadingRow,
    /// Why a drawn item cannot be looked at.
    Replacement,
    SampleSize,
    SampleSeed,
    SampleWhy,
    SampleCount,
    SampleOfList,
    /// Why an input of a review is not treated.
    ReviewLeave,
    /// A further point of a review.
    ReviewPoint,
    /// Under what name a filter is kept.
    FilterName,
    /// The first thing that is said of an area of a programme: the area and the field of its line.
    NewArea(usize, usize),
}
