//! The roads on which a change can come. There is no default: who makes a change says how it comes.

/// How a change comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Road {
    /// A key or command on a screen.
    Key,
    /// A field of one record in its editor.
    Form,
    /// A field of several records at once.
    Bulk,
    /// Something added to a field of several records.
    Fill,
    Undo,
    Redo,
    /// Rows of a file.
    Import,
    /// A field set from the shell.
    Set,
    /// Typed text that becomes a step.
    Draft,
    /// What could not be saved, brought back.
    Rescue,
    /// Another person's file.
    Merge,
    /// A newer version of the program.
    Upgrade,
    /// A new file, or the demo.
    Founding,
}

/// What the gate does on a road.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearing {
    /// It judges everything.
    Asks,
    /// It takes over records that are new as they are, and judges what happens to those that are here.
    TakesOver,
    /// It judges nothing.
    Passes,
}

impl Road {
    pub const ALL: [Road; 13] = [
        Road::Key,
        Road::Form,
        Road::Bulk,
        Road::Fill,
        Road::Undo,
        Road::Redo,
        Road::Import,
        Road::Set,
        Road::Draft,
        Road::Rescue,
        Road::Merge,
        Road::Upgrade,
        Road::Founding,
    ];

    pub fn bearing(self) -> Bearing {
        match self {
            Road::Key | Road::Form | Road::Bulk | Road::Fill | Road::Set | Road::Draft => Bearing::Asks,
            Road::Undo | Road::Redo | Road::Rescue => Bearing::Asks,
            Road::Import | Road::Merge => Bearing::TakesOver,
            Road::Upgrade | Road::Founding => Bearing::Passes,
        }
    }

    /// Whether somebody works on the records now, so that what goes along with a change is added to it. What is taken
    /// back, brought back or brought in is whole already.
    pub fn is_by_hand(self) -> bool {
        match self {
            Road::Key | Road::Form | Road::Bulk | Road::Fill | Road::Set | Road::Draft | Road::Import => true,
            Road::Undo | Road::Redo | Road::Rescue | Road::Merge | Road::Upgrade | Road::Founding => false,
        }
    }
}
