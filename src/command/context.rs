//! Where keys are read.

/// Where keys are read: the innermost context first, [`Context::Everywhere`] last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// Every pane, outside text fields.
    Everywhere,
    Start,
    Home,
    /// Any list of records.
    List,
    /// The cells of a list, one after the other: letters are text.
    Cells,
    Heatmap,
    Risks,
    Controls,
    Findings,
    Requests,
    Actions,
    Systems,
    Documents,
    People,
    Rounds,
    /// Plan items, tasks, metrics, trainings, incidents, communications.
    Running,
    /// Lists and pages of records that have an owner, a day or a state.
    Roles,
    /// The page of one round: its interviews and coverage.
    Round,
    /// The question list of an interview before and while it is held.
    Plan,
    /// The interview card, writing.
    Writing,
    /// The interview card, keys.
    Card,
    /// The finding drawer of the card, a field having the keyboard.
    Drawer,
    /// The samples of a question, over the card.
    Sample,
    /// The checks of a question, over the card.
    Ticks,
    Recap,
    /// A management review.
    Review,
    /// An audit programme.
    Programme,
    Readiness,
    /// The page of one record: its fields and links.
    Record,
    /// Any one-line text field, a filter or a prompt.
    Input,
    /// Any field of several lines outside the card.
    Text,
    /// Any short list to choose from.
    Menu,
    Help,
    /// The columns of a list.
    Columns,
    /// The questions of the EU AI Act on one system.
    Walk,
    /// The parts of an impact assessment.
    Parts,
}

impl Context {
    /// Name in key map files, and a heading for people.
    pub const NAMES: &'static [(Context, &'static str, &'static str)] = &[
        (Context::Everywhere, "everywhere", "Everywhere"),
        (Context::Start, "start", "Start"),
        (Context::Home, "home", "Home"),
        (Context::List, "list", "Lists"),
        (Context::Cells, "cells", "Cells of a list"),
        (Context::Heatmap, "heatmap", "Risk heatmap"),
        (Context::Risks, "risks", "Risks"),
        (Context::Controls, "controls", "Controls"),
        (Context::Findings, "findings", "Findings"),
        (Context::Requests, "requests", "Evidence requests"),
        (Context::Actions, "actions", "Actions"),
        (Context::Systems, "systems", "AI systems, suppliers"),
        (Context::Documents, "documents", "Documents"),
        (Context::People, "people", "People"),
        (Context::Rounds, "rounds", "Rounds"),
        (Context::Running, "running", "Plan, tasks, metrics, trainings, incidents"),
        (Context::Roles, "roles", "Owner, day and state of records"),
        (Context::Round, "round", "One round"),
        (Context::Plan, "plan", "Question list"),
        (Context::Writing, "interview.writing", "Interview, writing"),
        (Context::Card, "interview.keys", "Interview, keys"),
        (Context::Drawer, "interview.drawer", "Interview, drawer"),
        (Context::Sample, "sample", "Sample of a question"),
        (Context::Ticks, "checks", "Checks of a question"),
        (Context::Recap, "recap", "Recap"),
        (Context::Review, "review", "Management review"),
        (Context::Programme, "programme", "Audit programme"),
        (Context::Readiness, "readiness", "Readiness"),
        (Context::Record, "record", "One record"),
        (Context::Input, "input", "One-line fields"),
        (Context::Text, "text", "Text of several lines"),
        (Context::Menu, "menu", "Choosing"),
        (Context::Help, "help", "Help"),
        (Context::Columns, "columns", "Columns of a list"),
        (Context::Walk, "walk", "Questions of the EU AI Act"),
        (Context::Parts, "parts", "Parts of an impact assessment"),
    ];

    pub fn name(self) -> &'static str {
        Context::NAMES.iter().find(|(c, ..)| *c == self).map_or("", |(_, name, _)| name)
    }
    pub fn heading(self) -> &'static str {
        Context::NAMES.iter().find(|(c, ..)| *c == self).map_or("", |(_, _, heading)| heading)
    }
    pub fn of(name: &str) -> Option<Context> {
        Context::NAMES.iter().find(|(_, n, _)| *n == name).map(|(c, ..)| *c)
    }
    /// The contexts in which keys are looked up while this one has the keyboard, innermost first.
    ///
    /// Text fields, menus and the help stand alone: what is typed there belongs to them.
    pub fn stack(self) -> Vec<Context> {
        use Context::*;
        match self {
            Writing | Drawer | Input | Text | Cells | Menu | Help | Columns | Everywhere => vec![self],
            Risks | Controls | Findings | Requests | Actions | Systems | People | Documents | Rounds | Running => {
                vec![self, Roles, List, Everywhere]
            }
            Roles | Review | Programme | Readiness => vec![self, List, Everywhere],
            _ => vec![self, Everywhere],
        }
    }
    /// A text field has the keyboard: plain letters are text and never commands.
    pub fn is_text(self) -> bool {
        matches!(self, Context::Writing | Context::Drawer | Context::Input | Context::Text | Context::Cells)
    }
}
