//! What one key does with the records of a kind. A description names its acts; what each does is in the panes, on the
//! one way to the store, and which key it has is in the key maps.

/// What can be done with records of a kind by one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Marks a row, for what is done with many.
    Mark,
    /// Sets the person of its role.
    Owner,
    /// Sets the day of its role.
    Day,
    /// Sets the word of its role.
    State,
    /// Says whether a control is used.
    Use,
    /// Gives the reason that counts for a control.
    Reason,
    /// Goes to where something was judged.
    Judged,
    /// Says how grave a finding is.
    Grade,
    /// Asks for what the step of a finding needs.
    Fill,
    Forward,
    Back,
    Whys,
    /// Says what the auditor thinks of the plan of the auditee.
    Plan,
    /// Adds an action about it.
    Action,
    Rate,
    Move,
    Treat,
    Catalogue,
    /// Promised evidence arrived.
    Arrived,
    Done,
    Interview,
    Close,
    /// Starts an audit from the answers of a round.
    Follow,
    /// Shows everything to ask of a person.
    Ask,
    /// Has a round judged once more, blind.
    Second,
    /// Decides about it: accepts, leaves out, releases.
    Decide,
    /// Adds a reading.
    Measure,
    /// Opens what follows from it: an incident from a reading, a finding from an incident.
    Raise,
    /// Walks through the questions that find what holds of a system under the EU AI Act.
    Walk,
    /// Lists the duties that follow: of law for a system, of a supplier by its tier.
    Duties,
    /// Takes over the controls that the class of a system asks for.
    Controls,
    /// Makes plan items of gaps, by phase and owner.
    PlanGaps,
    /// Begins the next version of a document.
    Version,
    /// Begins the next assessment: of impact, from the last one if there is one, or of a supplier.
    Assess,
}

/// How a new record comes to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adding {
    /// Its title is asked for.
    Titled,
    /// The same, under a name of its own.
    Called(&'static str),
    /// Its type is chosen, then it is started.
    Started,
    /// A paper is issued.
    Issued,
    /// Not from its list: the sentence says where.
    Elsewhere(&'static str),
}
